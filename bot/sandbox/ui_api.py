"""What does the page ask of the sandbox, and what does it answer?"""

import time
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import gestures, page_shapes
from bot.sandbox.gestures import Refusal
from bot.sandbox.happenings import Happenings
from bot.sandbox.live import Live
from bot.sandbox.records import JSON, Channel
from bot.sandbox.shapes import view_json
from bot.sandbox.wire import BadRequestError, answer, fields_of, multipart
from bot.sandbox.workspace import Workspace

_HOME_PAUSE = 5.0

Asked = Callable[[JSON], JSON]
Acted = Callable[[JSON], Awaitable[JSON]]


class PageApi:
    """The page's requests; every one names the person who makes it."""

    def __init__(self, workspace: Workspace, happenings: Happenings, live: Live) -> None:
        self._workspace = workspace
        self._store = workspace.store
        self._happenings = happenings
        self._live = live
        self._homes_opened: dict[str, float] = {}

    def routes(self) -> list[Route]:
        """The paths of the page's API."""
        reads = {
            "state": self._state,
            "messages": self._messages,
            "thread": self._thread,
            "view": self._view,
            "home": self._home,
        }
        acts = {
            "read": self._read,
            "say": self._say,
            "command": self._command,
            "click": self._click,
            "shortcut": self._shortcut,
            "view/submit": self._submit,
            "view/close": self._close,
            "home/open": self._open_home,
        }
        return [
            *(Route(f"/ui/{name}", _reading(ask)) for name, ask in reads.items()),
            *(Route(f"/ui/{n}", _acting(act), methods=["POST"]) for n, act in acts.items()),
            Route("/ui/upload", self._upload, methods=["POST"]),
            Route("/ui/events", self._events),
        ]

    def _room(self, fields: JSON) -> Channel:
        return gestures.room_of(self._workspace, fields["user"], fields["channel"])

    def _person(self, fields: JSON) -> str:
        user = str(fields.get("user"))
        if user not in self._store.people:
            raise Refusal("user_not_found", "There is no such person here.")
        return user

    def _state(self, fields: JSON) -> JSON:
        with self._store.lock:
            return page_shapes.state(self._store, self._person(fields))

    def _messages(self, fields: JSON) -> JSON:
        with self._store.lock:
            room = self._room(fields)
            return {"messages": page_shapes.roots(self._store, fields["user"], room)}

    def _thread(self, fields: JSON) -> JSON:
        with self._store.lock:
            room = self._room(fields)
            told = page_shapes.thread(self._store, fields["user"], room, fields["ts"])
            return {"messages": told}

    def _view(self, fields: JSON) -> JSON:
        with self._store.lock:
            user = self._person(fields)
            top = self._store.top_view(user)
            shown = view_json(self._store, top) if top else None
            return {"view": shown, "depth": len(self._store.stacks[user])}

    def _home(self, fields: JSON) -> JSON:
        with self._store.lock:
            user = self._person(fields)
            # The page asks again when the app publishes: that asking is not another opening.
            elapsed = time.monotonic() - self._homes_opened.get(user, -_HOME_PAUSE)
            if elapsed >= _HOME_PAUSE:
                self._opened(user)
            home = self._store.views.get(self._store.homes.get(user, ""))
            return {"view": view_json(self._store, home) if home else None}

    def _opened(self, user: str) -> None:
        self._homes_opened[user] = time.monotonic()
        self._happenings.home_opened(user)

    async def _open_home(self, fields: JSON) -> JSON:
        with self._store.lock:
            self._opened(self._person(fields))
        return {}

    async def _read(self, fields: JSON) -> JSON:
        with self._store.lock:
            self._store.mark_read(fields["user"], self._room(fields))
        return {}

    async def _say(self, fields: JSON) -> JSON:
        with self._store.lock:
            said = gestures.say(
                self._workspace,
                fields["user"],
                fields["channel"],
                str(fields.get("text", "")),
                fields.get("thread_ts") or None,
            )
        return {"ts": said.ts}

    async def _command(self, fields: JSON) -> JSON:
        user, channel = fields["user"], fields["channel"]
        await gestures.command(self._workspace, user, channel, str(fields.get("text", "")))
        return {}

    async def _click(self, fields: JSON) -> JSON:
        await gestures.click(self._workspace, fields["user"], fields)
        return {}

    async def _shortcut(self, fields: JSON) -> JSON:
        where = (fields["channel"], fields["message_ts"]) if fields.get("message_ts") else None
        await gestures.shortcut(self._workspace, self._person(fields), fields["callback_id"], where)
        return {}

    async def _submit(self, fields: JSON) -> JSON:
        typed = fields.get("values") or {}
        done = await gestures.submit(self._workspace, fields["user"], fields["view_id"], typed)
        return {"errors": {}, **done}

    async def _close(self, fields: JSON) -> JSON:
        clear = bool(fields.get("clear"))
        await gestures.close(self._workspace, fields["user"], fields["view_id"], clear=clear)
        return {}

    async def _upload(self, request: Request) -> Response:
        async def take(fields: JSON) -> JSON:
            parts = multipart(request.headers.get("content-type", ""), await request.body())
            name, data = next((filename, data) for _, filename, data in parts if filename)
            with self._store.lock:
                stored = gestures.upload(
                    self._workspace,
                    fields["user"],
                    name,
                    data,
                    room=fields.get("channel", ""),
                    thread_ts=fields.get("thread_ts", ""),
                )
                return {"file": page_shapes.file(self._store, stored)}

        return await _answered(take, dict(request.query_params))

    async def _events(self, request: Request) -> Response:
        user = request.query_params.get("user", "")
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._live.stream(user), 200, headers, "text/event-stream")


async def _answered(act: Acted, fields: JSON) -> Response:
    try:
        return answer({"ok": True, **await act(fields)})
    except Refusal as refusal:
        return answer({"ok": False, "error": refusal.code, "text": refusal.sentence})
    except (KeyError, StopIteration, BadRequestError) as missing:
        return answer({"ok": False, "error": "invalid_arguments", "text": str(missing)}, 400)


def _reading(ask: Asked) -> Callable[[Request], Awaitable[Response]]:
    async def act(fields: JSON) -> JSON:
        return ask(fields)

    async def endpoint(request: Request) -> Response:
        return await _answered(act, dict(request.query_params))

    return endpoint


def _acting(act: Acted) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            fields = await fields_of(request)
        except BadRequestError as error:
            return answer({"ok": False, "error": str(error)}, 400)
        return await _answered(act, fields)

    return endpoint
