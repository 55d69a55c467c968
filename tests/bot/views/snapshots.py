"""Does a view still look as it did when somebody last read it? `UPDATE_GOLDEN=1` writes what it looks like now."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.views.post import Post

GOLDEN = Path(__file__).parent / "golden"


def assert_looks_like(name: str, view: Post | dict[str, Any]) -> None:
    """Compare `view` with what is kept under `name`."""
    shown = asdict(view) if isinstance(view, Post) else view
    kept = GOLDEN / f"{name}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        kept.write_text(json.dumps(shown, indent=2, ensure_ascii=False) + "\n", "utf-8")
    assert shown == json.loads(kept.read_text("utf-8"))
