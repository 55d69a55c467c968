"""What was asked for, with which arguments, and how is a refusal spelt?"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.sandbox.records import JSON, Channel
from bot.sandbox.workspace import Workspace

_TRUE = frozenset({"1", "true", True})
_LONGEST_PAGE = 1000


class ApiError(Exception):
    """A refusal with Slack's error code; `extra` is added to the answer."""

    def __init__(
        self,
        code: str,
        *problems: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.headers = dict(headers or {})
        told = {"response_metadata": {"messages": list(problems)}} if problems else {}
        self.answer: JSON = {"ok": False, "error": code, **told, **extra}


@dataclass(frozen=True)
class Call:
    """One request to a method."""

    workspace: Workspace
    method: str
    args: JSON
    now: datetime

    def text(self, name: str) -> str:
        """An argument as text; empty when it is absent."""
        value = self.args.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def needed(self, name: str) -> str:
        """An argument that must be there; refuses as Slack does."""
        value = self.text(name)
        if not value:
            raise ApiError("invalid_arguments", f"[ERROR] missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A yes or no in any of the spellings Slack takes."""
        value = self.args.get(name, default)
        return (value.lower() if isinstance(value, str) else value) in _TRUE

    def structure(self, name: str, complaint: str = "invalid_arguments") -> Any:
        """An argument that is JSON, or JSON in a string; None when absent."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as error:
            raise ApiError(complaint, "[ERROR] must be valid JSON") from error

    def channel(self, name: str = "channel") -> Channel:
        """The channel that an id or a #name means; unknown and hidden ones are not found."""
        wanted = self.needed(name)
        store = self.workspace.store
        found = store.channels.get(wanted) or next(
            (c for c in store.channels.values() if c.name == wanted.removeprefix("#")), None
        )
        if found is None or (found.kind != "channel" and not store.bot_in(found)):
            raise ApiError("channel_not_found")
        return found

    def page(self, rows: Sequence[Any], default: int = 100) -> tuple[list[Any], JSON]:
        """One page of a listing and the metadata that leads to the next."""
        limit = self._number("limit", default)
        start = self._offset()
        rest = start + limit < len(rows)
        cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if rest else ""
        return list(rows[start : start + limit]), {"next_cursor": cursor}

    def _number(self, name: str, default: int) -> int:
        text = self.text(name) or str(default)
        if not text.isdigit() or not 0 < int(text) <= _LONGEST_PAGE:
            raise ApiError("invalid_limit" if name == "limit" else "invalid_arguments")
        return int(text)

    def _offset(self) -> int:
        cursor = self.text("cursor")
        if not cursor:
            return 0
        try:
            return int(base64.b64decode(cursor).decode().removeprefix("next:"))
        except ValueError as error:
            raise ApiError("invalid_cursor") from error


@dataclass(frozen=True)
class Method:
    """How one method is run: `scopes` of which one is needed, and whose token it takes."""

    run: Callable[[Call], JSON]
    scopes: tuple[str, ...] = ()
    asker: Literal["bot", "app"] = "bot"
    headers: Callable[[Call], Mapping[str, str]] = field(default=lambda _call: {})
