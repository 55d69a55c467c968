"""At which addresses do the pages stand, and what is turned away before anything is looked up?"""

from collections.abc import Mapping
from urllib.parse import parse_qsl

import structlog
from anyio import CapacityLimiter, move_on_after, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.desk import Desk
from bot.pages.html import policy
from bot.pages.limits import Gate, asker_of
from bot.pages.visits import Answer, Asked, Visits, busy, not_sent_here, too_many
from bot.services import Services

log = structlog.get_logger()

LARGEST_FORM = 32 * 2**10
SECONDS = 10
MOST_FIELDS = 10
THREADS = 4
MOST_WAITING = 32

_FORM = "application/x-www-form-urlencoded"
_DEEDS = ("accept", "changes")
_FILES = ("brief.docx", "brief.pdf")


class Pages:
    """Every request by a link: who asks too often, or in a way that no page of ours would, goes no further."""

    def __init__(self, services: Services, desk: Desk, proxies: int) -> None:
        self._services = services
        self._address = desk.address
        self._proxies = proxies
        self._visits = Visits(services, desk)
        self._askers = Gate(at_once=120, a_minute=60)
        self._threads = CapacityLimiter(THREADS)

    async def answer(self, request: Request, deed: str) -> Response:
        """Return a page, a file or a kind refusal; `deed` is the end of the address."""
        peer = request.client.host if request.client else ""
        forwarded = ",".join(request.headers.getlist("x-forwarded-for"))  # a proxy may add a line of its own
        asker = asker_of(peer, forwarded, self._proxies)
        if not self._askers.lets_in(asker, self._services.now()):
            log.warning("an address asks too often", asker=asker)
            return _sent(too_many())
        if self._threads.statistics().tasks_waiting >= MOST_WAITING:
            return _sent(busy())
        form = await self._form(request) if request.method == "POST" else None
        if isinstance(form, Response):
            return form
        asked = Asked(request.path_params["token"], deed, form, is_look=request.method == "GET")
        return _sent(await to_thread.run_sync(self._visits.answer, asked, limiter=self._threads))

    async def _form(self, request: Request) -> dict[str, str] | Response:
        """Return the fields of a form that one of our pages sent, or the refusal of anything else."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            return _refused(415, "only forms")
        if not self._is_from_here(request.headers):
            return _sent(not_sent_here())
        received = await self._received(request)
        if isinstance(received, Response):
            return received
        try:
            return dict(parse_qsl(received.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
        except ValueError:
            return _refused(400, "not a form")

    async def _received(self, request: Request) -> bytes | Response:
        """Return the whole body of a request, or the refusal of one that is too large, too slow or cut off."""
        received = bytearray()
        try:
            with move_on_after(SECONDS) as time:
                async for chunk in request.stream():
                    received += chunk
                    if len(received) > LARGEST_FORM:
                        return _refused(413, "too large")
        except ClientDisconnect:
            return _refused(400, "cut off")  # half of a note is nobody's wish
        return _refused(408, "too slow") if time.cancelled_caught else bytes(received)

    def _is_from_here(self, headers: Mapping[str, str]) -> bool:
        """A browser says where a form comes from; its `Origin` is `null` here, since our pages send no referrer."""
        site, origin = headers.get("sec-fetch-site", "same-origin"), headers.get("origin", "null")
        return site in {"same-origin", "none"} and origin in {"null", self._address}


def _refused(status: int, why: str) -> Response:
    """Return the answer to what no page of ours would send."""
    return PlainTextResponse(why, status, _headers())


def _sent(answer: Answer) -> Response:
    return Response(answer.body, answer.status, {**_headers(), **answer.headers}, answer.kind)


def _headers() -> dict[str, str]:
    """Return what every answer says to browsers: keep nothing, tell nobody, run nothing, show it nowhere else."""
    return {
        "Content-Security-Policy": policy(),
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def page_routes(services: Services, proxies: int) -> list[Route]:
    """Return the routes of the pages; none where nobody could reach them."""
    if services.desk is None:
        return []
    pages = Pages(services, services.desk, proxies)

    def at(deed: str, *methods: str) -> Route:
        async def answer(request: Request) -> Response:
            return await pages.answer(request, deed)

        return Route(f"/link/{{token}}/{deed}".removesuffix("/"), answer, methods=list(methods))

    return [at("", "GET"), *(at(file, "GET") for file in _FILES), *(at(deed, "GET", "POST") for deed in _DEEDS)]
