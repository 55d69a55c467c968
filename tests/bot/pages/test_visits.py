"""Does somebody read and decide by a link, under their own name, and does nothing happen by a look?"""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import docx
import pytest

from bot.console.briefs import brief_json
from bot.export import sheets
from bot.pages.papers import Papers
from bot.pages.visits import Asked, Visits
from bot.word.outside import OUR_OWN
from tests.bot.office import AUTHOR, Office
from tests.bot.pages.visitor import AXEL, DEE, NOTE, Reception, reception
from workflow.commands import (
    Approve,
    Cancel,
    Command,
    Decline,
    Edit,
    Pause,
    RequestChanges,
    RevokeLink,
    Withdraw,
)
from workflow.draft import Section

SECOND = timedelta(seconds=1)
HOSTILE = "Jo <b>&\"'</title><script>alert(1)</script>"


@pytest.fixture
def house(office: Office) -> Reception:
    made = reception(office)
    made.at_agency()
    return made


def test_the_page_says_who_is_asked_for_what_and_by_when(house: Reception) -> None:
    page = house.link().ask()
    assert page.status == 200
    for words in (
        "Northfold marketing asks you to decide on revision 1 (Agency acceptance), by Wed 25 November 2026, 09:30",
        "For Jo Smith, by a personal link that works until Mon 30 November 2026, 09:30 (Europe/London)",
        "£180,000",
        "Accept",
        "Ask for changes",
        "Channel plan",
        OUR_OWN,
    ):
        assert words in page.words, words
    for inside in ("Dee", "Maya", "U0", "library/", "Checks"):
        assert inside not in page.words, inside


def test_the_page_does_nothing_but_show_itself(house: Reception) -> None:
    page = house.link().ask()
    assert "<script" not in page.text.casefold()
    assert "set-cookie" not in page.headers
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "http" not in page.text.replace("https://northfold.example/ridgeline", "").replace("http-equiv", "")


def test_whatever_follows_a_link_changes_nothing(house: Reception) -> None:
    """Mail programs and scanners open every address that they find, more than once."""
    jo = house.link()
    before = house.kinds()
    for end in ("", "/accept", "/changes", "/brief.docx"):
        assert [jo.ask(end, method=method).status for method in ("GET", "HEAD", "GET")] == [200] * 3
    assert house.kinds() == before
    desk = house.office.services.desk
    assert desk is not None
    kept = desk.links.find("LJO")
    assert kept is not None
    assert (kept.opens, kept.email) == (2, "jo@example.com")
    assert [jo.ask(method=method).status for method in ("POST", "PUT", "DELETE")] == [405] * 3


def test_who_accepts_is_recorded_by_name_wherever_it_is_told(house: Reception) -> None:
    jo = house.link()
    done = jo.accept()
    assert (done.status, done.headers["location"]) == (303, jo.path)
    assert house.kinds()[-2:] == ["Approved", "Completed"]
    house.office.work()
    exactly = f"revision 1 (content {house.office.brief().written(1).content_hash[:8]})"
    assert f"You accepted {exactly}, Mon 23 November 2026, 09:30 (Europe/London)" in jo.ask().words
    told = json.dumps([house.office.sandbox.channel("C0AGENCY").messages, house.office.news()])
    assert "Jo Smith (by a link from <@U0TOM>, the author)" in told
    brief, history = house.office.brief(), house.office.services.ledger.history("BRF-1")
    shown = json.dumps(brief_json(brief, history))
    assert [one["by"] for one in brief_json(brief, history)["approvals"]] == ["U0DEE", "U0MAYA", "Jo Smith (by a link)"]
    kept = house.office.services.desk.links.of("BRF-1") if house.office.services.desk else {}
    audited = brief_json(brief, history, kept)
    assert audited["approvals"][-1]["link_from"] == "U0TOM"
    assert [(one["name"], one["made_by"], one["opens"]) for one in audited["links"]] == [("Jo Smith", "U0TOM", 1)]
    exported = str([sheet.rows for sheet in sheets([history], house.office.now)])
    assert "Jo Smith (by a link)" in exported
    for everywhere in (told, shown, exported):
        assert "<@LJO>" not in everywhere


