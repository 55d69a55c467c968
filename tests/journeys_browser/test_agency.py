"""Does an agency decide with nothing but what it sees: in a channel shared with another workspace, and by a link?"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.console.demo import TEAM
from tests.browser import DESKTOP, PHONE, page_of
from tests.journeys.northfold import AGENCY_ROOM, AUTHOR, DESIGN, Northfold, northfold
from tests.journeys.steps import OUTSIDER, approvals, at_agency, waiting
from tests.journeys.wall import Wall
from tests.journeys_browser.hands import SLOW_MS, Hands

pytestmark = pytest.mark.browser

CAMPAIGN = "Spring Trail Launch: Ridgeline 2"
NOTE = "Say what a pair costs, please."


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Northfold]:
    """A workspace whose agency is in another one, and of which one person has no Slack at all."""
    folder = tmp_path_factory.mktemp("agency")
    file = folder / "shared.toml"
    file.write_text(TEAM.read_text("utf-8").replace('"U0AXEL"', '"T0HARBOUR/U0INES"'), "utf-8")
    with northfold(f"sqlite:///{folder / 'baton.db'}", clock=Wall(), team=file, links=True) as running:
        yield running


def test_an_agency_in_another_workspace_decides_in_the_shared_channel(browser: Browser, town: Northfold) -> None:
    at_agency(town)
    with page_of(browser, town.sandbox.url, OUTSIDER, AGENCY_ROOM, size=DESKTOP) as (page, watch):
        ines = Hands(page, narrow=False)
        message = ines.message(f"Please review: {CAMPAIGN}")
        expect(message).not_to_contain_text("Checks")
        message.get_by_role("button", name="Request changes").click()
        dialog = ines.form("Request changes")
        ines.field(dialog, "What should change?").fill(NOTE)
        ines.submit(dialog)
        expect(dialog).to_have_count(0)
        waiting(town, AGENCY_ROOM, revision=2)
        again = ines.message("Revision 2 is new")
        expect(again).to_contain_text(NOTE)
        again.get_by_role("button", name="Approve").click()
        ines.confirm("agency-confirm")
        expect(ines.message(f"Approved: {CAMPAIGN}")).to_contain_text("Ines")
        assert watch.errors == []
    assert approvals(town)[-1] == ("agency", OUTSIDER)


def make_a_link(tom: Hands) -> str:
    """Ask for a link in the direct message with Baton, and read it off the form that shows it once."""
    tom.to_app()
    card = tom.message("Waiting for Agency acceptance")
    card.get_by_role("button", name="Invite by link").click()
    dialog = tom.form("Link without Slack")
    tom.answer(dialog, {"Their name": "Jo Smith", "Their e-mail": "jo@example.com", "Days until it expires": "3"})
    tom.submit(dialog)
    shown = tom.form("Copy the link")
    found = re.search(r"http://\S+/link/\S+", shown.inner_text())
    assert found
    shown.get_by_role("button", name="Done").click()
    expect(shown).to_have_count(0)
    return found[0]


@contextmanager
def phone_of(browser: Browser, address: str) -> Iterator[Page]:
    """A phone with nothing on it but the address of a link, in the dark."""
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True, color_scheme="dark"
    )
    context.set_default_timeout(SLOW_MS)
    errors: list[str] = []
    asked: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    try:
        yield page
        host = re.match(r"http://[^/]+/", address)
        assert host
        assert [error for error in errors if "favicon" not in error] == []
        assert [url for url in asked if not url.startswith(host[0])] == []
    finally:
        context.close()


def press(page: Page, name: str) -> None:
    """Tap a button or a link that looks like one, the first of its name."""
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def fits(page: Page) -> bool:
    """Tell whether nothing has to be pushed sideways to be read."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def heading(page: Page, text: str) -> Locator:
    return page.get_by_role("heading", name=text)


def ask_for_changes(jo: Page) -> None:
    """Say what should change, and send it once one was asked whether one is sure."""
    press(jo, "Ask for changes")
    press(jo, "Go on")
    expect(heading(jo, "Ask for changes")).to_be_visible()  # the browser itself asks for a note
    jo.get_by_label("What should change?").fill(NOTE)
    press(jo, "Go on")
    expect(jo.locator("blockquote")).to_have_text(NOTE)
    press(jo, "Yes, send it")
    expect(jo.get_by_text("You asked for changes to revision 1")).to_be_visible()


def accept(jo: Page) -> None:
    """Accept the second revision."""
    jo.reload()
    expect(jo.get_by_text("revision 2 is new")).to_be_visible()
    press(jo, "Accept")
    assert fits(jo)
    press(jo, "Yes, accept it")
    expect(jo.get_by_text("You accepted revision 2")).to_be_visible()


def test_somebody_without_slack_decides_by_a_link_on_a_phone(browser: Browser, town: Northfold) -> None:
    at_agency(town)
    with page_of(browser, town.sandbox.url, AUTHOR, DESIGN, size=PHONE) as (page, _):
        tom = Hands(page, narrow=True)
        with phone_of(browser, make_a_link(tom)) as jo:
            expect(heading(jo, CAMPAIGN)).to_be_visible()
            expect(jo.get_by_text("For Jo Smith, by a personal link")).to_be_visible()
            expect(heading(jo, "Channel plan")).to_be_visible()
            assert fits(jo)
            ask_for_changes(jo)
            waiting(town, AGENCY_ROOM, revision=2)
            town.until_brief("revision 2", lambda brief: brief.open_handover and brief.open_handover.delivered_at)
            accept(jo)
        card = page.locator("#channel .message").filter(has_text=town.newest).filter(has_text="Complete").last
        expect(card).to_be_visible(timeout=SLOW_MS)  # the other journey's brief is complete as well
        thread = tom.open_thread(card)
        expect(thread.locator(".message").filter(has_text="Jo Smith (by a link from").last).to_be_visible(
            timeout=SLOW_MS
        )
    assert town.shown()["approvals"][-1]["by"] == "Jo Smith (by a link)"
