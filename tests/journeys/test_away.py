"""What happens when people are away, have somebody stand in, or hand a single request on?"""

import json

import pytest

from bot.sandbox.person import until
from bot.sandbox.records import JSON
from bot.views.buttons import APPROVE, CONFIRM_ABSENCE, REASSIGN
from tests.journeys.northfold import AUTHOR, DESIGN, DESIGNER, MARKETER, MARKETING, PATIENCE, Northfold, read
from tests.journeys.steps import HEAD, SECOND_DESIGNER, approve, ask, decided, waiting, whispered
from workflow.brief import Brief

NOBODY = "Nobody is away, as far as Baton knows."


def typed(town: Northfold, user: str, line: str) -> str:
    """Return what somebody is answered in #marketing who types `/brief away …`."""
    person = town.person(user)
    before = len(person.ephemerals(MARKETING))
    assert person.command(f"/brief away {line}".strip())["ok"]
    return read(person.ephemerals(MARKETING)[before:][-1])


def told(town: Northfold, user: str, said: str) -> JSON:
    """Return the direct message to somebody that says so."""
    person = town.person(user)
    return person.wait_for(person.dm(), lambda message: said in read(message), PATIENCE)


def at_marketing(town: Northfold) -> JSON:
    ask(town)
    assert approve(town, DESIGNER, waiting(town, DESIGN))["ok"]
    return waiting(town, MARKETING)


def face(town: Northfold, message: JSON, said: str) -> JSON:
    """Return a message once it says so."""
    return town.author.wait_for(MARKETING, lambda one: one["ts"] == message["ts"] and said in read(one), PATIENCE)


@pytest.fixture
def everybody_is_back(quick: Northfold) -> Northfold:
    for absence in quick.services.absences.known():
        quick.services.absences.end(absence.number, AUTHOR, quick.services.now())
    return quick


def test_a_stand_in_is_told_and_decides_and_the_log_says_in_whose_place(everybody_is_back: Northfold) -> None:
    town = everybody_is_back
    message = at_marketing(town)
    assert "You are away" in typed(town, MARKETER, "until 20 Dec @noor")
    said = f"<@{MARKETER}> is away until Sun 20 Dec; <@{SECOND_DESIGNER}> decides in their place."
    face(town, message, said)
    assert said in read(told(town, AUTHOR, said)), "the author's own message says it too"
    assert town.author.command(f"/brief status {town.newest}")["ok"]
    assert said in read(town.author.ephemerals(MARKETING)[-1])
    assert town.author.command("/brief list")["ok"]
    assert said in read(town.author.ephemerals(MARKETING)[-1])
    assert f"in <@{MARKETER}>’s place" in read(told(town, SECOND_DESIGNER, f"({town.newest}, revision 1) waits"))
    assert approve(town, SECOND_DESIGNER, message)["ok"]
    closed = read(decided(town, message))
    assert f"<@{SECOND_DESIGNER}>, in <@{MARKETER}>’s place, <!date" in closed
    given = town.brief().approvals[-1]
    assert (given.by, given.on_behalf_of) == (SECOND_DESIGNER, MARKETER)
    assert town.shown()["approvals"][-1]["on_behalf_of"] == MARKETER
    told_once = [
        m for m in town.person(SECOND_DESIGNER).messages(town.person(SECOND_DESIGNER).dm()) if town.newest in read(m)
    ]
    assert len(told_once) == 1


def test_nobody_left_is_said_aloud_and_the_return_mends_it(everybody_is_back: Northfold) -> None:
    town = everybody_is_back
    at_marketing(town)
    typed(town, MARKETER, "today")
    blocked = town.until_brief("the stage to be blocked", _blocked)
    assert "Maya Lindqvist is away" in _blocked(blocked)
    assert "You are not away any more" in typed(town, MARKETER, "end")
    town.until_brief("the stage to be free again", lambda brief: not _blocked(brief))
    assert town.brief().status.value == "in_review"


def _blocked(brief: Brief) -> str:
    return next((stay.blocked for stay in brief.open_handovers if stay.blocked), "")


