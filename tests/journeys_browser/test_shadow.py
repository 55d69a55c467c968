"""Do twelve pairs with planted preferences give the planted verdict at the page, where nothing tells whose is whose?"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.sandbox.records import JSON
from bot.views.buttons import JUDGE_PAIR
from tests.browser import DESKTOP, PHONE, page_of
from tests.journeys.northfold import AUTHOR, DESIGNER, MARKETER, PATIENCE, Northfold, northfold
from tests.journeys.steps import HEAD, SECOND_DESIGNER
from tests.journeys.test_shadow import enter, ready, shown, written
from tests.journeys.wall import Wall
from tests.journeys_browser.hands import SLOW_MS, Hands, Look, no_look
from tests.model_server import serving, taking_the_first
from workflow.shadow.questions import GUESS, OVERALL, Question
from workflow.shadow.trial import Pair

pytestmark = pytest.mark.browser

PLANTED = "heather"
"""A word of the person's briefs that the agent never writes: the one thing by which this test can tell them."""
WANTED = ("agent",) * 8 + ("neither",) * 3 + ("person",)
CAMPAIGN = {
    "Campaign name": "Spring trail launch",
    "Goal": "Turn weekend walkers who own the wrong shoes into first-time trail-shoe buyers",
    "Success metric": "first purchases",
    "Target": "9200",
    "Baseline": "6100",
    "Audience": "Urban professionals of 25 to 44 who walk one or two weekends a month in old boots",
    "Budget": "180000",
    "Start": "2027-03-01",
    "End": "2027-05-16",
}


@pytest.fixture
def town(tmp_path: Path, has_model: bool) -> Iterator[Northfold]:
    """A workspace, with a language model that prefers whatever stands first or with none."""
    with serving() as model:
        model.be(taking_the_first)
        url = model.url if has_model else None
        with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall(), model=url) as running:
            yield running


