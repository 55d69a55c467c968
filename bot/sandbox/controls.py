"""What can a test look at and change in a running sandbox?"""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox.courier import Ack, Kind, Parcel
from bot.sandbox.faults import Fault
from bot.sandbox.happenings import Happenings
from bot.sandbox.person import Driver, until
from bot.sandbox.records import JSON, RecordedCall
from bot.sandbox.shapes import message_json
from bot.sandbox.workspace import Workspace

T = TypeVar("T")
_PATIENCE = 60.0


@dataclass(frozen=True)
class ChannelFacts:
    """A channel at one moment; `messages` are in Slack's form with metadata, oldest first."""

    id: str
    name: str
    members: frozenset[str]
    archived: bool
    messages: list[JSON]


class Controls:
    """The handles of a sandbox; each may be used from any thread."""

    workspace: Workspace
    happenings: Happenings
    _loop: asyncio.AbstractEventLoop

    @property
    def url(self) -> str:
        """Where the page is."""
        return self.workspace.base

    @property
    def api_url(self) -> str:
        """The base of the Web API, as `SLACK_API_URL` takes it."""
        return f"{self.workspace.base}/api/"

    @property
    def bot_token(self) -> str:
        """The app's bot token."""
        return self.workspace.store.app.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token of Socket Mode."""
        return self.workspace.store.app.app_token

    @property
    def signing_secret(self) -> str:
        """The secret that HTTP requests are signed with."""
        return self.workspace.store.app.signing_secret

    def person(self, user: str) -> Driver:
        """Acts as that person."""
        return Driver(self.url, user)

    def channel(self, channel: str) -> ChannelFacts:
        """A channel as it is now."""
        store = self.workspace.store
        with store.lock:
            room = store.channels[channel]
            told = [message_json(store, self.url, m, metadata=True) for m in room.messages]
            return ChannelFacts(room.id, room.name, frozenset(room.members), room.archived, told)

    def calls(self, method: str | None = None) -> list[RecordedCall]:
        """The requests to the Web API so far, all or those of one method."""
        with self.workspace.store.lock:
            return [c for c in self.workspace.calls if method in {None, c.method}]

    def fail(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        body: str | JSON | None = None,
        times: int | None = 1,
        channel: str | None = None,
        after: bool = False,
        hang: float = 0.0,
        drop: bool = False,
    ) -> Fault:
        """Plants a mishap for coming requests to a method.

        `after` does the deed first and then loses or falsifies the answer; `drop` resets the
        connection; `hang` waits that many seconds first; `times=None` means every time.
        "upload" and "response_url" stand for those two addresses.
        """
        fault = Fault(method, error, status, headers or {}, body, times, channel, after, hang, drop)
        with self.workspace.store.lock:
            return self.workspace.faults.plant(fault)

    def heal(self) -> None:
        """Forgets every planted mishap."""
        with self.workspace.store.lock:
            self.workspace.faults.clear()

    def archive(self, channel: str, *, archived: bool = True) -> None:
        """Archives a channel, or brings it back."""
        store = self.workspace.store
        with store.lock:
            store.channels[channel].archived = archived
            store.changed("state")

    def invite(self, channel: str, user: str) -> None:
        """Puts a person, or the app, into a channel."""
        store = self.workspace.store
        with store.lock:
            store.channels[channel].members.add(user)
            self.happenings.joined(store.channels[channel], user)
            store.changed("state")

    def kick(self, channel: str, user: str) -> None:
        """Takes a person, or the app, out of a channel."""
        store = self.workspace.store
        with store.lock:
            store.channels[channel].members.discard(user)
            store.changed("state")

    def grant(self, *scopes: str) -> None:
        """Gives the app's token further scopes."""
        with self.workspace.store.lock:
            self.workspace.scopes.update(scopes)

    def revoke(self, *scopes: str) -> None:
        """Takes scopes from the app's token."""
        with self.workspace.store.lock:
            self.workspace.scopes.difference_update(scopes)

    def subscribe(self, *events: str) -> None:
        """Sends the app exactly these kinds of events."""
        with self.workspace.store.lock:
            self.workspace.subscriptions.clear()
            self.workspace.subscriptions.update(events)

    def deactivate(self, user: str, *, gone: bool = True) -> None:
        """Deactivates a person's account, or brings it back."""
        store = self.workspace.store
        with store.lock:
            (store.gone.add if gone else store.gone.discard)(user)
            self.happenings.user_changed(user)
            store.changed("state")

    def set_group(self, group: str, *users: str) -> None:
        """Changes who is in a user group."""
        with self.workspace.store.lock:
            self.workspace.store.set_group(group, users)

    def delete_message(self, channel: str, ts: str) -> None:
        """Deletes a message behind the app's back."""
        store = self.workspace.store
        with store.lock:
            message = store.channels[channel].find(ts)
            if message:
                store.remove(message)

    def _on_loop(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    def sent(self, kind: Kind | None = None) -> list[Parcel]:
        """What was sent to the app so far, as it went over the wire."""
        return [p for p in list(self.workspace.post.sent) if kind in {None, p.kind}]

    def redeliver(self, *, last: bool = True, kind: Kind | None = None) -> Ack:
        """Sends the last (or the first) delivery again, byte for byte."""
        parcel = self.sent(kind)[-1 if last else 0]
        return self._on_loop(self.workspace.post.redeliver(parcel))

    @property
    def connections(self) -> int:
        """How many Socket Mode connections the app holds."""
        return len(self.workspace.sockets.links)

    def wait_for_socket(self, count: int = 1, timeout: float = _PATIENCE) -> None:
        """Returns when the app holds that many connections."""
        until(lambda: self.connections >= count, timeout, f"{count} Socket Mode connections")

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Asks the app to renew its connections."""
        self._on_loop(self.workspace.sockets.disconnect(reason))

    def drop_sockets(self) -> None:
        """Resets every Socket Mode connection without a word."""
        self._loop.call_soon_threadsafe(self._abort_sockets)

    def _abort_sockets(self) -> None:
        for link in list(self.workspace.sockets.links):
            if link.socket.client:
                self.workspace.cut((link.socket.client.host, link.socket.client.port))

    def refuse_sockets(self, *, refusing: bool = True) -> None:
        """Turns new Socket Mode connections away, or lets them in again."""
        self.workspace.sockets.refusing = refusing
