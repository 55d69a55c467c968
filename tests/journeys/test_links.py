"""Is a link given, listed and taken back in Slack, by those whom that concerns, and served over either transport?"""

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.sandbox.person import Driver, until
from bot.sandbox.records import JSON
from bot.views.buttons import MAKE_LINK, REVOKE_LINK
from tests.journeys.northfold import (
    AGENCY_ROOM,
    AUTHOR,
    DESIGNER,
    MARKETING,
    PATIENCE,
    Northfold,
    Transport,
    buttons,
    northfold,
    read,
)
from tests.journeys.steps import HEAD, OUTSIDER, at_agency, author_message, told_once, whispered
from tests.journeys.wall import Wall


@pytest.fixture
def linked(tmp_path: Path, shared: Path, transport: Transport) -> Iterator[Northfold]:
    """A town whose people can open links, and whose agency has somebody in another workspace."""
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", transport, clock=Wall(), team=shared, links=True) as town:
        yield town


def status_of(address: str) -> int:
    """Return how the page at an address answers."""
    parts = urlsplit(address)
    connection = HTTPConnection(str(parts.netloc), timeout=30)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status
    finally:
        connection.close()


def give_link(person: Driver, message: JSON, name: str) -> str:
    """Have somebody make a link from a message, and return the address that they are shown."""
    assert person.click(message, MAKE_LINK)["ok"]
    refused = person.submit({"name": " ", "days": "99"}, person.view("link"))
    assert set(refused["errors"]) >= {"days"}
    done = person.submit({"name": name, "email": "jo@example.com", "days": "3"}, person.view("link"))
    assert (done["ok"], done["errors"]) == (True, {}), done
    found = re.search(r"```(\S+?)```", read({"blocks": person.view()["blocks"], "text": ""}))
    assert found
    person.close()
    return found[1]


def listed(person: Driver, said: str) -> JSON:
    """Ask for the links of the brief, and return the list once it says so."""
    assert person.command("/brief links BRF-1", AGENCY_ROOM)["ok"]
    return until(
        lambda: next((one for one in person.ephemerals(AGENCY_ROOM) if said in read(one)), None), PATIENCE, said
    )


def test_links_are_given_listed_and_taken_back(linked: Northfold) -> None:
    message, tom, ines = at_agency(linked), linked.author, linked.person(OUTSIDER)
    told_by_author = give_link(tom, author_message(linked), "Jo Smith")
    told_by_agency = give_link(ines, message, "Bo Lee")
    assert [status_of(address) for address in (told_by_author, told_by_agency)] == [200, 200]
    assert status_of(told_by_author[:-1]) == 404
    shown = listed(tom, "Jo Smith")
    assert "Opened 1 time" in read(shown)
    assert told_by_author.rpartition("/")[2] not in read(shown)
    assert tom.click(shown, REVOKE_LINK, channel=AGENCY_ROOM)["ok"]
    whispered(tom, AGENCY_ROOM, "2 links of")
    until(lambda: sum(link.revoked_at is not None for link in linked.brief().links) == 1, PATIENCE, "the end of a link")
    assert sorted(map(status_of, (told_by_author, told_by_agency))) == [200, 410]
    until(
        lambda: "made a link for Bo Lee" in str(tom.thread(tom.dm(), author_message(linked)["ts"])),
        PATIENCE,
        "the news",
    )


def test_only_those_whom_it_concerns_give_and_see_links(linked: Northfold) -> None:
    message = at_agency(linked)
    assert MAKE_LINK in buttons(message)
    linked.person(DESIGNER).click(message, MAKE_LINK)
    told_once(linked, DESIGNER, AGENCY_ROOM, "or an admin may make a link for it")
    linked.person(DESIGNER).command("/brief links BRF-1", MARKETING)
    whispered(linked.person(DESIGNER), MARKETING, "see its links")
    assert status_of(give_link(linked.person(HEAD), message, "Jo Smith")) == 200
    assert linked.brief().links[0].by == HEAD
    assert linked.brief().author == AUTHOR
