"""Is every deed of a trial done once, whatever fails, and does what comes late change nothing?"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from bot.failures import Temporary
from bot.sandbox.records import JSON
from storage.job import Job, RetryLater
from storage.trial_codec import encode_shadow_effect
from tests.bot.office import AUTHOR, HOME, NO_MODEL, Broken, Office
from tests.journeys.test_shadow import written
from tests.workflow.drafting import material
from workflow.draft import Section
from workflow.drafting.port import Assignment, Drafter, Progress, TryLater, Written, unheard
from workflow.shadow import reactions as fx
from workflow.shadow import wishes as w
from workflow.shadow.figures import trial_figures
from workflow.shadow.questions import Choice
from workflow.shadow.trial import Pair, Trial

HEAD, DEE, NOOR = "U0PRIYA", "U0DEE", "U0NOOR"


def begin(office: Office, **other: Any) -> Trial:
    office.apply_team()
    rules: dict[str, Any] = {"first_day": date(2026, 11, 23), "last_day": date(2026, 12, 7), "reviewers": (DEE, NOOR)}
    more = {"workspace": HOME, "team": "Northfold marketing", "zone": "Europe/London", "bar": 50, "seed": "5eed"}
    return office.services.trials.start(w.StartTrial(by=HEAD, **rules, **more, **other), office.now)


def enter(office: Office) -> Pair:
    writer = office.sandbox.person(AUTHOR.id)
    file = writer.upload("C0MARKETING", "my brief.docx", written())["id"]
    command = w.EnterPair(by=AUTHOR.id, campaign=material.campaign(), minutes=90, file=file)
    return office.services.trials.submit(1, command, office.now).pairs[-1]


def pair(office: Office) -> Pair:
    return office.services.trials.trial(1).pairs[0]


def do(office: Office, effect: fx.ShadowEffect, attempt: int = 1) -> None:
    payload = {"trial": 1, "effect": encode_shadow_effect(effect)}
    office.perform(Job(f"test/{effect!r}", "shadow", payload), attempt)


def told(office: Office, user: str) -> list[JSON]:
    person = office.sandbox.person(user)
    return person.messages(person.dm())


def test_a_pair_goes_from_its_entry_to_both_reviewers_and_no_brief_is_opened(office: Office) -> None:
    begin(office)
    enter(office)
    assert office.work() == []
    assert set(pair(office).shown) == {DEE, NOOR}
    assert office.services.queries.briefs() == []
    for reviewer in (DEE, NOOR):
        assert len(told(office, reviewer)) == 2  # the welcome and the pair
    assert [message["text"] for message in told(office, AUTHOR.id)] == ["SHD-1 is in the trial."]


@dataclass
class Heard:
    """A drafter that remembers what it was given."""

    writer: Drafter
    given: list[Assignment] = field(default_factory=list)

    def write(self, assignment: Assignment, progress: Progress = unheard, *, patient: bool = False) -> Written:
        self.given.append(assignment)
        return self.writer.write(assignment, progress, patient=patient)


def test_the_agent_gets_what_it_gets_for_every_brief_and_its_marks_reach_no_reviewer(office: Office) -> None:
    begin(office)
    text = "Name the shop nearest to the reader."
    office.services.guidance.accept(Section.PROPOSITION, text, "V1", office.now, "U0MAYA")
    heard = Heard(office.services.drafter)
    office.services = replace(office.services, drafter=heard)
    enter(office)
    office.work()
    (given,) = heard.given
    assert [(one.text, one.accepted_by) for one in given.guidance] == [(text, "Maya Lindqvist")]
    assert "Dee Okafor" in given.names.values(), "so that no model is told who approves"
    shown = office.services.sheets.load(str(pair(office).agent_sheet)).said()
    assert text.rstrip(".") in shown
    for mark in ("standing guidance", "Maya", "Dee Okafor"):
        assert mark not in shown


def test_after_a_crash_nothing_is_said_or_uploaded_twice(office: Office) -> None:
    begin(office)
    enter(office)
    office.work()
    uploads = len(office.sandbox.calls("files.completeUploadExternal"))
    for reviewer in pair(office).reviewers:
        do(office, fx.ShowPair(pair=1, reviewer=reviewer), attempt=2)
        do(office, fx.WelcomeReviewer(reviewer=reviewer), attempt=2)
        assert len(told(office, reviewer)) == 2
    do(office, fx.TellWriter(pair=1), attempt=2)
    do(office, fx.ReadDocument(pair=1), attempt=2)
    do(office, fx.WriteRival(pair=1), attempt=2)
    assert len(told(office, AUTHOR.id)) == 1
    assert len(office.sandbox.calls("files.completeUploadExternal")) == uploads == 2
    assert office.due() == []


def test_a_pair_for_which_no_draft_can_be_written_is_lost_and_shown_to_nobody(office: Office) -> None:
    begin(office)
    office.with_drafter(Broken(NO_MODEL, office.services.drafter))
    enter(office)
    office.work()
    assert pair(office).failure == "The model did not answer in time."
    assert pair(office).shown == {}
    assert trial_figures(office.services.trials.trial(1), {}).outcomes.person == 1


def test_a_draft_that_may_become_better_is_waited_for(office: Office) -> None:
    begin(office)
    later = TryLater("The model asks for patience.", Temporary("x").pause)
    office.with_drafter(Broken(later, office.services.drafter))
    enter(office)
    with pytest.raises(RetryLater):
        do(office, fx.WriteRival(pair=1))
    assert office.work() == []
    assert pair(office).draft is not None


def test_without_a_team_the_agent_waits(office: Office) -> None:
    office.services.trials.start(
        w.StartTrial(
            by=HEAD,
            workspace=HOME,
            team="T",
            zone="Europe/London",
            first_day=date(2026, 11, 23),
            last_day=date(2026, 12, 7),
            reviewers=(DEE, NOOR),
            bar=50,
            seed="5eed",
        ),
        office.now,
    )
    enter(office)
    with pytest.raises(RetryLater):
        do(office, fx.WriteRival(pair=1))


def test_what_comes_after_the_end_of_a_trial_is_not_done(office: Office) -> None:
    begin(office)
    enter(office)
    office.services.trials.submit(1, w.EndTrial(by=HEAD), office.now)
    office.work()
    assert pair(office).shown == {}
    do(office, fx.ShowPair(pair=1, reviewer=DEE))
    do(office, fx.ShowPair(pair=9, reviewer=DEE))
    do(office, fx.RefreshPair(pair=1, reviewer=DEE))
    do(office, fx.TellWriter(pair=1, refused="F0"))
    assert pair(office).shown == {}
    assert len(told(office, DEE)) == 1


def test_a_message_that_slack_no_longer_edits_keeps_its_face_and_what_was_said_stands(office: Office) -> None:
    begin(office)
    enter(office)
    office.work()
    message = pair(office).shown[DEE]
    office.sandbox.delete_message(message.channel, message.ts)
    said = w.Judge(pair=1, by=DEE, answers={}, overall=Choice.A)
    office.services.trials.submit(1, said, office.now)
    assert office.work() == []
    assert pair(office).judgement_of(DEE) is not None
    office.services.trials.submit(1, w.EndTrial(by=HEAD), office.now)
    assert office.work() == []
    assert any("is closed" in one["text"] for one in told(office, NOOR))


def test_a_reviewer_who_cannot_be_told_of_the_trial_does_not_hold_it_up(office: Office) -> None:
    dm = office.sandbox.person(DEE).dm()
    office.sandbox.fail("chat.postMessage", channel=dm, error="is_archived", times=1)
    begin(office)
    enter(office)
    assert office.work() == []
    assert set(pair(office).shown) == {DEE, NOOR}
