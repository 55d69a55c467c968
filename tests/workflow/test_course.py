"""Which way does a revision take, and do logs of earlier releases still tell the same way?"""

import pytest

from tests.workflow import story as s
from workflow import events as e
from workflow.brief import Brief, Decision
from workflow.course import first_to_ask, standing, steps, voters
from workflow.fold import replay
from workflow.lifecycle import open_brief
from workflow.team import Stage

AT = s.START


def beside(name: str, word: str | None) -> Stage:
    return Stage(name=name, title=name, channel="C0ROOM", approvers=("U0DEE",), parallel=word)


def test_neighbours_with_the_same_word_are_one_step() -> None:
    chain = (beside("a", None), beside("b", "x"), beside("c", "x"), beside("d", None), beside("e", None))
    assert [[stage.name for stage in step] for step in steps(chain)] == [["a"], ["b", "c"], ["d"], ["e"]]


def test_the_voters_of_a_stage_with_groups_are_known_once_somebody_looked() -> None:
    brief = s.in_review().brief
    assert voters(brief, s.DESIGNER) is None
    assert voters(brief, s.DESIGNER, frozenset({"U0NOOR", "U0ROSA"})) == frozenset({"U0NOOR"})
    assert voters(brief, s.AGENCY) == frozenset({"U0AXEL"})
    assert voters(s.in_review(self_approval=True).brief, s.MARKETER) == frozenset({"U0MAYA", "U0ROSA"})


def earlier(*events: e.Event) -> Brief:
    """Return the brief of a log from before events told what changed and how many approvals were missing."""
    return replay([*open_brief("BRF-1", s.opening(), AT), *events])


def written(revision: int) -> e.Drafted:
    return e.Drafted(at=AT, revision=revision, content_hash="hash", written_by="embedded")


def sent(stage: str, revision: int) -> e.HandedOver:
    return e.HandedOver(at=AT, stage=stage, revision=revision)


def said_yes(stage: str, revision: int, by: str = "U0DEE") -> e.Approved:
    return e.Approved(at=AT, by=by, stage=stage, revision=revision, content_hash="hash")


def asked(stage: str, revision: int) -> e.ChangesRequested:
    return e.ChangesRequested(at=AT, by="U0AXEL", stage=stage, revision=revision, section=None, note="Shorter.")


ONCE = (written(1), sent("designer", 1), said_yes("designer", 1), sent("marketer", 1), said_yes("marketer", 1))


def test_an_earlier_log_closes_a_stay_with_its_last_approval() -> None:
    brief = earlier(*ONCE, sent("agency", 1))
    assert [stay.decision for stay in brief.handovers] == [Decision.APPROVED, Decision.APPROVED, None]
    assert [stay.by for stay in brief.handovers[:2]] == ["U0DEE", "U0DEE"]


@pytest.mark.parametrize(("back_to", "stands"), [("agency", True), ("designer", False)])
def test_an_earlier_log_shows_by_the_way_of_a_revision_whether_it_changed_something_material(
    back_to: str, stands: bool
) -> None:
    brief = earlier(*ONCE, sent("agency", 1), asked("agency", 1), written(2), sent(back_to, 2))
    assert (standing(brief, "marketer") is not None) == stands
    assert standing(brief, "agency") is None


def test_the_override_of_a_revision_held_in_an_earlier_log_goes_where_it_was_to_go() -> None:
    held = e.Held(at=AT, revision=2, stage="designer", findings=("?",))
    story = s.Story()
    story.brief = earlier(*ONCE, sent("agency", 1), asked("agency", 1), written(2), held)
    assert story.tell(s.override())[-1] == e.HandedOver(at=story.now, stage="designer", revision=2)


def test_what_is_held_although_everybody_has_approved_is_held_before_the_last_stage() -> None:
    story = s.in_review(chain=(s.DESIGNER, s.MARKETER))
    story.tell(s.yes(), s.yes(s.MAYA, "marketer"))
    assert first_to_ask(story.brief) == "marketer"