class Walk:
    """One trial by hand at the page, or partly through the page's own API, which is faster."""

    def __init__(self, browser: Browser, town: Northfold, size: tuple[int, int], folder: Path, look: Look) -> None:
        self.browser, self.town, self.size, self.folder, self.look = browser, town, size, folder, look
        self.letters: Counter[str] = Counter()
        self.has_model = town.services.judge is not None

    def at(self, user: str, deed: str, *arguments: object) -> None:
        """Have a person do something at a page of their own."""
        with page_of(self.browser, self.town.sandbox.url, user, "C0MARKETING", size=self.size) as (page, watch):
            hands = Hands(page, narrow=self.size == PHONE, look=self.look)
            getattr(self, deed)(hands, *arguments)
            assert watch.errors == []

    def start(self, head: Hands) -> None:
        """Fix the rules of a trial."""
        head.type("/brief shadow")
        dialog = head.form("Start a trial")
        people = head.field(dialog, "Who judges?")
        for name in ("Dee", "Maya", "Noor"):
            people.press_sequentially(name)
            people.press("Enter")
        people.press("Escape")
        if self.has_model:
            dialog.get_by_label("Yes: m-1").check()
        else:
            expect(dialog).to_contain_text("No language model is set up, so that only people judge.")
        head.look("start-form")
        head.submit(dialog)
        expect(head.form("Trial started")).to_contain_text("The bar is 50%")
        head.look("started")
        head.form("Trial started").get_by_role("button", name="Close").last.click()
        expect(head.page.get_by_role("dialog")).to_have_count(0)

    def bring(self, tom: Hands, number: int) -> None:
        """Bring a brief that was written by hand, the pair of this number."""
        tom.type("/brief shadow")
        dialog = tom.form("A brief for the trial")
        if self.has_model:
            expect(dialog).to_contain_text("the language model m-1 compares the two as well")
        path = self.folder / "heather brief.docx"
        path.write_bytes(written(f"The {PLANTED} is closer than you think."))
        tom.field(dialog, "Your brief, as a Word file").set_input_files(path)
        expect(dialog.locator(".file-names")).to_have_text("heather brief.docx")
        tom.answer(dialog, {"Minutes it took you": "240", **CAMPAIGN}, ("email", "search"))
        tom.look("pair-form")
        tom.submit(dialog)
        expect(dialog).to_have_count(0, timeout=SLOW_MS)
        tom.to_app()
        tom.message(f"SHD-{number} (Spring trail launch) is in the trial. The agent writes")
        tom.look("entered")

    def judge(self, reviewer: Hands, pair: Pair, wanted: str, user: str) -> None:
        """Read both briefs, find that nothing around them tells which is whose, and judge."""
        letter = self.agents_letter(pair, user)
        reviewer.to_app()
        message = reviewer.message(f"{pair.id}: two briefs")
        reviewer.look(f"{pair.id}-waits")
        thread = reviewer.open_thread(message)
        cards = [thread.get_by_role("link", name=f"Download {pair.id}-{one}.docx,") for one in "AB"]
        assert faceless(cards[0]) == faceless(cards[1])
        reviewer.look(f"{pair.id}-thread")
        back = reviewer.page.get_by_role("button", name="Back to the channel", exact=True)
        if reviewer.narrow:
            back.click()
        message.get_by_role("button", name="Judge").click()
        dialog = reviewer.form(f"Judge {pair.id}")
        reviewer.look(f"{pair.id}-judge-form")
        for asked in (*(one.asked for one in Question), OVERALL):
            pick(dialog, asked, chosen(wanted, letter))
        pick(dialog, GUESS, "A")
        reviewer.look(f"{pair.id}-judge-form-filled")
        reviewer.submit(dialog)
        expect(dialog).to_have_count(0, timeout=SLOW_MS)
        reviewer.message(f"{pair.id}: two briefs")
        expect(reviewer.message("You judged them")).to_be_visible(timeout=SLOW_MS)
        reviewer.look(f"{pair.id}-judged")

    def agents_letter(self, pair: Pair, user: str) -> str:
        """Return the letter under which a reviewer sees the agent's brief, having looked for anything that tells it."""
        person = self.town.person(user)
        message = shown(self.town, pair, user)
        reply = person.wait_for(person.dm(), lambda one: bool(one["files"]), PATIENCE, message["ts"])
        one, other = reply["files"]
        assert (one["name"], other["name"]) == (f"{pair.id}-A.docx", f"{pair.id}-B.docx")
        assert stripped(one) == stripped(other)
        planted = [PLANTED in said(person.download(file)) for file in (one, other)]
        assert sum(planted) == 1
        letter = "B" if planted[0] else "A"
        self.letters[letter] += 1
        return letter

    def refused(self, maya: Hands, pair: Pair) -> None:
        """Try to judge a pair of which one side is one's own."""
        maya.type(f"/brief shadow judge {pair.id}")
        maya.whisper("You wrote one of the two briefs")
        expect(maya.page.get_by_role("dialog")).to_have_count(0)
        maya.look("writer-refused")

    def decide(self, head: Hands) -> None:
        """Read the verdict, fetch the Word report, and go live."""
        head.type("/brief shadow report")
        face = head.whisper("Passed so far: the agent is preferred in 79%")
        expect(face).to_contain_text("8 wins, 3 ties, 1 loss")
        expect(face).to_contain_text("A preferred in 50%")
        if self.has_model:
            self.find_apart(face)
        head.look("report")
        face.get_by_role("button", name="Word report").click()
        face.get_by_role("button", name="Go live").click()
        dialog = head.form("Go live")
        head.field(dialog, "Why?").fill("It saves us a day for each brief.")
        head.look("live-form")
        head.submit(dialog)
        expect(dialog).to_have_count(0, timeout=SLOW_MS)
        head.type("/brief shadow report")
        expect(head.whisper("decided to go live")).to_be_visible()
        head.look("report-live")
        head.to_app()
        thread = head.open_thread(head.message("The report of trial 1"))
        head.download(thread, "trial-1-report.docx", self.folder)
        head.look("word-report-thread")

    @staticmethod
    def find_apart(face: Locator) -> None:
        """Find what the model says under what the reviewers say, and of no weight."""
        apart = "Apart, not counted: the language model m-1"
        counted = "8 wins, 3 ties, 1 loss"
        expect(face).to_contain_text(re.compile(rf"{counted}.*{apart}.*0 wins, 12 ties, 0 losses", re.DOTALL))
        expect(face).to_contain_text("said something else in 12 of 12 pairs")


