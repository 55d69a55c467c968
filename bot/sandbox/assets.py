"""Which bytes does the sandbox hand out and take in: the page, files, uploads?"""

from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox.records import StoredFile
from bot.sandbox.response_url import respond
from bot.sandbox.shapes import mimetype
from bot.sandbox.wire import Cut, fields_of, multipart
from bot.sandbox.workspace import Workspace

_PAGE = Path(__file__).parent / "page"
_MEDIA = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".json": "application/json",
}
_LOGIN = "<!DOCTYPE html><title>Sign in</title><p>Sign in to Northfold to see this file.</p>"
_FRESH = {"Cache-Control": "no-store"}


class Assets:
    """Everything that is not JSON."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def routes(self) -> list[Route]:
        """The paths of the page and of files."""
        return [
            Route("/", self._index),
            Route("/page/{name:path}", self._page),
            Route("/files-pri/{key}/download/{name}", self._file),
            Route("/files-pri/{key}/{name}", self._file),
            Route("/upload/v1/{file}", self._receive, methods=["POST", "PUT"]),
            Route("/response/{ticket}", self._respond, methods=["POST"]),
            Route("/archives/{channel}/{message}", self._archives),
        ]

    async def _index(self, _request: Request) -> Response:
        return _asset("index.html")

    async def _page(self, request: Request) -> Response:
        return _asset(request.path_params["name"])

    async def _archives(self, request: Request) -> Response:
        channel, mark = request.path_params["channel"], request.path_params["message"]
        digits = mark.removeprefix("p")
        return RedirectResponse(f"/?channel={quote(channel)}&ts={digits[:-6]}.{digits[-6:]}")

    def _visible(self, request: Request) -> StoredFile | None:
        workspace = self._workspace
        store = workspace.store
        file = store.files.get(request.path_params["key"].rpartition("-")[2])
        if file is None or file.state != "complete":
            return None
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        asker = request.query_params.get("user", "")
        if token == store.app.bot_token and "files:read" in workspace.scopes:
            asker = store.app.bot_user
        shown_in = {c for c, _, _ in file.shares} | file.pictured
        rooms = [store.channels[c] for c in shown_in]
        given = file.given and asker == store.app.bot_user
        return file if asker == file.user or given or any(asker in r.members for r in rooms) else None

    async def _file(self, request: Request) -> Response:
        with self._workspace.store.lock:
            file = self._visible(request)
        if file is None:
            return Response(_LOGIN, media_type="text/html")
        disposition = f"inline; filename*=UTF-8''{quote(file.name)}"
        return Response(
            file.data,
            headers={**_FRESH, "Content-Disposition": disposition},
            media_type=mimetype(file.name),
        )

    async def _receive(self, request: Request) -> Response:
        fault = self._workspace.faults.take("upload", None)
        if fault and fault.status:
            return PlainTextResponse("upload failed", fault.status)
        if fault:
            return Cut(self._workspace.cut)
        data = await _bytes_of(request)
        with self._workspace.store.lock:
            file = self._workspace.store.files.get(request.path_params["file"])
            if file is None or file.state not in {"asked", "uploaded"}:
                return PlainTextResponse("no such upload", 404)
            if len(data) != file.size:
                return PlainTextResponse("length mismatch", 400)
            file.data, file.state = data, "uploaded"
        return PlainTextResponse(f"OK - {len(data)}")

    async def _respond(self, request: Request) -> Response:
        fault = self._workspace.faults.take("response_url", None)
        if fault and fault.status:
            return PlainTextResponse(str(fault.error or "failed"), fault.status)
        if fault:
            return Cut(self._workspace.cut)
        said = await fields_of(request)
        with self._workspace.store.lock:
            status, word = respond(self._workspace, request.path_params["ticket"], said)
        return PlainTextResponse(word, status)


async def _bytes_of(request: Request) -> bytes:
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return body
    return next((data for _, name, data in multipart(kind, body) if name), b"")


def _asset(name: str) -> Response:
    path = (_PAGE / name).resolve()
    if not path.is_relative_to(_PAGE) or not path.is_file():
        return PlainTextResponse("Not found", 404)
    media = _MEDIA.get(path.suffix, "application/octet-stream")
    return Response(path.read_bytes(), headers=_FRESH, media_type=media)
