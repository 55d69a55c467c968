"""Do people hear in their working hours who is away from now on, when the clock made it so at midnight?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import schedule
from bot.sandbox.records import JSON
from storage.jobs import Job, RetryLater
from tests.bot.delivery.sending import opened
from tests.bot.office import Office
from tests.journeys.northfold import read
from workflow.absence import Absence

EVENING = datetime(2026, 11, 23, 17, tzinfo=UTC)  # a Monday on which the clocks of London show UTC
MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
MORNING = MIDNIGHT + timedelta(hours=9)


def asked_on_monday(office: Office, *away: str, stand_in: str | None) -> Office:
    """Have the designers asked on Monday evening, who go away on Tuesday for two days."""
    office.now = EVENING
    opened(office)
    stretch = {"since": MIDNIGHT, "until": MIDNIGHT + timedelta(days=2), "zone": "Europe/London"}
    for who in away:
        absence = Absence(who=who, stand_in=stand_in, proposed_by=who, confirmed_by=who, **stretch)
        office.services.absences.propose(absence, office.now)
    office.work()
    return office


def at(office: Office, moment: datetime) -> list[str]:
    """Let everything wake that the clock wakes, and what follows be done; return the keys of jobs that wait."""
    office.now = moment
    office.services.absences.advance(moment)
    schedule.watch_for_shortages(office.services)
    schedule.retry_blocked_deliveries(office.services)
    return office.work()


def told(office: Office, user: str) -> list[JSON]:
    person = office.sandbox.person(user)
    return [message for message in person.messages(person.dm()) if "waits for your decision" in read(message)]


def request(office: Office) -> str:
    """Return what the stage's message says."""
    return read(next(message for message in office.sandbox.channel("C0DESIGN").messages if message.get("blocks")))


def wait_over(office: Office, kind: str) -> None:
    """Let the wait of the job be over that tells of an absence."""
    office.perform(Job(f"absence/1/{kind}", "absence", {"absence": 1, "kind": kind, "by_clock": True}), 2)
    office.work()


def test_at_midnight_the_request_shows_it_and_the_stand_in_hears_of_it_in_the_morning(office: Office) -> None:
    asked_on_monday(office, "U0DEE", stand_in="U0MAYA")
    assert at(office, MIDNIGHT) == ["absence/1/began"]
    assert "<@U0DEE> is away until Wed 25 Nov; <@U0MAYA> decides in their place." in request(office)
    assert told(office, "U0MAYA") == []
    office.now = MORNING
    wait_over(office, "began")
    assert len(told(office, "U0MAYA")) == 1
    wait_over(office, "began")
    assert len(told(office, "U0MAYA")) == 1, "told once, however often the job begins"


def test_a_stand_in_of_another_zone_hears_of_it_in_their_own_morning(office: Office) -> None:
    people = office.sandbox.workspace.store.people
    people["U0MAYA"] = replace(people["U0MAYA"], tz="America/New_York")
    asked_on_monday(office, "U0DEE", stand_in="U0MAYA")
    office.now = MORNING
    with pytest.raises(RetryLater) as waits:
        wait_over(office, "began")
    assert waits.value.delay == timedelta(hours=5)
    assert told(office, "U0MAYA") == []
    office.now += waits.value.delay
    wait_over(office, "began")
    assert len(told(office, "U0MAYA")) == 1


def test_that_nobody_is_left_is_said_in_the_morning(office: Office) -> None:
    asked_on_monday(office, "U0DEE", "U0NOOR", stand_in=None)
    at(office, MIDNIGHT)
    assert office.brief().open_handovers[0].blocked is None
    office.now = MORNING
    wait_over(office, "began")
    assert "away" in str(office.brief().open_handovers[0].blocked)
