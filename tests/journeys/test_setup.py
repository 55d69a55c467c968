"""Does an admin set up the team in Slack, from nothing to a brief and from version to version?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.person import Driver, until
from bot.sandbox.records import JSON
from tests.journeys.northfold import (
    AGENCY,
    AGENCY_ROOM,
    DESIGN,
    DESIGNER,
    DIGEST,
    MARKETER,
    MARKETING,
    PATIENCE,
    Northfold,
    northfold,
    read,
)
from tests.journeys.steps import HEAD, ask, waiting
from tests.journeys.wall import Wall

CHOICES = {
    "channel:designer": DESIGN,
    "approvers:designer": [DESIGNER, "U0NOOR"],
    "channel:marketer": MARKETING,
    "approvers:marketer": [MARKETER],
    "channel:agency": AGENCY_ROOM,
    "approvers:agency": [AGENCY],
    "digest_channel": DIGEST,
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Northfold]:
    """A workspace in which nobody has set up Baton."""
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall(), team=None) as town:
        yield town


def setup_page(town: Northfold, user: str = HEAD) -> tuple[Driver, JSON]:
    """Have somebody type `/brief setup`; return them and the page in front of them."""
    person = town.person(user)
    assert person.command("/brief setup")["ok"]
    return person, person.view("setup")


def until_page(person: Driver, said: str) -> JSON:
    """Return the page once it says so."""

    def look() -> JSON | None:
        view = person.open_view()
        return view if view and said in read(view) else None

    return until(look, PATIENCE, f"“{said}” on the page of settings")


def set_up(town: Northfold) -> None:
    """Choose what a new workspace lacks, and save it."""
    person, page = setup_page(town)
    assert person.submit(CHOICES, page)["ok"]
    until_page(person, "in force for new briefs")
    person.close()


def test_a_workspace_goes_from_nothing_to_a_first_brief(empty: Northfold) -> None:
    tom = empty.author
    assert tom.command("/brief")["ok"]
    assert "An admin of this workspace types /brief setup" in str(tom.ephemerals(MARKETING))
    person, page = setup_page(empty)
    assert "*Northfold*\\nEurope/London · Mon–Fri 09:00-17:30 · public holidays of GB · GBP" in read(page)
    done = person.submit(CHOICES, page)
    assert done["ok"], done
    saved = until_page(person, "in force for new briefs")
    assert "First settings: Design review → Marketing sign-off → Agency acceptance" in read(saved)
    team = empty.services.teams.current()
    assert team is not None
    assert [(stage.channel, stage.approvers, stage.sla) for stage in team.chain] == [
        (DESIGN, (DESIGNER, "U0NOOR"), "8h"),
        (MARKETING, (MARKETER,), "8h"),
        (AGENCY_ROOM, (AGENCY,), "2d"),
    ]
    assert team.digest is not None
    ask(empty)
    assert waiting(empty, DESIGN)["channel"] == DESIGN