def test_a_press_that_comes_twice_counts_once(house: Reception) -> None:
    jo = house.link()
    form = jo.ask("/accept").hidden
    assert [jo.ask("/accept", form).status for _ in range(3)] == [303] * 3
    assert house.kinds().count("Approved") == 3


def test_two_presses_at_once_are_one_acceptance(house: Reception) -> None:
    jo, start, services = house.link(), Barrier(6), house.office.services
    assert services.desk is not None
    visits = Visits(services, services.desk)
    press = Asked(jo.path.removeprefix("/link/"), "accept", jo.ask("/accept").hidden)

    def pressed(_: int) -> int:
        start.wait()
        return visits.answer(press).status

    with ThreadPoolExecutor(6) as hands:
        assert set(hands.map(pressed, range(6))) == {303}
    assert [one.by for one in house.office.brief().approvals] == ["U0DEE", "U0MAYA", "LJO"]


def test_a_browser_that_says_where_its_form_comes_from_is_believed(house: Reception) -> None:
    jo = house.link()
    ours = {"Origin": "https://baton.example.com", "Sec-Fetch-Site": "same-origin"}
    assert replace(jo, headers=ours).ask("/accept", jo.ask("/accept").hidden).status == 303


def test_changes_are_asked_for_in_their_own_words(house: Reception) -> None:
    jo = house.link()
    form = jo.ask("/changes").hidden
    empty = jo.ask("/changes", {**form, "note": "  ", "section": ""})
    assert "Please say what should change." in empty.words
    assert "fewer words" in jo.ask("/changes", {**form, "note": "x" * 3001}).words
    sure = jo.ask("/changes", {**form, "note": NOTE, "section": "channels"})
    assert "You, Jo Smith, ask for changes to revision 1" in sure.words
    assert "<b>when" not in sure.text
    assert house.kinds().count("ChangesRequested") == 0
    assert jo.ask("/changes", sure.hidden).status == 303
    change = house.office.brief().changes[0]
    assert (change.by, change.note, change.section) == ("LJO", NOTE, Section.CHANNELS)
    assert jo.ask("/changes", sure.hidden).headers["location"] == jo.path, "a press that came twice"
    assert jo.ask("/changes", {**sure.hidden, "note": "And shorter."}).status == 409
    assert house.kinds().count("ChangesRequested") == 1
    assert "You asked for changes to revision 1" in jo.ask().words
    house.office.work()
    page = jo.ask()
    assert "You asked for changes to revision 1; revision 2 is new." in page.words
    assert jo.accept().status == 303
    assert house.office.brief().approvals[-1].revision == 2


def test_a_form_for_an_older_revision_says_that_there_is_a_newer_one(house: Reception) -> None:
    jo = house.link()
    form = jo.ask("/accept").hidden
    house.submit(RequestChanges(by=AXEL, stage="agency", revision=1, section=None, note="Shorter, please."))
    late = jo.ask("/accept", form)
    assert (late.status, "There is a newer revision" in late.words) == (409, True)
    assert house.office.brief().approvals[-1].stage == "marketer"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (Cancel(by=AUTHOR, reason="Secret: the range was sold."), "This brief was ended"),
        (Decline(by=AXEL, stage="agency", revision=1, reason="Secret."), "This brief was ended"),
        (Approve(by=AXEL, stage="agency", revision=1), "This brief is complete"),
        (Pause(by=AUTHOR, reason="Secret: waiting for prices."), "This brief is paused"),
        (Withdraw(by=AUTHOR), "A new revision is being written"),
        (RevokeLink(by=AUTHOR, person="LJO"), "For Jo Smith. This link was taken back"),
    ],
)
def test_the_page_says_kindly_that_nothing_can_be_decided(house: Reception, command: Command, words: str) -> None:
    jo = house.link()
    form = jo.ask("/accept").hidden
    house.submit(command)
    before = house.kinds()
    page = jo.ask()
    assert words in page.words
    assert "Secret" not in page.text
    assert jo.ask("/accept").hidden == {}
    assert jo.ask("/accept", form).status == 409
    assert house.kinds() == before


