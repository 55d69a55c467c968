"""At which addresses do the pages stand, and what is turned away before anything is looked up?"""

from collections.abc import Mapping
from contextlib import suppress
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
        asker = asker_of(peer, request.headers.get("x-forwarded-for", ""), self._proxies)
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
            return PlainTextResponse("only forms", status_code=415)
        if not self._is_from_here(request.headers):
            return _sent(not_sent_here())
        received = bytearray()
        with move_on_after(SECONDS) as time, suppress(ClientDisconnect):
            async for chunk in request.stream():
                received += chunk
                if len(received) > LARGEST_FORM:
                    return PlainTextResponse("too large", status_code=413)
        if time.cancelled_caught:
            return PlainTextResponse("too slow", status_code=408)
        try:
            return dict(parse_qsl(received.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
        except ValueError:
            return PlainTextResponse("not a form", status_code=400)

    def _is_from_here(self, headers: Mapping[str, str]) -> bool:
        """A browser says where a form comes from; its `Origin` is `null` here, since our pages send no referrer."""
        site, origin = headers.get("sec-fetch-site", "same-origin"), headers.get("origin", "null")
        return site in {"same-origin", "none"} and origin in {"null", self._address}


def _sent(answer: Answer) -> Response:
    headers = {
        "Content-Security-Policy": policy(),
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
        **answer.headers,
    }
    return Response(answer.body, answer.status, headers, answer.kind)


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
