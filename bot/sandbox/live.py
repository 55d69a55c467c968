"""How do the open pages learn that something changed?"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from bot.sandbox.store import Change, Store

_QUIET_SECONDS = 15.0


@dataclass(eq=False)
class _Reader:
    user: str
    queue: asyncio.Queue[Change | None] = field(default_factory=asyncio.Queue)


class Live:
    """Server-Sent Events, one stream a page."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._readers: set[_Reader] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Says where the streams run."""
        self._loop = loop

    def publish(self, change: Change) -> None:
        """Passes a change on to the pages that may see it; callable from any thread."""
        if self._loop and self._readers:
            self._loop.call_soon_threadsafe(self._spread, change)

    def _spread(self, change: Change) -> None:
        told = {k: v for k, v in change.items() if k != "user"}
        for reader in self._readers:
            if self._concerns(reader.user, change):
                reader.queue.put_nowait(told)

    def _concerns(self, user: str, change: Change) -> bool:
        channel = self._store.channels.get(change.get("channel", ""))
        mine = change.get("user") in {None, user}
        return mine and (channel is None or user in channel.members)

    async def stream(self, user: str) -> AsyncIterator[str]:
        """The events for one page, until the page or the sandbox ends."""
        reader = _Reader(user)
        self._readers.add(reader)
        try:
            yield ": welcome\n\n"
            while True:
                try:
                    change = await asyncio.wait_for(reader.queue.get(), _QUIET_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if change is None:
                    return
                yield f"data: {json.dumps(change)}\n\n"
        finally:
            self._readers.discard(reader)

    def close(self) -> None:
        """Ends every stream."""
        for reader in list(self._readers):
            reader.queue.put_nowait(None)