def chosen(wanted: str, agent: str) -> str:
    """Return what to pick for a reviewer who wants a side and sees the agent's brief under a letter."""
    other = "B" if agent == "A" else "A"
    return {"agent": agent, "person": other, "neither": "No difference"}[wanted]


def pick(dialog: Locator, asked: str, choice: str) -> None:
    dialog.get_by_role("radiogroup", name=re.compile(rf"^{re.escape(asked)}")).get_by_label(choice, exact=True).check()


def faceless(card: Locator) -> str:
    """Return how a file looks at the page, without its letter and its id."""
    shown_as = str(card.evaluate("node => (node.closest('.file') ?? node).outerHTML"))
    return re.sub(r"\bF[0-9A-Z]{6,}\b", "F", re.sub(r"-[AB]\.docx", "-X.docx", shown_as))


def stripped(file: JSON) -> JSON:
    """Return everything that Slack says of a file except its letter and its id."""
    told = re.sub(r"-[AB]\.docx", "-X.docx", str(sorted(file.items(), key=str)))
    return {"told": re.sub(re.escape(file["id"]), "F", told)}


def said(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def by_api(walk: Walk, pair: Pair, user: str, wanted: str) -> None:
    """Judge a pair as the page does, without drawing it."""
    choice = {"A": "a", "B": "b"}.get(chosen(wanted, walk.agents_letter(pair, user)), "neither")
    person = walk.town.person(user)
    assert person.click(shown(walk.town, pair, user), JUDGE_PAIR)["ok"]
    answers = dict.fromkeys([*(one.value for one in Question), "overall"], choice)
    done = person.submit(answers, person.view("shadow_judgement"))
    assert (done["ok"], done.get("errors")) == (True, {}), done


def whole(walk: Walk, by_hand: int) -> None:
    """Do a whole trial of twelve pairs, the first `by_hand` of them brought and judged by hand."""
    walk.at(HEAD, "start")
    for i, wanted in enumerate(WANTED):
        writer = MARKETER if i == len(WANTED) - 1 else AUTHOR
        if i < by_hand:
            walk.at(writer, "bring", i + 1)
        else:
            enter(walk.town, writer, written(f"The {PLANTED} is near."))
        trial = walk.town.services.trials.last()
        assert trial is not None
        pair = ready(walk.town, trial.pairs[i])
        for user in pair.reviewers:
            if i < by_hand:
                walk.at(user, "judge", pair, wanted, user)
            else:
                by_api(walk, pair, user, wanted)
    walk.town.until_idle()
    walk.at(MARKETER, "refused", pair)
    walk.at(HEAD, "decide")
    assert walk.letters == {"A": len(WANTED), "B": len(WANTED)}


@pytest.mark.parametrize(
    ("size", "by_hand", "has_model"),
    [
        pytest.param(DESKTOP, 1, False, id="desktop"),
        pytest.param(PHONE, len(WANTED), True, id="phone", marks=pytest.mark.slow),
    ],
)
def test_twelve_pairs_give_the_planted_verdict(
    browser: Browser, town: Northfold, size: tuple[int, int], by_hand: int, tmp_path: Path
) -> None:
    assert {DESIGNER, MARKETER, SECOND_DESIGNER} == {"U0DEE", "U0MAYA", "U0NOOR"}
    whole(Walk(browser, town, size, tmp_path, no_look), by_hand)
    assert len(town.services.queries.briefs()) == 0
    report = docx.Document(str(tmp_path / "trial-1-report.docx"))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert any(text.startswith("Passed so far: the agent is preferred in 79%") for text in cells)
    assert ("0 wins, 12 ties, 0 losses" in cells) is (town.services.judge is not None)
