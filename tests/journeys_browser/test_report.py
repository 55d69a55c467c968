"""Does a report go from `/brief report` to its end with nothing but the page: changes asked once, two stages, done?"""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import DESKTOP, PHONE, page_of
from tests.journeys.northfold import AUTHOR, DESIGN, DESIGNER, MARKETER, MARKETING, Northfold, northfold
from tests.journeys.steps import ask, waiting
from tests.journeys.wall import Wall
from tests.journeys_browser.hands import Hands
from workflow.brief import Status

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # tests/journeys/test_report.py walks the same way without a page

NOTE = "Say what the films cost by themselves."
TOLD = {
    "Spent": "41250",
    "Result": "8130",
    "By channel": "Paid search: £18,000 / 4,100\nEmail: ? / 900",
    "What worked": "Search found people who had been on a trail before.",
    "What did not": "The films were watched and not clicked.",
    "Next time": "Begin two weeks earlier.",
}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Northfold]:
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall()) as running:
        yield running


def report_on(tom: Hands, town: Northfold, campaign: str) -> str:
    """Fill in the form, which has what the campaign's brief says already, and return the report's id."""
    tom.go(MARKETING)
    tom.type(f"/brief report {campaign}")
    dialog = tom.form("New campaign report")
    tom.answer(dialog, TOLD)
    tom.look("form")
    tom.submit(dialog)
    expect(dialog).to_have_count(0)
    tom.look("opened")
    waiting(town, DESIGN, town.newest)
    return town.newest


def ask_for_changes(dee: Hands) -> None:
    """Send the report back with a note."""
    dee.go(DESIGN)
    message = dee.message("Figures check of revision 1")
    expect(message).to_contain_text("88% reached")
    dee.look("figures-wait")
    message.get_by_role("button", name="Request changes").click()
    dialog = dee.form("Request changes")
    dee.field(dialog, "What should change?").fill(NOTE)
    dee.look("changes-form")
    dee.submit(dialog)
    expect(dialog).to_have_count(0)


def approve(hands: Hands, channel: str, stage: str) -> Locator:
    """Approve the second revision, and return the message's last face."""
    hands.go(channel)
    message = hands.message(f"{stage} of revision 2")
    hands.look(f"{channel}-waits")
    message.get_by_role("button", name="Approve").click()
    hands.confirm(f"{channel}-confirm")
    return hands.message("Approved: Spring Trail Launch: Ridgeline 2 (campaign report)")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_report_goes_from_its_form_to_its_end(
    browser: Browser, town: Northfold, size: tuple[int, int], tmp_path: Path
) -> None:
    campaign = ask(town)
    with page_of(browser, town.sandbox.url, AUTHOR, MARKETING, size=size) as (page, watch):
        hands = Hands(page, narrow=size == PHONE)
        report = report_on(hands, town, campaign)
        hands.become(DESIGNER)
        ask_for_changes(hands)
        waiting(town, DESIGN, report, revision=2)
        thread = hands.open_thread(hands.message("New in revision 2"))
        path = hands.download(thread, f"{report}-r2-spring-trail-launch-ridgeline-2.docx", tmp_path)
        assert NOTE.removesuffix(".") in "".join(part.text for part in docx.Document(str(path)).paragraphs)
        hands.look("figures-thread")
        approve(hands, DESIGN, "Figures check")
        waiting(town, MARKETING, report, revision=2)
        hands.become(MARKETER)
        approve(hands, MARKETING, "Release")
        assert watch.errors == []
    done = town.until_brief("the end", lambda brief: brief.status is Status.COMPLETED, report)
    assert [stay.stage for stay in done.handovers] == ["figures", "figures", "release"]
