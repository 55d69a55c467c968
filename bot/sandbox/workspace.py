"""What does a running sandbox consist of?"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.sandbox.courier import Post
from bot.sandbox.faults import Faults, Limiter
from bot.sandbox.mint import Mint
from bot.sandbox.records import JSON, Message, RecordedCall, StoredFile
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.store import Store, stand_in
from bot.sandbox.tickets import Tickets


@dataclass
class Workspace:
    """The parts of one sandbox; `later` defers a deed, `pause` lets seconds pass, `cut` breaks a connection."""

    base: str
    mint: Mint
    store: Store
    tickets: Tickets
    faults: Faults
    limiter: Limiter
    sockets: SocketMode
    post: Post
    scopes: set[str]
    subscriptions: set[str]
    later: Callable[[timedelta, Callable[[], object]], None]
    pause: Callable[[float], Awaitable[None]]
    cut: Callable[[tuple[str, int]], None]
    share_delay: timedelta
    calls: list[RecordedCall] = field(default_factory=list)

    def from_bot(self, channel: str, text: str, blocks: list[JSON]) -> Message:
        """A message of the app that stands nowhere yet."""
        return Message(
            ts=self.mint.ts(),
            channel=channel,
            user=self.store.app.bot_user,
            bot=True,
            text=text,
            blocks=stand_in(blocks, self.mint),
        )

    def whisper(self, user: str, channel: str, text: str, blocks: list[JSON]) -> Message:
        """A message of the app that only one person sees."""
        message = self.from_bot(channel, text, blocks)
        message.only_for = user
        return self.store.add(message)

    def share(self, files: list[StoredFile], channel: str, text: str, thread_ts: str | None) -> Message:
        """The message that a finished upload puts into a channel or a thread."""
        owner = files[0].user
        message = Message(
            ts=self.mint.ts(),
            channel=channel,
            user=owner,
            bot=owner == self.store.app.bot_user,
            text=text,
            files=[f.id for f in files],
            thread_ts=thread_ts,
            subtype="file_share",
        )
        for file in files:
            file.shares.append((channel, message.ts, thread_ts))
        return self.store.add(message)
