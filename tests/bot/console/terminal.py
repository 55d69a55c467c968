"""How does a test type a command? In this process, as the console script runs it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout; anything else there is an error."""
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The sentence on stderr of a command that was refused: no traceback, nothing on stdout."""
        assert self.code == 1, self
        assert self.out == ""
        assert "Traceback" not in self.err
        return self.err.strip()


Baton = Callable[..., Answer]