def test_a_request_that_comes_during_an_absence_goes_to_the_stand_in(everybody_is_back: Northfold) -> None:
    town = everybody_is_back
    typed(town, MARKETER, "until 20 Dec @noor")
    message = at_marketing(town)
    assert f"<@{SECOND_DESIGNER}> decides in their place" in read(message)
    told(town, SECOND_DESIGNER, f"({town.newest}, revision 1) waits")
    noor = town.person(SECOND_DESIGNER)
    until(lambda: town.newest in json.dumps(noor.home() or {}), PATIENCE, "the request on the stand-in's Home tab")


def test_an_absence_is_proposed_for_somebody_and_confirmed_by_them(everybody_is_back: Northfold) -> None:
    town = everybody_is_back
    message = at_marketing(town)
    assert f"<@{MARKETER}> is asked whether they are away" in typed(town, AUTHOR, "@maya until 20 Dec @noor")
    question = told(town, MARKETER, "Is that right?")
    assert "is away until" not in read(message)
    assert town.person(MARKETER).click(question, CONFIRM_ABSENCE)["ok"]
    face(town, message, f"<@{SECOND_DESIGNER}> decides in their place")
    assert "decides in their place" in typed(town, AUTHOR, "")


def test_an_admin_says_it_for_somebody_at_once(everybody_is_back: Northfold) -> None:
    town = everybody_is_back
    assert "is away" in typed(town, HEAD, "@maya until 20 Dec @noor")
    assert f"<@{HEAD}> set you away" in read(told(town, MARKETER, "set you away"))
    refused = typed(town, DESIGNER, "end @maya")
    assert "Only" in refused


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("until 04/12", "could be read in several ways"),
        ("until 4 Dec @nobody", "pick the person from Slack's list"),
        ("until 20 Dec @maya", "Nobody stands in for themselves"),
        ("until 20 Dec @ines", "has no account of this workspace that can decide"),
        ("end", "is not away, as far as Baton knows"),
        ("until 20 Dec @tom", "one person cannot do both"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(everybody_is_back: Northfold, line: str, sentence: str) -> None:
    town = everybody_is_back
    if "@tom" in line:
        at_marketing(town)
    assert sentence in typed(town, MARKETER, line)
    assert not town.services.absences.known()


def test_one_request_is_handed_on(everybody_is_back: Northfold) -> None:
    town = everybody_is_back
    message = at_marketing(town)
    maya = town.person(MARKETER)
    assert maya.click(message, REASSIGN)["ok"]
    refused = maya.submit({"to": AUTHOR}, maya.view("reassign"))
    assert "cannot decide here too" in refused["errors"]["to"]
    assert "You are away" in typed(town, HEAD, "until 20 Dec @noor")
    refused = maya.submit({"to": HEAD}, maya.view("reassign"))
    assert "is away until Sun 20 Dec, and Noor" in refused["errors"]["to"]
    assert maya.submit({"to": SECOND_DESIGNER}, maya.view("reassign"))["ok"]
    moved = face(town, message, f"<@{SECOND_DESIGNER}> decides in <@{MARKETER}>’s place.")
    assert f"<@{MARKETER}> handed their part" in read(told(town, SECOND_DESIGNER, "handed their part"))
    assert approve(town, MARKETER, message)["ok"]
    assert "was handed to" in whispered(maya, MARKETING, "was handed to")
    assert town.person(SECOND_DESIGNER).click(moved, APPROVE)["ok"]
    decided(town, message)
    assert [(one.by, one.on_behalf_of) for one in town.brief().approvals][-1] == (SECOND_DESIGNER, MARKETER)


def test_somebody_whose_account_was_deactivated_decides_nothing(everybody_is_back: Northfold) -> None:
    town = everybody_is_back
    message = at_marketing(town)
    town.sandbox.deactivate(MARKETER)
    town.services.slack._profile.cache_clear()
    try:
        approve(town, MARKETER, message)
        town.until_idle()
        assert [one.stage for one in town.brief().approvals] == ["designer"]
    finally:
        town.sandbox.deactivate(MARKETER, gone=False)
        town.services.slack._profile.cache_clear()


def test_only_who_may_hand_a_request_on(everybody_is_back: Northfold) -> None:
    town = everybody_is_back
    message = at_marketing(town)
    assert town.person(DESIGNER).click(message, REASSIGN)["ok"]
    assert "can reassign that" in whispered(town.person(DESIGNER), MARKETING, "can reassign that")
