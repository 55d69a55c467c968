"""Does a newcomer carry a brief from `/brief` to the agency with nothing but the page, wide and narrow?"""

import re
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.word.xml import qualified
from tests.bot.word.edits import comment, edited, typed
from tests.bot.word.templates import bold_headings
from tests.browser import DESKTOP, PHONE, page_of
from tests.journeys_browser.demo import demo
from tests.journeys_browser.hands import SLOW_MS, Hands

pytestmark = pytest.mark.browser

NAME = "Mike’s Plumbing: autumn calls"
FILE = "mikes-plumbing-autumn-calls.docx"
START = date.today() + timedelta(days=120)  # noqa: DTZ011  # the demo runs by the real clock
CAMPAIGN = {
    "Campaign name": NAME,
    "Goal": "Get homeowners in the Denver area who need a plumber to phone us.",
    "Success metric": "phone calls",
    "Baseline": "260",
    "Audience": "Homeowners in the Denver, Colorado area who might need plumbing services.",
    "Market": "Denver, Colorado",
}
NOTE = "Please drop “Before and after”: we have no pictures to show."


def brief_the_campaign(tom: Hands) -> None:
    """Fill in the form wrongly, be told at the field, and put it right."""
    tom.type("/brief")
    dialog = tom.form("New campaign brief")
    tom.look("form")
    wrong = {"Target": "many", "Budget": "8000", "Start": "2020-01-01", "End": "2020-01-31"}
    tom.answer(dialog, CAMPAIGN | wrong, ("disp", "search"))
    tom.submit(dialog)
    expect(tom.field(dialog, "Target")).to_have_accessible_description(re.compile("enter a number"))
    tom.look("form-page-errors")
    tom.answer(dialog, {"Target": "400"})
    tom.submit(dialog)
    expect(tom.field(dialog, "Start")).to_have_accessible_description(re.compile("past"))
    tom.look("form-app-errors")
    tom.answer(dialog, {"Start": START.isoformat(), "End": (START + timedelta(days=27)).isoformat()})
    tom.look("form-filled")
    tom.submit(dialog)
    expect(dialog).to_have_count(0)
    tom.whisper("is open")
    tom.look("opened")


def read_the_draft(tom: Hands, folder: Path) -> None:
    """Find the Word document in the direct message and open it."""
    tom.to_app()
    message = tom.message("Waiting for Design review")
    tom.look("author-waiting")
    thread = tom.open_thread(message)
    path = tom.download(thread, f"BRF-1-r1-{FILE}", folder)
    tom.look("author-thread")
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert "Channel plan" in words


def approve(approver: Hands, channel: str, revision: int) -> Locator:
    """Approve what waits in a channel, through the question that asks whether one is sure."""
    approver.go(channel)
    message = approver.message(f"Please review: {NAME}")
    approver.look(f"{channel}-r{revision}-waits")
    message.get_by_role("button", name="Approve").click()
    approver.confirm(f"{channel}-confirm")
    message = approver.message(f"Approved: {NAME}")
    expect(message.get_by_role("button", name="Approve")).to_have_count(0)
    approver.look(f"{channel}-approved")
    return message


def ask_for_changes(maya: Hands) -> None:
    """Send the brief back with a note, and see that it is being written anew."""
    maya.go("C0MARKETING")
    message = maya.message(f"Please review: {NAME}")
    maya.look("C0MARKETING-waits")
    message.get_by_role("button", name="Request changes").click()
    dialog = maya.form("Request changes")
    maya.field(dialog, "Which section?").select_option(label="Creative directions to explore")
    maya.field(dialog, "What should change?").fill(NOTE)
    maya.look("changes-form")
    maya.submit(dialog)
    expect(dialog).to_have_count(0)
    expect(maya.message(f"Changes requested: {NAME}").get_by_role("button", name="Approve")).to_have_count(0)


def read_revision_two(maya: Hands, folder: Path) -> Path:
    """Find what was asked for in the new document, and what it changes in the file beside it; return the document."""
    message = maya.message("New in revision 2")
    expect(message).to_contain_text(NOTE)
    expect(message).to_contain_text("Changed since revision 1")
    maya.look("C0MARKETING-changed")
    thread = maya.open_thread(message)
    path = maya.download(thread, f"BRF-1-r2-{FILE}", folder)
    redline = maya.download(thread, f"BRF-1-r2-{FILE}".replace(".docx", "-changes.docx"), folder)
    maya.look("C0MARKETING-thread")
    assert qualified("ins") in {element.tag for element in docx.Document(str(redline)).element.body.iter()}
    cells = [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]
    assert any("Done: “Before and after” is out." in cell for cell in cells)
    return path


