"""The door of the Web API: who asks, is it allowed, which fault is planted, who answers?"""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.faults import Fault
from bot.sandbox.records import JSON, RecordedCall
from bot.sandbox.web_api import auth, chat, conversations, files, reactions, users, views
from bot.sandbox.web_api.call import ApiError, Call, Method
from bot.sandbox.wire import BadRequestError, Cut, answer, fields_of
from bot.sandbox.workspace import Workspace

METHODS: Mapping[str, Method] = {
    **auth.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **reactions.METHODS,
    **users.METHODS,
    **views.METHODS,
}
_OK = 200
_NO_ANSWER = 0
_EMPTY: JSON = {}


class Gateway:
    """Answers every request to the Web API."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def endpoint(self, request: Request) -> Response:
        """One request, with the fault that is planted for it."""
        method = request.path_params["method"]
        try:
            args = await fields_of(request)
        except BadRequestError as error:
            return answer({"ok": False, "error": str(error)})
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        token = token or str(args.get("token", ""))
        call = Call(
            self._workspace,
            method,
            {k: v for k, v in args.items() if k != "token"},
            self._workspace.mint.now(),
        )
        fault = self._workspace.faults.take(method, self._place(args))
        if fault is None:
            return self._answer(call, token)
        return await self._spoiled(call, token, fault)

    @staticmethod
    def _place(args: JSON) -> str | None:
        return args.get("channel") or args.get("channel_id")

    async def _spoiled(self, call: Call, token: str, fault: Fault) -> Response:
        done = self._answer(call, token) if fault.after else None
        if fault.hang:
            await self._workspace.pause(fault.hang)
        if fault.breaks:
            if done is None:
                self._record(call, _NO_ANSWER, {})
            return Cut(self._workspace.cut)
        if fault.answers:
            return self._planted(call, fault, recorded=done is not None)
        return done or self._answer(call, token)

    def _planted(self, call: Call, fault: Fault, *, recorded: bool) -> Response:
        status = fault.status or _OK
        body = fault.told
        if not recorded:
            self._record(call, status, body if isinstance(body, dict) else {})
        if isinstance(body, str):
            return Response(body, status, dict(fault.headers))
        return answer(body, status, dict(fault.headers))

    def _answer(self, call: Call, token: str) -> Response:
        status, headers, told = _OK, _EMPTY, _EMPTY
        with self._workspace.store.lock:
            try:
                told, headers = self._run(call, token)
            except ApiError as error:
                status, headers, told = error.status, error.headers, error.answer
            self._record(call, status, told)
        return answer(told, status, headers)

    def _run(self, call: Call, token: str) -> tuple[JSON, dict[str, str]]:
        method = METHODS.get(call.method)
        if method is None:
            raise ApiError("unknown_method", req_method=call.method)
        self._authorise(method, token)
        return {"ok": True, **method.run(call)}, dict(method.headers(call))

    def _authorise(self, method: Method, token: str) -> None:
        app = self._workspace.store.app
        if not token:
            raise ApiError("not_authed")
        known = {app.bot_token: "bot", app.app_token: "app"}.get(token)
        if known is None:
            raise ApiError("invalid_auth")
        if known != method.asker:
            raise ApiError("not_allowed_token_type")
        scopes = self._workspace.scopes
        if method.scopes and scopes.isdisjoint(method.scopes):
            needed, provided = ",".join(method.scopes), ",".join(sorted(scopes))
            raise ApiError("missing_scope", needed=needed, provided=provided)

    def _record(self, call: Call, status: int, told: JSON) -> None:
        recorded = RecordedCall(call.method, call.args, call.now, status, told)
        self._workspace.calls.append(recorded)
