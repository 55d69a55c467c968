"""Do files dropped into a direct message become what drafts cite, and can people see and remove what is kept?"""

import json
from collections.abc import Iterator

import pytest

from bot.sandbox.person import Driver, until
from bot.sandbox.records import JSON
from bot.views.buttons import REMOVE_ITEM, ItemValue
from tests.journeys.northfold import AGENCY, AUTHOR, DESIGNER, PATIENCE, Northfold, northfold
from tests.journeys.steps import HEAD, RIDGELINE, SECOND_DESIGNER, ask, waiting
from tests.journeys.wall import Wall
from workflow.drafting.sources import library_id

AUTUMN = b"""Campaign,Channel,Spend (GBP),First purchases,ROI,Start,End,Audience,What happened,Next time
Autumn Switch,Email,6000,900,,2025-09-01,2025-10-31,Urban walkers,Email carried the launch.,Start earlier.
Autumn Switch,Meta,20000,600,310%,2025-09-01,2025-10-31,,,
Autumn Switch,Fax,20000,600,,2025-09-01,2025-10-31,,,
"""
WALKERS = b"""# Weekend walkers 2025

62% of weekend walkers wear road trainers on wet trails.
"""


@pytest.fixture
def town(database_url: str) -> Iterator[Northfold]:
    with northfold(database_url, clock=Wall()) as running:
        yield running


def drop(person: Driver, name: str, content: bytes, thread_ts: str | None = None) -> JSON:
    """Drop a file into the talk with Baton and return the message that carries it."""
    talk = person.dm()
    file = person.upload(talk, name, content, thread_ts)
    if thread_ts:
        return file
    return person.wait_for(talk, lambda message: file["id"] in json.dumps(message["files"]))


def answer(person: Driver, dropped: JSON) -> str:
    """Return what Baton answers below a dropped file."""
    reply = person.wait_for(
        person.dm(), lambda message: bool(message["bot"] and message["blocks"]), PATIENCE, dropped["ts"]
    )
    return json.dumps(reply["blocks"], ensure_ascii=False)


def button(message: JSON, item: str) -> str:
    value = ItemValue(item=item).dumps()
    assert value in json.dumps(message["blocks"]).replace('\\"', '"')
    return value


def listed(person: Driver) -> JSON:
    """Ask for the library and return what is shown."""
    before = len(person.ephemerals("C0MARKETING"))
    assert person.command("/brief library")["ok"]
    return until(lambda: person.ephemerals("C0MARKETING")[before:], PATIENCE, "the library")[-1]


def test_a_file_dropped_into_the_direct_message_is_cited_by_the_next_draft(town: Northfold) -> None:
    tom = town.author
    said = answer(tom, drop(tom, "autumn.csv", AUTUMN))
    assert "LIB-1  Autumn Switch: Email and Meta (Facebook, Instagram), £26,000 spent, 1,500 first purchases" in said
    assert "Not quoted: a return on investment of 310%" in said
    assert "autumn.csv, row 4: There is no channel called “Fax”" in said
    assert "LIB-2  Weekend walkers 2025" in answer(tom, drop(tom, "walkers.md", WALKERS))
    ask(town, RIDGELINE)
    waiting(town, "C0DESIGN")
    draft = town.services.drafts.load(town.brief().content_hash or "")
    assert [learning.campaign for learning in draft.learnings] == ["Autumn Switch"]
    assert "62% of weekend walkers" in draft.audiences[0].facts[-1].text
    assert {"LIB-1", "LIB-2"} <= {library_id(source) for source in draft.sources}


def test_the_library_is_listed_and_its_items_removed_by_whoever_added_them(town: Northfold) -> None:
    tom, priya = town.author, town.person(HEAD)
    assert "The library is empty" in json.dumps(listed(tom)["blocks"])
    answer(tom, drop(tom, "walkers.md", WALKERS))
    shown = listed(priya)
    assert "Weekend walkers 2025" in json.dumps(shown["blocks"])
    priya.click(shown, REMOVE_ITEM, button(shown, "LIB-1"), "C0MARKETING")
    assert "Only whoever added it" in json.dumps(
        until(lambda: priya.ephemerals("C0MARKETING")[1:], PATIENCE, "a refusal")[-1]["blocks"]
    )
    mine = listed(tom)
    tom.click(mine, REMOVE_ITEM, button(mine, "LIB-1"), "C0MARKETING")
    until(lambda: not town.services.library.items(), PATIENCE, "the removal")
    until(lambda: "was removed" in json.dumps(tom.ephemerals("C0MARKETING")[-1]["blocks"]), PATIENCE, "the answer")
    tom.click(mine, REMOVE_ITEM, button(mine, "LIB-1"), "C0MARKETING")
    until(lambda: "removed before" in json.dumps(tom.ephemerals("C0MARKETING")[-1]["blocks"]), PATIENCE, "the answer")


def test_an_approver_may_remove_what_somebody_else_added(town: Northfold) -> None:
    answer(town.author, drop(town.author, "walkers.md", WALKERS))
    dee = town.person(DESIGNER)
    shown = listed(dee)
    dee.click(shown, REMOVE_ITEM, button(shown, "LIB-1"), "C0MARKETING")
    until(lambda: not town.services.library.items(), PATIENCE, "the removal")


def test_an_agencys_guest_adds_nothing(town: Northfold) -> None:
    guest = town.person(AGENCY)
    answer(town.author, drop(town.author, "walkers.md", WALKERS))
    assert "Only the team adds to its library" in answer(guest, drop(guest, "more.md", WALKERS))
    assert [item.file for item in town.services.library.items()] == ["walkers.md"]


def test_a_member_of_an_approving_group_may_too(town: Northfold) -> None:
    answer(town.author, drop(town.author, "walkers.md", WALKERS))
    noor = town.person(SECOND_DESIGNER)
    shown = listed(noor)
    noor.click(shown, REMOVE_ITEM, button(shown, "LIB-1"), "C0MARKETING")
    until(lambda: not town.services.library.items(), PATIENCE, "the removal")


def test_what_cannot_be_read_is_said_and_nothing_is_kept(town: Northfold) -> None:
    tom = town.author
    assert "This is a PDF" in answer(tom, drop(tom, "deck.pdf", b"%PDF-1.7 nothing"))
    assert "cut short" in answer(tom, drop(tom, "deck.docx", b"PK\x03\x04" + b"\0" * 40))
    assert town.services.library.items() == []


def test_a_file_in_a_channel_or_a_thread_is_not_for_the_library(town: Northfold) -> None:
    tom = town.author
    tom.upload("C0MARKETING", "walkers.md", WALKERS)
    first = drop(tom, "empty.md", b"# Nothing here")
    answer(tom, first)
    drop(tom, "walkers.md", WALKERS, first["ts"])
    second = drop(tom, "other.md", WALKERS)
    answer(tom, second)
    assert [item.file for item in town.services.library.items()] == ["other.md"]


def test_slack_that_withholds_a_file_is_told_to_its_sender(town: Northfold) -> None:
    tom = town.author
    town.sandbox.revoke("files:read")
    assert "lacks the scope files:read" in answer(tom, drop(tom, "walkers.md", WALKERS))
    assert AUTHOR not in {item.added_by for item in town.services.library.items()}
