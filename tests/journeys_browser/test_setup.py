"""Does an admin get from an empty workspace to the first brief with a few clicks, wide and narrow?"""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import DESKTOP, PHONE, page_of
from tests.journeys.northfold import northfold
from tests.journeys_browser.hands import Hands
from tests.journeys_browser.test_journey import CAMPAIGN, START

pytestmark = pytest.mark.browser

MOST_CLICKS = 25
"""From `/brief setup` to settings that are in force; at five seconds a click that is two minutes."""

PRIYA = "U0PRIYA"
STAGES = {
    "Design review": ("#design-review", ("Dee", "Noor")),
    "Marketing sign-off": ("#marketing", ("Maya", "Priya")),
    "Agency acceptance": ("#agency-harbour", ("Axel",)),
}


class Clicks:
    """How often somebody had to click, and for how long they and Baton were at it."""

    def __init__(self) -> None:
        self.count = 0
        self._began = time.monotonic()

    def choose(self, field: Locator, label: str) -> None:
        """Choose one entry of a list: open it, choose."""
        self.count += 2
        field.select_option(label=label)

    def pick(self, field: Locator, names: tuple[str, ...]) -> None:
        """Pick people by typing part of their names: one click into the field, one for each."""
        self.count += 1 + len(names)
        for name in names:
            field.press_sequentially(name)
            field.press("Enter")
        field.press("Escape")

    def press(self, button: Locator) -> None:
        """Press a button."""
        self.count += 1
        button.click()

    @property
    def seconds(self) -> float:
        """How long it took so far."""
        return time.monotonic() - self._began


def set_up(priya: Hands, clicks: Clicks) -> None:
    """Choose channels and approvers on one page, see a warning go away, and save."""
    priya.type("/brief setup")
    page = priya.form("Set up Baton")
    priya.look("setup-first")
    for stage, (channel, people) in STAGES.items():
        clicks.choose(priya.field(page, f"{stage}: channel"), channel)
        clicks.pick(priya.field(page, f"{stage}: who approves"), people)
    priya.look("setup-filled")
    clicks.choose(priya.field(page, "Channel of the weekly digest"), "#marketing-ops")
    clicks.press(page.locator("[data-modal=submit]"))
    saved = priya.form("Saved")
    expect(saved).to_contain_text("in force for new briefs")
    priya.look("setup-saved")
    clicks.press(saved.locator("[data-modal=close]"))
    expect(saved).to_have_count(0)


def begin_a_brief(priya: Hands) -> None:
    """Fill in the form of the first brief, and see it go to the first stage."""
    priya.type("/brief")
    form = priya.form("New campaign brief")
    facts = {
        "Target": "400",
        "Budget": "8000",
        "Start": START.isoformat(),
        "End": (START + timedelta(days=27)).isoformat(),
    }
    priya.answer(form, CAMPAIGN | facts, ("disp", "search"))
    priya.submit(form)
    expect(form).to_have_count(0)
    priya.to_app()
    priya.message("Waiting for Design review")
    priya.look("setup-first-brief")


def change_a_stage(priya: Hands) -> None:
    """Change a stage of what is in force, with a mistake that is told at its field."""
    priya.type("/brief setup")
    page = priya.form("Set up Baton")
    priya.look("setup-running")
    page.locator("[data-action-id=setup_edit]").nth(1).click()
    form = priya.form("Change a stage")
    priya.field(form, "Within").fill("soon")
    priya.submit(form)
    expect(priya.field(form, "Within")).to_have_accessible_description(re.compile("working time as 30s"))
    priya.look("setup-stage")
    priya.field(form, "Within").fill("4h")
    priya.submit(form)
    page = priya.form("Set up Baton")
    expect(page).to_contain_text("within 4 working hours")
    page.locator("[data-action-id=setup_edit]").first.click()
    form = priya.form("The team")
    priya.look("setup-team")
    form.locator("[data-modal=close]").click()
    page = priya.form("Set up Baton")
    priya.submit(page)
    expect(priya.form("Saved")).to_contain_text("SLA 8h → 4h")
    priya.look("setup-changed")


def walk(priya: Hands) -> Clicks:
    """Do the whole journey; return what it cost to get to settings that are in force."""
    clicks = Clicks()
    set_up(priya, clicks)
    begin_a_brief(priya)
    priya.go("C0MARKETING")
    change_a_stage(priya)
    return clicks


@pytest.mark.parametrize(
    "size", [pytest.param(DESKTOP, id="desktop", marks=pytest.mark.slow), pytest.param(PHONE, id="phone")]
)
def test_an_empty_workspace_gets_to_its_first_brief(
    browser: Browser, size: tuple[int, int], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with (
        northfold(f"sqlite:///{tmp_path / 'baton.db'}", team=None) as town,
        page_of(browser, town.sandbox.url, PRIYA, "C0MARKETING", size=size) as (page, watch),
    ):
        clicks = walk(Hands(page, narrow=size == PHONE))
        assert watch.errors == []
        assert town.newest == "BRF-1"
    assert clicks.count <= MOST_CLICKS
    record_property("clicks", clicks.count)
    record_property("seconds", round(clicks.seconds, 1))
