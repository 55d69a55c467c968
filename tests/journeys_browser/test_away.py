"""Do people see on the page who decides for whoever is away, and can they hand a single request on?"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import DESKTOP, PHONE, page_of
from tests.journeys.northfold import Northfold, northfold
from tests.journeys_browser.hands import SLOW_MS, Hands
from tests.journeys_browser.test_journey import CAMPAIGN, START

pytestmark = pytest.mark.browser


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Northfold]:
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}") as running:
        yield running


def at_marketing(hands: Hands, name: str) -> None:
    """Ask for a brief as Tom and have Dee approve it."""
    hands.go("C0MARKETING")
    hands.type("/brief")
    dialog = hands.form("New campaign brief")
    flight = {"Start": START.isoformat(), "End": (START + timedelta(days=27)).isoformat()}
    hands.answer(dialog, CAMPAIGN | {"Campaign name": name, "Target": "400", "Budget": "12000"} | flight, ("search",))
    hands.submit(dialog)
    expect(dialog).to_have_count(0)
    hands.go("C0DESIGN")
    hands.message(f"Please review: {name}")
    hands.become("U0DEE")
    hands.go("C0DESIGN")
    hands.message(f"Please review: {name}").get_by_role("button", name="Approve").click()
    hands.confirm("approve")
    hands.go("C0MARKETING")
    hands.message(f"Please review: {name}")


def away_with_a_stand_in(hands: Hands, name: str) -> None:
    """Have Maya go away with Noor in her place, who decides."""
    at_marketing(hands, name)
    hands.become("U0MAYA")
    hands.go("C0MARKETING")
    hands.message(f"Please review: {name}")
    hands.type("/brief away until tomorrow @noor")
    hands.whisper("You are away")
    expect(hands.message(f"Please review: {name}")).to_contain_text("decides in their place", timeout=SLOW_MS)
    hands.look("away-request")
    hands.type("/brief away")
    hands.whisper("Away now, or soon")
    hands.look("away-list")
    hands.become("U0NOOR")
    hands.to_app()
    hands.message("waits for your decision")
    hands.look("away-stand-in-told")
    hands.go("C0MARKETING")
    hands.message(f"Please review: {name}").get_by_role("button", name="Approve").click()
    hands.confirm("away-confirm")
    expect(hands.message(f"Approved: {name}")).to_contain_text("in @Maya Lindqvist’s place", timeout=SLOW_MS)
    hands.look("away-approved")


def handed_on(hands: Hands, name: str) -> None:
    """Have Maya, who came back early, hand one request on to Priya."""
    at_marketing(hands, name)
    hands.become("U0MAYA")
    hands.go("C0MARKETING")
    hands.type("/brief away until tomorrow @noor")
    hands.whisper("You are away")
    hands.type("/brief away end")
    hands.whisper("You are not away any more")
    hands.message(f"Please review: {name}").get_by_role("button", name="Reassign").click()
    dialog = hands.form("Reassign the request")
    hands.look("reassign-modal")
    dialog.get_by_label("Who decides instead?").select_option(label="Priya Raman")
    hands.submit(dialog)
    expect(dialog).to_have_count(0)
    expect(hands.message(f"Please review: {name}")).to_contain_text("decides in", timeout=SLOW_MS)
    hands.look("reassigned")


@pytest.mark.parametrize(("size", "way"), [(DESKTOP, away_with_a_stand_in), (PHONE, handed_on)], ids=["wide", "phone"])
def test_somebody_decides_in_anothers_place(
    browser: Browser, town: Northfold, size: tuple[int, int], way: Callable[[Hands, str], None]
) -> None:
    with page_of(browser, town.sandbox.url, "U0TOM", "C0MARKETING", size=size) as (page, watch):
        way(Hands(page, narrow=size == PHONE), f"Road shoe {way.__name__.replace('_', ' ')}")
        assert not watch.errors
