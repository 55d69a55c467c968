"""How does a test look at the sandbox's page: which browser, which person, how wide?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests import programs

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = (1280, 800)
PHONE = (390, 844)
_PATIENCE_MS = 60_000

expect.set_options(timeout=_PATIENCE_MS)  # what is expected may need the bot, and the bot a busy machine


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium; the test is skipped, or fails in CI, where there is none."""
    path = programs.CHROMIUM.require()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """What a page did that nobody sees: errors in its console, and the addresses it asked for."""

    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        """Keeps an error that the page wrote into its console."""
        if message.type == "error":
            self.errors.append(message.text)

    def requested(self, request: Request) -> None:
        """Keeps an address that the page asked for."""
        self.asked.append(request.url)


@contextmanager
def page_of(
    browser: Browser,
    url: str,
    user: str,
    channel: str,
    *,
    size: tuple[int, int] = DESKTOP,
    scheme: str = "light",
) -> Iterator[tuple[Page, Watch]]:
    """The page as a person sees it in a channel, once it has been drawn, in London and in English."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        has_touch=size == PHONE,
        is_mobile=size == PHONE,
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    context.set_default_timeout(_PATIENCE_MS)
    watch = Watch()
    page = context.new_page()
    page.on("console", watch.heard)
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    page.on("request", watch.requested)
    page.goto(f"{url}/#/{user}/{channel}")
    page.wait_for_selector(".messages > *", state="attached")
    try:
        yield page, watch
    finally:
        context.close()
