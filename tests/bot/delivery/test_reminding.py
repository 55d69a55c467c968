"""Is everybody reminded where and when they should be, does what was sent stay true, and is nothing sent too late?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.console.demo import TEAM
from bot.reminding import Reminding
from bot.sandbox.records import JSON
from bot.views.buttons import APPROVE, REQUEST_CHANGES
from storage.jobs import Job, RetryLater
from tests.bot.delivery.sending import DESIGN, root
from tests.bot.office import AUTHOR, HOME, Office
from tests.journeys.northfold import buttons, read
from tests.workflow.drafting import material
from workflow import commands as c
from workflow.absence import Absence
from workflow.people import Person
from workflow.team_file import parse_team

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday on which the clocks of London show UTC
HOUR = timedelta(hours=1)
DEE = Person(id="U0DEE", workspace=HOME)


def staffed(office: Office, more: str = "") -> Office:
    """Open the office on Monday morning, with a team whose briefs ask Dee and Noor, both in London."""
    office.now = MORNING
    office.apply_team(TEAM.read_text("utf-8") + more)
    return office


def asked(office: Office, *keys: str) -> Office:
    for name in keys or ("first",):
        office.open(name)
        office.work()
    return office


def opened_with(office: Office, **changes: Any) -> None:
    """Open a brief whose first stage is another than the team's."""
    team = parse_team(TEAM.read_text("utf-8"))
    chain = (team.chain[0].model_copy(update=changes), *team.chain[1:])
    opening = c.Open(
        by=AUTHOR, workspace=HOME, team=team.name, inputs=material.campaign(), chain=chain, calendar=team.calendar
    )
    office.services.ledger.open(opening, "first", office.now)
    office.work()


def sending(office: Office) -> list[Job]:
    """Take the jobs that wait, and return those that send reminders of one decision."""
    return [job for job in office.due() if job.name == "effect" and job.payload["effect"]["kind"] == "remind"]


def wake(office: Office, at: datetime | None = None) -> list[str]:
    """Let the scheduler look at the present moment and do what follows; return the keys of jobs that wait."""
    office.now = at or office.now
    Reminding(office.services).wake()
    return office.work()


def thread(office: Office, channel: str = DESIGN) -> list[JSON]:
    """Return what Baton wrote into the thread of a stage's message, its documents left out."""
    replies = office.sandbox.person("U0TOM").thread(channel, root(office, channel))
    return [m for m in replies if m.get("bot") and m["ts"] != root(office, channel) and not m.get("files")]


def direct(office: Office, user: str) -> list[JSON]:
    person = office.sandbox.person(user)
    return person.messages(person.dm())


def approve(office: Office, brief: str = "BRF-1", by: Person = DEE) -> None:
    office.services.ledger.submit(brief, c.Approve(by=by, stage="designer", revision=1), office.now)
    office.work()


def reasons(office: Office) -> list[str]:
    return [one.about for stay in office.brief().handovers for one in stay.reminded]


def test_at_half_the_sla_the_thread_calls_those_who_may_decide_and_nobody_before(office: Office) -> None:
    asked(staffed(office))
    wake(office, MORNING + 4 * HOUR - timedelta(seconds=1))
    assert thread(office) == []
    wake(office, MORNING + 4 * HOUR)
    (nudge,) = thread(office)
    assert "<@U0DEE> or <@U0NOOR>" in nudge["text"]
    assert "*Due*" in read(nudge)
    assert buttons(nudge) == set()


def test_the_nudge_becomes_the_overdue_notice_and_is_struck_once_it_is_decided(office: Office) -> None:
    asked(staffed(office))
    wake(office, MORNING + 4 * HOUR)
    (nudge,) = thread(office)
    wake(office, MORNING + 8 * HOUR)
    (overdue,) = thread(office)
    assert overdue["ts"] == nudge["ts"]
    assert "*Overdue*" in read(overdue)
    approve(office)
    (settled,) = thread(office)
    assert "~Reminder: Design review of revision 1~" in read(settled)
    assert "<@U0DEE> <!date" in read(settled)


