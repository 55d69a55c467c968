"""Who gives somebody without Slack a link, what is done by one, and when does it end?"""

from datetime import timedelta

import pytest

from tests.workflow.story import (
    AGENCY,
    AWAY,
    AXEL,
    CHAIN,
    DEE,
    JO,
    MAYA,
    MINUTE,
    ROSA,
    START,
    Story,
    cancel,
    completed,
    decline,
    drafted,
    in_review,
    link,
    no,
    pause,
    yes,
)
from workflow import commands as c
from workflow import events as e
from workflow.brief import Decision, Status
from workflow.errors import NotAllowed, NotAnApprover, Stale
from workflow.lifecycle import decide
from workflow.links import name_of_person
from workflow.people import Person
from workflow.quorum import Required

WEEK = timedelta(days=7)
BRO = Person(id="LBRO", workspace="link")


def at_agency(required: Required = 1) -> Story:
    """A brief that waits at the agency, of whom so many must approve."""
    others = ("T0AGENCY/U0AXEL", "T0AGENCY/U0EVA")
    story = in_review(chain=(AGENCY.model_copy(update={"required": required, "approvers": others}),))
    story.tell(link())
    return story


def revoke(by: Person = ROSA, person: str = "LJO") -> c.RevokeLink:
    return c.RevokeLink(by=by, person=person)


def test_who_has_a_link_approves_as_themselves() -> None:
    story = at_agency()
    approved, done = story.tell(yes(JO, "agency"))
    assert isinstance(approved, e.Approved)
    assert (approved.by, approved.missing) == ("LJO", 0)
    assert isinstance(done, e.Completed)
    held = story.brief.link("LJO")
    assert held is not None
    assert (held.name, held.by, held.until) == ("Jo Smith", "U0ROSA", START + WEEK)


@pytest.mark.parametrize("by", [ROSA, AXEL])
def test_the_author_and_the_stages_approvers_make_links(by: Person) -> None:
    story = in_review()
    (made,) = story.tell(link(by))
    assert isinstance(made, e.LinkMade)
    assert (made.by, made.stage, made.revision) == (by.id, "agency", 1)


@pytest.mark.parametrize("by", [DEE, MAYA, JO, AXEL.model_copy(update={"workspace": "T0STRANGE"})])
def test_others_make_none_unless_they_administer_the_team(by: Person) -> None:
    story = in_review()
    refused = story.refused(link(by))
    assert isinstance(refused, NotAnApprover)
    assert (
        str(refused) == "Only the author of BRF-1, an approver of Agency acceptance or an admin may make a link for it."
    )
    assert story.tell(link(by).model_copy(update={"is_admin": True}))


def test_a_link_never_leads_to_a_stage_of_the_teams_own() -> None:
    story = in_review()
    assert "the team's own" in str(story.refused(link(stage="designer")))
    assert "no stage called" in str(story.refused(link(stage="nowhere")))


@pytest.mark.parametrize(("days", "refused"), [(0, True), (-1, True), (30, False), (31, True)])
def test_a_link_holds_for_thirty_days_at_most(days: int, refused: bool) -> None:
    story = in_review()
    wish = link(days=days)
    if refused:
        assert "30 days at most" in str(story.refused(wish))
    else:
        assert story.tell(wish)


def test_no_more_than_twenty_links_of_a_brief_hold_at_once() -> None:
    story = in_review()
    story.tell(*(link(person=f"L{i}") for i in range(20)))
    assert "Revoke one" in str(story.refused(link()))
    story.tell(revoke(person="L3"), link())


def test_a_link_expires_to_the_second() -> None:
    story = at_agency()
    with pytest.raises(NotAnApprover, match="has expired"):
        decide(story.brief, yes(JO, "agency"), START + WEEK)
    assert decide(story.brief, yes(JO, "agency"), START + WEEK - timedelta(seconds=1))


def test_a_revoked_link_is_over_at_once_and_for_good() -> None:
    story = at_agency()
    (ended,) = story.tell(revoke(AXEL))
    assert isinstance(ended, e.LinkRevoked)
    assert (ended.by, ended.person, ended.stage) == ("U0AXEL", "LJO", "agency")
    assert str(story.refused(no(JO, "agency"))) == "This link was revoked."
    assert isinstance(story.refused(revoke()), Stale)
    held = story.brief.link("LJO")
    assert held is not None
    assert (held.revoked_by, held.revoked_at) == ("U0AXEL", story.now)


def test_one_link_revoked_leaves_the_others() -> None:
    story = at_agency()
    story.tell(link(person="LBRO"), revoke())
    assert story.tell(yes(BRO, "agency"))


def test_only_those_who_may_make_links_revoke_them() -> None:
    story = at_agency()
    assert isinstance(story.refused(revoke(DEE)), NotAnApprover)
    assert isinstance(story.refused(revoke(person="LNOBODY")), NotAllowed)
    assert story.tell(revoke(DEE).model_copy(update={"is_admin": True}))


