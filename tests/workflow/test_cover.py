"""Who decides at this moment in the places of those who are asked, and who of them is away?"""

import pytest

from tests.workflow import story as s
from tests.workflow.test_absence import MONDAY, away
from workflow.absence import Absence
from workflow.brief import Brief
from workflow.cover import Asked, Cover, covers, present

SEATS = frozenset({"U0DEE", "U0OLE"})


def asked(brief: Brief, *cannot: str) -> Asked:
    """Return that Dee and Ole are asked about a brief at its first stage, where the accounts of `cannot` decide not."""
    return Asked(brief, s.DESIGNER, brief.handovers[-1], SEATS, lambda person: person not in cannot)


def test_whoever_is_there_decides_for_themselves_and_a_stand_in_for_whoever_is_away() -> None:
    known = [away("U0DEE", "U0LIV")]
    assert dict(present(asked(s.in_review().brief), known, MONDAY)) == {"U0DEE": "U0LIV", "U0OLE": "U0OLE"}
    assert covers(asked(s.in_review().brief), known, MONDAY) == (Cover(absence=known[0], by="U0LIV"),)
    assert covers(asked(s.in_review().brief), [], MONDAY) == ()


@pytest.mark.parametrize("stand_in", ["U0ROSA", "U0GONE", None])
def test_an_author_an_account_that_cannot_approve_and_nobody_stand_in_for_nobody(stand_in: str | None) -> None:
    brief = s.in_review().brief
    known: list[Absence] = [away("U0DEE", stand_in)]
    assert [cover.by for cover in covers(asked(brief, "U0GONE"), known, MONDAY)] == [None]


def test_a_seat_that_has_its_voice_or_was_handed_on_needs_nobody() -> None:
    known = [away("U0DEE", "U0LIV")]
    story = s.in_review(chain=(s.DESIGNER.model_copy(update={"approvers": ("U0DEE", "U0OLE"), "required": 2}),))
    story.tell(s.yes(s.DEE))
    assert dict(present(asked(story.brief), known, MONDAY)) == {"U0OLE": "U0OLE"}
    moved = s.in_review()
    moved.tell(s.reassign(to=s.MAYA))
    assert dict(present(asked(moved.brief), known, MONDAY)) == {"U0MAYA": "U0MAYA", "U0OLE": "U0OLE"}
    assert covers(asked(moved.brief), known, MONDAY) == ()


def test_whoever_was_given_a_place_and_cannot_approve_any_more_decides_nothing() -> None:
    story = s.in_review()
    story.tell(s.reassign(to=s.MAYA))
    assert dict(present(asked(story.brief, "U0MAYA"), [], MONDAY)) == {"U0MAYA": None, "U0OLE": "U0OLE"}
    story.tell(s.reassign(by=s.ROSA, to=s.DEE))
    assert dict(present(asked(story.brief, "U0DEE"), [], MONDAY))["U0DEE"] is None