def test_at_the_sla_everybody_gets_a_message_whose_buttons_work_until_it_is_decided(office: Office) -> None:
    asked(staffed(office))
    wake(office, MORNING + 4 * HOUR)
    wake(office, MORNING + 8 * HOUR)
    assert [direct(office, user) for user in ("U0DEE", "U0NOOR")] == [[], []], "Monday is taken by the nudge"
    assert reasons(office) == ["nudge", "breach"]
    wake(office, MORNING + 24 * HOUR)
    (dees,), (noors,) = direct(office, "U0DEE"), direct(office, "U0NOOR")
    assert buttons(dees) == buttons(noors) == {APPROVE, REQUEST_CHANGES}
    assert "Overdue" in dees["text"]
    approve(office)
    (dees,), (noors,) = direct(office, "U0DEE"), direct(office, "U0NOOR")
    assert buttons(dees) == buttons(noors) == set()
    assert "<@U0DEE> <!date" in read(noors)


def test_the_escalation_person_is_told_last_and_the_teams_thread_says_so(office: Office) -> None:
    opened_with(staffed(office), escalation="U0PRIYA")
    for hours in (4, 8, 24):
        wake(office, MORNING + hours * HOUR)
    assert direct(office, "U0PRIYA") == []
    wake(office, MORNING + 27.5 * HOUR)
    (told,) = direct(office, "U0PRIYA")
    assert buttons(told) == set()
    assert "*Decides:*" in read(told)
    (notice,) = thread(office)
    assert "<@U0PRIYA> has been told." in read(notice)
    approve(office)
    assert "Settled" in direct(office, "U0PRIYA")[0]["text"]


def test_two_schedulers_and_a_restart_remind_once(office: Office) -> None:
    asked(staffed(office))
    first, second = Reminding(office.services), Reminding(office.services)
    for hours in (3, 4, 4, 8, 24, 25):
        office.now = MORNING + hours * HOUR
        for scheduler in (first, second, Reminding(office.services)):
            scheduler.wake()
        office.work()
    assert len(thread(office)) == len(direct(office, "U0DEE")) == len(direct(office, "U0NOOR")) == 1


def test_what_was_sent_is_not_sent_again_when_the_worker_died_before_it_could_say_so(office: Office) -> None:
    asked(staffed(office))
    office.now = MORNING + 4 * HOUR
    Reminding(office.services).wake()
    (job,) = sending(office)
    office.sandbox.fail("chat.postMessage", drop=True, after=True)
    with pytest.raises(RetryLater):
        office.perform(job)
    office.perform(job, attempt=2)
    office.perform(job, attempt=3)
    assert len(thread(office)) == 1


def test_nothing_is_sent_for_what_was_decided_while_the_reminder_was_on_its_way(office: Office) -> None:
    asked(staffed(office))
    office.now = MORNING + 4 * HOUR
    Reminding(office.services).wake()
    (held,) = sending(office)
    approve(office)
    office.perform(held)
    assert thread(office) == []


def test_a_reminder_that_waited_for_slack_into_the_night_waits_for_the_morning(office: Office) -> None:
    asked(staffed(office))
    office.now = MORNING + 4 * HOUR
    Reminding(office.services).wake()
    (held,) = sending(office)
    office.now = MORNING + 12 * HOUR
    with pytest.raises(RetryLater) as waits:
        office.perform(held)
    assert waits.value.delay == 12 * HOUR
    assert thread(office) == []
    office.now = MORNING + 24 * HOUR
    office.perform(held)
    assert len(thread(office)) == 1
    days = {day.isoformat() for _, day in office.services.reminders.claims(MORNING.date())}
    assert days == {"2026-11-23", "2026-11-24"}, "it took the day on which it was sent as well"


def test_people_who_are_deactivated_or_of_another_workspace_get_no_message(office: Office) -> None:
    office.sandbox.deactivate("U0NOOR")
    opened_with(staffed(office), approvers=("U0DEE", "U0NOOR", "T0HARBOUR/U0INES"))
    wake(office, MORNING + 4 * HOUR)
    (nudge,) = thread(office)
    assert nudge["text"].startswith("<@U0DEE> or <@U0INES>: ")
    wake(office, MORNING + 8 * HOUR)
    wake(office, MORNING + 24 * HOUR)
    opened_for = {call.args["users"] for call in office.sandbox.calls("conversations.open")}
    assert opened_for == {AUTHOR.id, "U0DEE"}


