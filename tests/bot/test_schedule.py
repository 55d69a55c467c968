"""Does the clock only wake, and is what is owed asked of the database?"""

from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot import schedule
from bot.sandbox.person import until
from bot.schedule import claim_digest, make_scheduler
from tests.bot.office import HOME, Office

MONDAY_AT_NINE = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def staffed(office: Office) -> Office:
    """A team that has been set up for a month."""
    office.now = MONDAY_AT_NINE - timedelta(days=30)
    office.apply_team()
    office.now = MONDAY_AT_NINE
    return office


def claimed(office: Office, week: str) -> bool:
    return office.services.digests.is_claimed(HOME, week)


def test_nothing_is_owed_before_a_team_is_set_up(office: Office) -> None:
    assert not claim_digest(office.services)
    assert office.due() == []


def test_a_week_that_ended_before_the_team_was_set_up_is_not_owed(office: Office) -> None:
    office.now = MONDAY_AT_NINE
    office.apply_team()
    assert not claim_digest(office.services)


def test_the_digest_of_a_week_is_claimed_once_however_often_the_clock_wakes(staffed: Office) -> None:
    assert claim_digest(staffed.services)
    assert not claim_digest(staffed.services)
    assert [job.payload["week"] for job in staffed.due()] == ["2026-W46"]


def test_a_minute_before_its_time_the_digest_is_not_owed(staffed: Office) -> None:
    staffed.now -= timedelta(minutes=1)
    claim_digest(staffed.services)
    assert not claimed(staffed, "2026-W46")
    staffed.now += timedelta(minutes=1)
    claim_digest(staffed.services)
    assert claimed(staffed, "2026-W46")


def test_a_digest_that_was_missed_is_owed_late(staffed: Office) -> None:
    staffed.now += timedelta(days=2)
    assert claim_digest(staffed.services)
    found = staffed.services.digests.find(HOME, "2026-W46")
    assert found is not None
    assert found.late


def test_the_scheduler_drops_no_wake_up_and_begins_at_once(staffed: Office) -> None:
    scheduler = make_scheduler(staffed.services)
    scheduler.start(paused=True)
    jobs = scheduler.get_jobs()
    scheduler.shutdown(wait=True)
    assert len(jobs) == 7
    for job in jobs:
        assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)
        assert job.next_run_time == staffed.now


def test_a_wake_up_that_fails_is_reported_and_the_others_go_on(
    staffed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_services: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(schedule, "retry_blocked_deliveries", broken)
    with capture_logs() as logs:
        scheduler = make_scheduler(staffed.services)
        scheduler.start()
        try:
            until(lambda: claimed(staffed, "2026-W46"), 10, "the digest to be claimed")
            until(lambda: [line for line in logs if "incident" in line], 10, "the failure to be reported")
        finally:
            scheduler.shutdown(wait=True)
    assert any(isinstance(line.get("exc_info"), ZeroDivisionError) for line in logs)


def test_a_blocked_delivery_is_tried_again_after_a_rest_where_the_channel_looks_usable(staffed: Office) -> None:
    staffed.sandbox.kick("C0DESIGN", "U0BATON")
    staffed.open()
    staffed.work()
    staffed.now += timedelta(minutes=10)
    schedule.retry_blocked_deliveries(staffed.services)
    assert staffed.due() == [], "Baton is still not in the channel"
    staffed.sandbox.workspace.store.channels["C0DESIGN"].members.add("U0BATON")
    schedule.retry_blocked_deliveries(staffed.services)
    staffed.work()
    stay = staffed.brief().open_handover
    assert stay is not None
    assert stay.message is not None


def test_a_blocked_delivery_is_not_tried_again_at_night(staffed: Office) -> None:
    staffed.sandbox.kick("C0DESIGN", "U0BATON")
    staffed.open()
    staffed.work()
    staffed.sandbox.workspace.store.channels["C0DESIGN"].members.add("U0BATON")
    staffed.now = MONDAY_AT_NINE.replace(hour=22)
    schedule.retry_blocked_deliveries(staffed.services)
    assert staffed.due() == []
    staffed.now = MONDAY_AT_NINE + timedelta(days=1, minutes=10)
    schedule.retry_blocked_deliveries(staffed.services)
    assert [job.name for job in staffed.due()] == ["effect"]
