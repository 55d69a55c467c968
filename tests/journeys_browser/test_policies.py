"""Do people see on the page who decides side by side, how many are needed, when legal is asked, and the way back?"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.console.demo import TEAM
from tests.browser import DESKTOP, PHONE, page_of
from tests.journeys.northfold import Northfold, northfold
from tests.journeys_browser.hands import SLOW_MS, Hands
from tests.journeys_browser.test_journey import CAMPAIGN, NAME, START

pytestmark = pytest.mark.browser

LEGAL = """
[[stage]]
name = "legal"
title = "Legal review"
channel = "C0DIGEST"
approvers = ["U0PRIYA"]
sla = "1d"
when = { budget_over = 10000 }
"""


@pytest.fixture(scope="module")
def policed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Northfold]:
    """Two of the designers and the marketer side by side, legal where much money is spent, the agency last."""
    folder = tmp_path_factory.mktemp("policies")
    text = TEAM.read_text("utf-8").replace('sla = "8h"', 'parallel = "review"\nsla = "8h"')
    first, agency = text.replace("required = 1", 'required = "all"').rsplit("[[stage]]", 1)
    team = folder / "team.toml"
    team.write_text(f"{first}{LEGAL}\n[[stage]]{agency}", "utf-8")
    with northfold(f"sqlite:///{folder / 'baton.db'}", team=team) as town:
        yield town


def ask(tom: Hands, name: str, budget: str) -> None:
    """Ask for a brief."""
    tom.go("C0MARKETING")
    tom.type("/brief")
    dialog = tom.form("New campaign brief")
    flight = {"Start": START.isoformat(), "End": (START + timedelta(days=27)).isoformat()}
    tom.answer(dialog, CAMPAIGN | {"Campaign name": name, "Target": "400", "Budget": budget} | flight, ("search",))
    tom.submit(dialog)
    expect(dialog).to_have_count(0)


def approve(hands: Hands, user: str, channel: str, name: str) -> Locator:
    """Become somebody, approve what waits in a channel, and return the message's face."""
    hands.become(user)
    hands.go(channel)
    message = hands.message(f"Please review: {name}")
    hands.look(f"{channel}-{user}-waits")
    message.get_by_role("button", name="Approve").click()
    hands.confirm(f"{channel}-{user}-confirm")
    return hands.message(name)


def side_by_side(hands: Hands) -> None:
    """Have two designers and the marketer decide at the same time, then legal, then the agency."""
    ask(hands, NAME, "12000")
    hands.message(f"Please review: {NAME}")
    face = approve(hands, "U0DEE", "C0DESIGN", NAME)
    expect(face).to_contain_text("1 more needed", timeout=SLOW_MS)
    hands.look("quorum")
    expect(approve(hands, "U0MAYA", "C0MARKETING", NAME)).to_contain_text("Approved", timeout=SLOW_MS)
    expect(approve(hands, "U0NOOR", "C0DESIGN", NAME)).to_contain_text(f"Approved: {NAME}", timeout=SLOW_MS)
    hands.look("both-approved")
    hands.go("C0DIGEST")
    hands.message(f"Please review: {NAME}")
    approve(hands, "U0PRIYA", "C0DIGEST", NAME)
    hands.go("C0AGENCY")
    hands.message(f"Please review: {NAME}")
    approve(hands, "U0AXEL", "C0AGENCY", NAME)
    hands.become("U0TOM")
    hands.to_app()
    hands.open_thread(hands.message("Complete"))
    hands.look("author-complete")


def taken_back(hands: Hands, name: str) -> None:
    """Withdraw a brief, edit its request, and see the next revision wait at the first stage."""
    ask(hands, name, "8000")
    hands.to_app()
    waiting = hands.message("Waiting for Design review")
    expect(waiting).to_contain_text(name)
    waiting.get_by_role("button", name="Withdraw to edit").click()
    hands.confirm("confirm")
    taken = hands.message("Edit the request")
    hands.look("withdrawn")
    taken.get_by_role("button", name="Edit the request").click()
    dialog = hands.form("Edit the request")
    hands.answer(dialog, {"Budget": "9000"})
    hands.look("edited")
    hands.submit(dialog)
    expect(dialog).to_have_count(0)
    expect(hands.message("Waiting for Design review")).to_contain_text("revision 2", timeout=SLOW_MS)
    hands.become("U0DEE")
    hands.go("C0DESIGN")
    old = hands.page.locator("#channel .message").filter(has_text=name).first
    expect(old.get_by_role("button", name="Approve")).to_have_count(0)
    expect(hands.message(f"Please review: {name}")).to_contain_text("revision 2")
    hands.look("resubmitted")


def test_a_quorum_decides_beside_another_stage_and_legal_follows_where_much_is_spent(
    browser: Browser, policed: Northfold
) -> None:
    with page_of(browser, policed.sandbox.url, "U0TOM", "C0MARKETING", size=DESKTOP) as (page, watch):
        side_by_side(Hands(page, narrow=False))
        assert watch.errors == []
    stages = [approval.stage for approval in policed.brief().approvals]
    assert stages == ["designer", "marketer", "designer", "legal", "agency"]


def test_the_author_takes_a_brief_back_edits_the_request_and_sends_it_on_its_way_again(
    browser: Browser, policed: Northfold
) -> None:
    with page_of(browser, policed.sandbox.url, "U0TOM", "C0MARKETING", size=PHONE) as (page, watch):
        taken_back(Hands(page, narrow=True), "Spring boiler checks")
        assert watch.errors == []
    told = policed.brief()
    assert (told.revision, str(told.inputs.answers()["budget"]), told.status.value) == (2, "9000", "in_review")