def test_a_paused_brief_reminds_nobody_and_its_nudge_says_so(office: Office) -> None:
    asked(staffed(office))
    wake(office, MORNING + 4 * HOUR)
    office.services.ledger.submit("BRF-1", c.Pause(by=AUTHOR, reason="Prices."), office.now)
    office.work()
    assert "paused" in read(thread(office)[0])
    wake(office, MORNING + 30 * HOUR)
    assert direct(office, "U0DEE") == []
    office.services.ledger.submit("BRF-1", c.Resume(by=AUTHOR), office.now)
    office.work()
    assert "waits for a decision" in thread(office)[0]["text"]


def test_a_team_that_turned_reminders_off_is_left_alone(office: Office) -> None:
    asked(staffed(office, "\n[reminders]\noff = true\n"))
    wake(office, MORNING + 30 * HOUR)
    assert thread(office) == []
    assert reasons(office) == []


def test_the_morning_rounds_up_what_waits_and_replaces_the_single_reminders(office: Office) -> None:
    asked(staffed(office), "a", "b", "c")
    office.now = MORNING
    wake(office, MORNING + 24 * HOUR)
    (told,) = direct(office, "U0DEE")
    assert told["text"].startswith("3 wait for you. The oldest: ")
    assert [b["block_id"] for b in told["blocks"] if b["type"] == "actions"] == [
        f"BRF-{number}/designer/1" for number in (1, 2, 3)
    ]
    wake(office, MORNING + 28 * HOUR)
    assert len(direct(office, "U0DEE")) == 1
    assert thread(office) == []
    wake(office, MORNING + 48 * HOUR)
    assert len(direct(office, "U0DEE")) == 2


def test_a_round_up_shows_what_was_decided_elsewhere_and_who_is_away_meanwhile(office: Office) -> None:
    asked(staffed(office), "a", "b")
    wake(office, MORNING + 24 * HOUR)
    approve(office, "BRF-1")
    for user in ("U0DEE", "U0NOOR"):
        (told,) = direct(office, user)
        assert told["text"].startswith("1 waits for you")
        assert [b["block_id"] for b in told["blocks"] if b["type"] == "actions"] == ["BRF-2/designer/1"]
    stretch = {"since": office.now, "until": office.now + 48 * HOUR, "zone": "UTC"}
    absence = Absence(who="U0NOOR", stand_in="U0MAYA", proposed_by="U0NOOR", confirmed_by="U0NOOR", **stretch)
    office.services.absences.propose(absence, office.now)
    office.work()
    (told,) = direct(office, "U0NOOR")
    assert told["text"] == "Nothing of this waits for you any more"
    assert "It does not wait for you now." in read(told)


def test_while_the_escalation_person_is_away_their_stand_in_is_told(office: Office) -> None:
    opened_with(staffed(office), escalation="U0PRIYA")
    stretch = {"since": office.now, "until": office.now + 48 * HOUR, "zone": "UTC"}
    absence = Absence(who="U0PRIYA", stand_in="U0MAYA", proposed_by="U0PRIYA", confirmed_by="U0PRIYA", **stretch)
    office.services.absences.propose(absence, office.now)
    for hours in (4, 8, 24, 27.5):
        wake(office, MORNING + hours * HOUR)
    assert not any("BRF-1" in read(message) for message in direct(office, "U0PRIYA"))
    (told,) = [message for message in direct(office, "U0MAYA") if "BRF-1" in read(message)]
    assert "in <@U0PRIYA>’s place" in read(told)


def test_a_round_up_of_what_was_all_decided_meanwhile_is_not_sent(office: Office) -> None:
    asked(staffed(office), "a", "b")
    office.now = MORNING + 24 * HOUR
    Reminding(office.services).wake()
    held = [job for job in office.due() if job.name == "round_up"]
    for brief in ("BRF-1", "BRF-2"):
        approve(office, brief)
    for job in held:
        office.perform(job)
    assert len(held) == 2
    assert direct(office, "U0DEE") == []