def test_an_expired_link_need_not_be_revoked() -> None:
    story = at_agency()
    story.now = START + WEEK
    assert str(story.refused(revoke())) == "The link for Jo Smith has expired already."


def test_a_link_is_for_one_stage_and_one_brief() -> None:
    second = AGENCY.model_copy(update={"name": "printer", "title": "The printer"})
    story = in_review(chain=(AGENCY, second))
    story.tell(link(stage="printer"))
    assert "not for Agency acceptance" in str(story.refused(yes(JO, "agency")))
    story.tell(yes(AXEL, "agency"))
    assert story.tell(yes(JO, "printer"))
    assert "not for Agency acceptance" in str(in_review(chain=(AGENCY,)).refused(yes(JO, "agency")))


def test_somebody_of_slack_with_the_id_of_a_link_is_nobody() -> None:
    story = at_agency()
    for workspace in ("T0HOME", AWAY):
        assert isinstance(story.refused(yes(Person(id="LJO", workspace=workspace), "agency")), NotAnApprover)


def test_the_end_of_the_brief_ends_its_links() -> None:
    for ended in (completed(), at_agency(), at_agency()):
        if ended.brief.status is Status.IN_REVIEW:
            ended.tell(cancel() if ended.brief.position % 2 else decline(AXEL, "agency"))
        assert isinstance(ended.refused(yes(JO, "agency")), Stale)
        assert isinstance(ended.refused(link(person="LBRO")), Stale)


def test_nothing_is_decided_by_a_link_while_the_brief_is_paused() -> None:
    story = at_agency()
    story.tell(pause())
    assert "paused" in str(story.refused(yes(JO, "agency")))


def test_a_link_follows_its_stage_to_the_newest_revision() -> None:
    story = at_agency()
    story.tell(no(JO, "agency"), drafted(2))
    assert isinstance(story.refused(yes(JO, "agency", 1)), Stale)
    assert story.tell(yes(JO, "agency", 2))


def test_who_was_quicker_by_a_link_is_named_to_the_others() -> None:
    story = at_agency()
    story.tell(no(JO, "agency"))
    assert str(story.refused(yes(AXEL, "agency"))).startswith("Jo Smith asked for changes to revision 1 already")
    story.tell(drafted(2), yes(JO, "agency", 2))
    ended = at_agency()
    ended.tell(decline(JO, "agency"))
    assert str(ended.refused(yes(AXEL, "agency"))) == "BRF-1 was declined by Jo Smith."
    beside = in_review(chain=(AGENCY, *CHAIN[:1]))
    beside.tell(link(), yes(JO, "agency"))
    assert str(beside.refused(yes(AXEL, "agency"))) == "Jo Smith approved revision 1 of BRF-1 already."


@pytest.mark.parametrize(("required", "more"), [(1, 0), (2, 1), ("any", 0), ("all", 2), ("majority", 1)])
def test_who_approves_by_a_link_is_one_voter_more(required: Required, more: int) -> None:
    story = at_agency(required)
    listed = {"voters": frozenset({"U0AXEL", "U0EVA"})}
    first, *_ = story.tell(yes(JO, "agency").model_copy(update=listed))
    assert isinstance(first, e.Approved)
    assert first.missing == more
    assert isinstance(story.refused(yes(JO, "agency")), Stale)
    people = (AXEL, Person(id="U0EVA", workspace=AWAY))
    story.tell(*(yes(person, "agency").model_copy(update=listed) for person in people[:more]))
    assert story.brief.status is Status.COMPLETED
    assert [stay.decision for stay in story.brief.handovers] == [Decision.APPROVED]


def test_who_has_a_link_and_does_not_answer_holds_nobody_up() -> None:
    story = at_agency("all")
    people = (AXEL, Person(id="U0EVA", workspace=AWAY))
    listed = {"voters": frozenset(person.id for person in people)}
    story.tell(*(yes(person, "agency").model_copy(update=listed) for person in people), after=MINUTE)
    assert story.brief.status is Status.COMPLETED


def test_the_members_of_a_group_and_a_link_are_counted_together() -> None:
    story = in_review(chain=(AGENCY.model_copy(update={"required": "all", "approvers": ("S0AGENCY",)}),))
    story.tell(link())
    members = frozenset({"U0ZED"})
    first, *_ = story.tell(yes(JO, "agency").model_copy(update={"voters": members}))
    assert isinstance(first, e.Approved)
    assert first.missing == 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" Jo\n Smith ", "Jo Smith"),
        ("Jo \u202eSmith", "Jo Smith"),
        ("J\u200bo\u0000", "Jo"),
        ("\u2066\u2069", ""),
        ("José Šmíd-O’Neill", "José Šmíd-O’Neill"),
    ],
)
def test_a_name_is_one_line_without_what_nobody_sees(typed: str, name: str) -> None:
    assert name_of_person(typed) == name