def test_a_link_ends_to_the_second_and_opens_nothing_then(house: Reception) -> None:
    jo = house.link()
    house.office.now += timedelta(days=7) - SECOND
    assert "Your decision" in jo.ask().words
    form = jo.ask("/accept").hidden
    house.office.now += SECOND
    for end in ("", "/accept", "/brief.docx"):
        assert (jo.ask(end).status, "Channel plan" in jo.ask(end).words) == (410, False)
    assert "by a personal link that worked until Mon 30 November 2026, 09:30" in jo.ask().words
    assert jo.ask("/accept", form).status == 409
    assert house.office.brief().approvals[-1].by == "U0MAYA"


def test_before_the_brief_comes_to_them_there_is_nothing_to_read(office: Office) -> None:
    house = reception(office)
    office.apply_team()
    office.open()
    office.work()
    page = house.link().ask()
    assert "others decide before you" in page.words
    assert "Channel plan" not in page.words


def test_what_others_decided_is_told_without_their_names(house: Reception) -> None:
    jo, bo = house.link(), house.link("Bo Lee", "LBO")
    house.submit(RequestChanges(by=AXEL, stage="agency", revision=1, section=None, note="Axel's own words."))
    assert bo.accept().status == 303
    page = jo.ask()
    assert "This brief is complete" in page.words
    assert not {"Axel", "Bo Lee"}.intersection(page.words.split())


def test_after_a_small_edit_what_was_accepted_stands(house: Reception) -> None:
    twice = [stage.model_copy(update={"required": 1}) for stage in house.office.brief().chain]
    assert twice[-1].outside
    jo = house.link()
    brief = house.office.brief()
    assert brief.content_hash is not None
    house.submit(Edit(by=DEE, based_on=1, content_hash=brief.content_hash))
    assert "revision 2" in jo.ask().words


def test_the_documents_are_the_clean_copies(house: Reception) -> None:
    jo = house.link()
    word = jo.ask("/brief.docx")
    assert word.headers["content-disposition"] == 'attachment; filename="BRF-1-r1-spring-trail-launch-ridgeline-2.docx"'
    said = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(word.body)).paragraphs)
    assert "Channel plan" in said
    assert "library/" not in said
    assert (jo.ask("/brief.pdf").status, "brief.pdf" in jo.ask().text) == (404, False)


def test_a_pdf_is_made_once_and_one_at_a_time(house: Reception, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\nfor last; do :; done\necho "%PDF-1.7" > "$(dirname "$last")/brief.pdf"\n')
    program.chmod(0o700)
    house.office.services = replace(house.office.services, office=str(program))
    papers, brief = Papers(house.office.services), house.office.brief()
    made = papers.pdf(brief, 1)
    assert made is not None
    assert made.startswith(b"%PDF")
    program.unlink()
    assert papers.pdf(brief, 1) == made
    office = reception(house.office)
    assert office.link("Bo Lee", "LBO").ask("/brief.pdf").status == 503


def test_a_hostile_name_is_shown_and_does_nothing(house: Reception) -> None:
    jo = house.link(HOSTILE)
    for end in ("", "/accept", "/changes"):
        page = jo.ask(end)
        assert "<script" not in page.text
        assert "</title><" not in page.text.replace("</title><style>", "")
    assert HOSTILE.split(maxsplit=1)[0] in jo.ask().words
    jo.ask_for_changes(HOSTILE)
    house.office.work()
    told = json.dumps(
        [message["blocks"] for message in house.office.sandbox.channel("C0AGENCY").messages if "blocks" in message]
    )
    assert "<script" not in told