def test_a_round_up_that_comes_too_late_for_its_day_is_not_sent(office: Office) -> None:
    asked(staffed(office), "a", "b")
    office.now = MORNING + 24 * HOUR
    Reminding(office.services).wake()
    held = [job for job in office.due() if job.name == "round_up"]
    for late in (MORNING + 34 * HOUR, MORNING + 48 * HOUR):
        office.now = late
        for job in held:
            office.perform(job)
    assert direct(office, "U0DEE") == []


def test_people_who_cannot_be_reached_hold_nobody_else_up(office: Office) -> None:
    opened_with(staffed(office), approvers=("U0DEE", "U0GHOST"))
    wake(office, MORNING + 4 * HOUR)
    (nudge,) = thread(office)
    assert nudge["text"].startswith("<@U0DEE>: ")
    office.sandbox.fail("conversations.open", error="user_disabled")
    for hours in (8, 24):
        wake(office, MORNING + hours * HOUR)
    assert reasons(office) == ["nudge", "breach", "breach"]
    assert direct(office, "U0DEE") == []


def test_while_slack_does_not_tell_who_is_asked_nothing_is_decided_and_it_is_asked_again(office: Office) -> None:
    asked(staffed(office))
    office.now = MORNING + 4 * HOUR
    reminding = Reminding(office.services)
    office.sandbox.fail("usergroups.users.list", status=503)
    reminding.wake()
    assert reasons(office) == []
    reminding.wake()
    assert reasons(office) == ["nudge"]


def test_a_scheduler_reads_a_brief_again_only_when_something_happened_or_its_time_has_come(office: Office) -> None:
    asked(staffed(office))
    reminding = Reminding(office.services)
    for minutes in (0, 1, 5, 9):
        office.now = MORNING + timedelta(minutes=minutes)
        reminding.wake()
    assert len(office.sandbox.calls("usergroups.users.list")) == 1
    office.now = MORNING + timedelta(minutes=30)
    reminding.wake()
    assert len(office.sandbox.calls("usergroups.users.list")) == 2


def test_somebody_without_a_known_zone_works_by_the_teams_clock(office: Office) -> None:
    people = office.sandbox.workspace.store.people
    people["U0DEE"] = replace(people["U0DEE"], tz="Mars/Olympus")
    opened_with(staffed(office), approvers=("U0DEE",))
    wake(office, MORNING + 4 * HOUR)
    assert len(thread(office)) == 1


def test_a_reminder_that_somebody_deleted_is_let_be(office: Office) -> None:
    asked(staffed(office))
    wake(office, MORNING + 4 * HOUR)
    office.sandbox.delete_message(DESIGN, thread(office)[0]["ts"])
    approve(office)
    assert thread(office) == []


def test_a_round_up_is_kept_from_nobody_by_somebody_who_has_left_or_cannot_be_written_to(office: Office) -> None:
    asked(staffed(office), "a", "b")
    office.now = MORNING + 24 * HOUR
    Reminding(office.services).wake()
    jobs = {job.payload["person"]: job for job in office.due() if job.name == "round_up"}
    office.sandbox.fail("conversations.open", error="user_disabled")
    office.perform(jobs["U0DEE"])
    office.perform(jobs["U0NOOR"])
    office.perform(jobs["U0NOOR"], attempt=2)
    assert [len(direct(office, user)) for user in ("U0DEE", "U0NOOR")] == [0, 1]
    office.sandbox.delete_message(direct(office, "U0NOOR")[0]["channel"], direct(office, "U0NOOR")[0]["ts"])
    redraw = {"key": "round_up/2026-11-24", "person": "U0NOOR"}
    office.perform(Job("redraw", "redraw_round_up", redraw))
    office.perform(Job("redraw", "redraw_round_up", redraw | {"person": "U0DEE"}))
    assert direct(office, "U0NOOR") == []


def test_a_round_up_goes_to_nobody_who_was_deactivated_since(office: Office) -> None:
    asked(staffed(office), "a", "b")
    job = Job("r", "round_up", {"person": "U0PRIYA", "day": "2026-11-23", "briefs": [1, 2]})
    office.sandbox.deactivate("U0PRIYA")
    office.perform(job)
    assert "conversations.open" not in {call.method for call in office.sandbox.calls() if "U0PRIYA" in str(call.args)}
