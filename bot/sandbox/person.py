"""How does a test act as a person? Over the page's own API, so it works from any process."""

import json
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from bot.sandbox.filling import chosen, filled
from bot.sandbox.limits import interactive
from bot.sandbox.records import JSON

T = TypeVar("T")
_PATIENCE = 60.0
_PAUSE = 0.02
_REQUEST_SECONDS = 15.0


def until(check: Callable[[], T | None], timeout: float, what: str) -> T:
    """The first true answer of `check`; raises TimeoutError that names what was waited for."""
    deadline = time.monotonic() + timeout
    pause = threading.Event()
    while True:
        found = check()
        if found:
            return found
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {timeout} s for {what}")
        pause.wait(_PAUSE)


class Driver:
    """One person at the page; answers are the page API's, `{"ok": …, "error": …, "text": …}`."""

    def __init__(self, url: str, user: str) -> None:
        self._url = url
        self.user = user

    def _get(self, path: str, **query: str) -> JSON:
        return self._exchange(f"{path}?{urlencode({'user': self.user, **query})}")

    def _post(self, path: str, **fields: Any) -> JSON:
        body = json.dumps({"user": self.user, **fields}).encode()
        return self._exchange(path, body, "application/json")

    def _exchange(self, path: str, body: bytes | None = None, kind: str = "") -> JSON:
        answer: JSON = json.loads(self._bytes(path, body, kind))
        return answer

    def _bytes(self, path: str, body: bytes | None = None, kind: str = "") -> bytes:
        headers = {"Content-Type": kind} if kind else {}
        request = urllib.request.Request(self._url + path, body, headers)  # noqa: S310 - our own http URL
        try:
            with _OPENER.open(request, timeout=_REQUEST_SECONDS) as response:
                data: bytes = response.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.read()
        return data

    def state(self) -> JSON:
        """Everything around the messages, as the page shows it."""
        return self._get("/ui/state")

    def dm(self) -> str:
        """The id of the direct message with the app."""
        return str(next(c["id"] for c in self.state()["channels"] if c["kind"] == "im"))

    def messages(self, channel: str) -> list[JSON]:
        """What stands in a channel for this person, oldest first."""
        return list(self._get("/ui/messages", channel=channel).get("messages", []))

    def ephemerals(self, channel: str, thread_ts: str | None = None) -> list[JSON]:
        """What only this person sees in a channel, or in a thread."""
        told = self.thread(channel, thread_ts) if thread_ts else self.messages(channel)
        return [m for m in told if m["ephemeral"]]

    def thread(self, channel: str, ts: str) -> list[JSON]:
        """A thread, its root first."""
        return list(self._get("/ui/thread", channel=channel, ts=ts).get("messages", []))

    def wait_for(
        self,
        channel: str,
        predicate: Callable[[JSON], bool],
        timeout: float = _PATIENCE,
        thread_ts: str | None = None,
    ) -> JSON:
        """The newest message in a channel, or a thread, that fits; waits until there is one."""

        def look() -> JSON | None:
            told = self.thread(channel, thread_ts) if thread_ts else self.messages(channel)
            return next((m for m in reversed(told) if predicate(m)), None)

        return until(look, timeout, f"a message in {channel}")

    def say(self, channel: str, text: str, thread_ts: str | None = None) -> JSON:
        """Writes a message."""
        return self._post("/ui/say", channel=channel, text=text, thread_ts=thread_ts)

    def command(self, line: str, channel: str = "C0MARKETING") -> JSON:
        """Runs a slash command, such as "/brief status BRF-1"."""
        return self._post("/ui/command", channel=channel, text=line)

    def click(
        self,
        message: Mapping[str, Any],
        action_id: str,
        value: str | None = None,
        channel: str | None = None,
    ) -> JSON:
        """Presses a button, or picks `value` in a menu, on a message as this person has it.

        The message may be an old face of itself: a person's screen can be behind.
        """
        attached = [b for a in message.get("attachments") or [] for b in a.get("blocks") or []]
        touched = pressed([*message["blocks"], *attached], action_id, value)
        place = channel or message.get("channel")
        return self._post("/ui/click", channel=place, message_ts=message["ts"], **touched)

    def shortcut(self, callback_id: str, message: Mapping[str, Any] | None = None) -> JSON:
        """Picks an entry from the menu of a message, or from the global one."""
        where = {"channel": message["channel"], "message_ts": message["ts"]} if message else {}
        return self._post("/ui/shortcut", callback_id=callback_id, **where)

    def click_in_view(self, action_id: str, value: str | None = None, view: Mapping[str, Any] | None = None) -> JSON:
        """Presses something inside the modal, or on the given home tab."""
        shown = view or self.view()
        touched = pressed(shown["blocks"], action_id, value)
        return self._post("/ui/click", view_id=shown["id"], **touched)

    def open_view(self) -> JSON | None:
        """The modal that is in front now; None when there is none."""
        view: JSON | None = self._get("/ui/view")["view"]
        return view

    def view(self, callback_id: str | None = None, timeout: float = _PATIENCE) -> JSON:
        """The modal that is in front; waits until there is one (with that callback_id)."""

        def look() -> JSON | None:
            shown = self.open_view()
            fits = shown and callback_id in {None, shown["callback_id"]}
            return shown if fits else None

        return until(look, timeout, f"a modal {callback_id or ''}")

    def submit(self, values: Mapping[str, Any] | None = None, view: Mapping[str, Any] | None = None) -> JSON:
        """Fills the modal's inputs by block_id and submits it; the rest keeps what it shows."""
        shown = view or self.view()
        typed = filled(shown["blocks"], values or {})
        return self._post("/ui/view/submit", view_id=shown["id"], values=typed)

    def close(self, *, clear: bool = False) -> JSON:
        """Closes the modal, or all of them."""
        return self._post("/ui/view/close", view_id=self.view()["id"], clear=clear)

    def home(self) -> JSON | None:
        """Opens the app's home tab and says what it shows now."""
        self._post("/ui/home/open")
        view: JSON | None = self._get("/ui/home")["view"]
        return view

    def read(self, channel: str) -> JSON:
        """Marks a channel read."""
        return self._post("/ui/read", channel=channel)

    def upload(self, channel: str, name: str, data: bytes, thread_ts: str | None = None) -> JSON:
        """Uploads a file into a channel or a thread; returns the file."""
        boundary = uuid.uuid4().hex
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
        query = {"user": self.user, "channel": channel}
        query |= {"thread_ts": thread_ts} if thread_ts else {}
        kind = f"multipart/form-data; boundary={boundary}"
        answer = self._exchange(f"/ui/upload?{urlencode(query)}", body, kind)
        return dict(answer["file"]) if answer["ok"] else answer

    def download(self, file: Mapping[str, Any]) -> bytes:
        """The bytes of a file of a message."""
        return self._bytes(f"{file['url']}?user={quote(self.user)}")


def pressed(blocks: list[JSON], action_id: str, value: str | None) -> JSON:
    """The fields of a click on an element; LookupError when it is not there."""
    for block in blocks:
        for element in interactive(block):
            if element.get("action_id") != action_id:
                continue
            own = element["type"] == "button"
            if own and value is not None and element.get("value") != value:
                continue
            pick = {} if own or value is None else chosen(element, value)
            return {"block_id": block["block_id"], "action_id": action_id, **pick}
    raise LookupError(f"nothing to press called {action_id}")


# Proxies of the environment are not for 127.0.0.1.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