def edit_in_word(maya: Hands, document: Path) -> None:
    """Type into the document, remark on it, and drop it into its thread: it is the next revision."""
    sent = document.with_name("edited.docx")
    typed_in = edited(document.read_bytes(), typed("homeowners", "home-owners"))
    sent.write_bytes(comment("Creative directions to explore", "Which of these first?")(typed_in))
    thread = maya.page.get_by_role("complementary", name="Thread")
    thread.get_by_label("Files to share").set_input_files(sent)
    told = thread.locator(".message").filter(has_text="Your document is revision 3").last
    expect(told).to_be_visible(timeout=SLOW_MS)
    expect(thread.get_by_role("button", name="Request this change")).to_be_visible()
    maya.look("C0MARKETING-edited")
    maya.go("C0MARKETING")
    expect(maya.message("Changed since revision 2")).to_contain_text("home-owners")


def bring_a_template(maya: Hands, folder: Path) -> None:
    """Bring the team's template, choose for what is not recognised, look at the preview, and put it in force."""
    template = folder / "team.docx"
    template.write_bytes(bold_headings("OBJECTIVES", "TARGET AUDIENCE", "WEATHER"))
    maya.type("/brief template")
    dialog = maya.form("Your template")
    maya.field(dialog, "The template, as a Word file").set_input_files(template)
    expect(dialog.locator(".file-names")).to_have_text("team.docx")
    maya.submit(dialog)
    expect(dialog).to_have_count(0, timeout=SLOW_MS)
    maya.to_app()
    card = maya.message("2 of 3 places recognised")
    maya.look("template-card")
    card.get_by_label("Choose…").select_option(label="Leave it out")
    card.get_by_role("button", name="Use this template").click()
    used = maya.message("is the team's template now")
    expect(used.get_by_role("button", name="Use this template")).to_have_count(0)
    maya.open_thread(used)  # with the preview
    maya.look("template-used")


def ask_how_it_stands(tom: Hands) -> None:
    """Ask for the status, the list and the digest, which shows its picture in place."""
    tom.go("C0MARKETING")
    for line, answer in (
        ("/brief status", "Complete"),
        ("/brief list", "complete, revision 3"),
        ("/brief help", "status"),
    ):
        tom.type(line)
        tom.whisper(answer)
        tom.look(line.removeprefix("/").replace(" ", "-"))
    tom.type("/brief digest")
    picture = tom.whisper("Handovers, ").get_by_role("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("async (img) => { await img.decode(); return img.naturalWidth; }") > 600
    tom.look("digest")


@pytest.mark.parametrize(
    "size", [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone", marks=pytest.mark.slow)]
)
def test_a_brief_goes_down_the_chain_by_hand(browser: Browser, size: tuple[int, int], tmp_path: Path) -> None:
    with demo(tmp_path) as url, page_of(browser, url, "U0TOM", "C0MARKETING", size=size) as (page, watch):
        walk(Hands(page, narrow=size == PHONE), tmp_path)
        assert watch.errors == []
        assert [address for address in watch.asked if not address.startswith((url, "data:", "blob:"))] == []


def walk(hands: Hands, folder: Path) -> None:
    """Do the whole journey, becoming each person in turn."""
    hands.look("welcome")
    brief_the_campaign(hands)
    read_the_draft(hands, folder)
    hands.become("U0DEE", look_as="people")
    approve(hands, "C0DESIGN", 1)
    hands.become("U0MAYA")
    ask_for_changes(hands)
    edit_in_word(hands, read_revision_two(hands, folder))
    approve(hands, "C0MARKETING", 3)
    bring_a_template(hands, folder)
    hands.become("U0AXEL")
    approve(hands, "C0AGENCY", 3)
    hands.become("U0TOM")
    hands.to_app()
    hands.open_thread(hands.message("Complete"))
    hands.look("author-complete")
    ask_how_it_stands(hands)
