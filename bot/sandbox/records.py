"""What does the sandbox remember of a channel, a message, a file, a modal?"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.sandbox.world import Kind

JSON = dict[str, Any]


@dataclass
class Message:
    """One message; `past` keeps the faces it had, for a reader whose screen is behind."""

    ts: str
    channel: str
    user: str
    text: str
    bot: bool = False
    blocks: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    thread_ts: str | None = None
    broadcast: bool = False
    metadata: JSON | None = None
    edited: str | None = None
    subtype: str | None = None
    only_for: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    past: list[list[JSON]] = field(default_factory=list)

    @property
    def is_root(self) -> bool:
        """Whether it stands in the channel itself rather than only in a thread."""
        return self.thread_ts is None or self.broadcast


@dataclass
class Channel:
    """A channel or a direct message; `messages` are in the order of their ts."""

    id: str
    name: str
    kind: Kind
    members: set[str]
    created: int
    topic: str = ""
    shared: bool = False
    archived: bool = False
    messages: list[Message] = field(default_factory=list)
    whispers: list[Message] = field(default_factory=list)

    def find(self, ts: str) -> Message | None:
        """The message of that ts, ephemeral ones left out."""
        return next((m for m in reversed(self.messages) if m.ts == ts), None)

    def replies(self, root: str) -> list[Message]:
        """The thread below a message, oldest first."""
        return [m for m in self.messages if m.thread_ts == root]


@dataclass
class StoredFile:
    """A file, from the asking for an upload URL to its deletion; `given` to the app with a form that was sent."""

    id: str
    name: str
    title: str
    size: int
    user: str
    created: int
    data: bytes = b""
    state: Literal["asked", "uploaded", "complete", "deleted"] = "asked"
    alt_text: str = ""
    shares: list[tuple[str, str, str | None]] = field(default_factory=list)
    pictured: set[str] = field(default_factory=set)
    given: bool = False


@dataclass
class OpenView:
    """A modal or a home tab; `view` is what the app sent, `values` what the person has typed."""

    id: str
    user: str
    view: JSON
    hash: str
    root: str
    previous: str | None = None
    values: JSON = field(default_factory=dict)


@dataclass
class Trigger:
    """The right to open one modal, for three seconds after a gesture."""

    user: str
    born: datetime
    view: str | None = None
    used: bool = False


@dataclass
class Respondent:
    """A response_url: five answers within thirty minutes."""

    channel: str
    user: str
    born: datetime
    message_ts: str | None = None
    uses: int = 0


@dataclass(frozen=True)
class RecordedCall:
    """One request to the Web API, as it arrived, and how it was answered."""

    method: str
    args: JSON
    at: datetime
    status: int
    answer: JSON

    @property
    def ok(self) -> bool:
        """Whether the sandbox did what was asked."""
        return bool(self.answer.get("ok"))
