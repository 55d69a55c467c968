"""What holds in every life that a brief can have?"""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from tests.workflow import story as s
from tests.workflow.walks import WALKS, Walk, all_walks, voters
from workflow import commands as c
from workflow import events as e
from workflow.absence import stand_in_of
from workflow.brief import Brief, Decision, Handover, Status
from workflow.conditions import Condition, Facts
from workflow.effects import RefreshRequest
from workflow.fold import evolve, replay
from workflow.lifecycle import decide
from workflow.people import Person
from workflow.reactions import react
from workflow.team import Stage


@pytest.fixture(scope="module")
def walks() -> tuple[Walk, ...]:
    return all_walks()


def test_the_walks_reach_every_part_of_a_life(walks: tuple[Walk, ...]) -> None:
    reached = Counter(status for walk in walks for status in {state.status for state in walk.states})
    assert len(walks) == WALKS
    assert reached[Status.COMPLETED] >= 300, reached
    assert reached[Status.CANCELLED] >= 300, reached
    assert reached[Status.DECLINED] >= 300, reached
    assert reached[Status.PAUSED] >= 200, reached
    assert reached[Status.WITHDRAWN] >= 200, reached
    assert reached[Status.DRAFT_FAILED] >= 300, reached
    completed = Counter(walk.end.workflow for walk in walks if walk.end.status is Status.COMPLETED)
    assert min(completed["campaign"], completed["errand"]) >= 150, completed
    seen = Counter(type(event) for walk in walks for event in walk.history)
    assert min(seen[kind] for kind in e.Event.__args__) >= 100, seen
    assert sum(walk.refusals for walk in walks) >= 300
    assert sum(walk.end.revision >= 3 for walk in walks) >= 100
    for required in (2, "any", "all", "majority"):
        assert sum(_was_completed_with(walk.end, required) for walk in walks) >= 100, required
    assert sum(any(len(state.open_handovers) == 2 for state in walk.states) for walk in walks) >= 300
    assert sum(any(approval.is_own for approval in walk.end.approvals) for walk in walks) >= 100


def _was_completed_with(brief: Brief, required: object) -> bool:
    return brief.status is Status.COMPLETED and any(stage.required == required for stage in brief.chain)


def test_the_log_replayed_is_the_brief_folded_step_by_step(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        assert replay(walk.history) == walk.end, walk.seed
        assert walk.end.position == len(walk.history), walk.seed


def test_what_is_open_is_of_the_newest_revision_and_only_in_review(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for state in walk.rests:
            assert {stay.revision for stay in state.open_handovers} <= {state.revision}, walk.seed
            under_review = state.status in {Status.IN_REVIEW, Status.PAUSED}
            assert bool(state.open_handovers) == under_review, walk.seed


def test_several_stages_decide_at_once_only_side_by_side_or_when_one_looks_again(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        again = {(event.stage, event.revision) for event in walk.history if isinstance(event, e.LookedAgain)}
        for state in walk.rests:
            stays = [stay for stay in state.open_handovers if (stay.stage, stay.revision) not in again]
            stages = [state.stage_named(stay.stage) for stay in stays]
            assert len(stays) <= 1 or all(stage and stage.parallel for stage in stages), walk.seed


def test_what_is_held_waits_for_its_author_and_is_nowhere(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for state in walk.states:
            if state.held:
                assert state.status in {Status.DRAFTING, Status.CANCELLED}, walk.seed
                assert state.held.revision == state.revision, walk.seed
                assert state.open_handover is None, walk.seed


def _missing(walk: Walk, place: int) -> int:
    """How many approvals were missing after the one that the log has at `place`, counted anew from the policy.

    The electorate is whoever Slack named at the click, whoever's request was reassigned, and whoever has a link.
    """
    event, cause = walk.history[place], walk.causes[place]
    assert isinstance(event, e.Approved)
    assert isinstance(cause, c.Approve)
    before = [one for one in walk.history[: place + 1] if isinstance(one, e.Approved | e.Reassigned)]
    here = [one for one in before if (one.stage, one.revision) == (event.stage, event.revision)]
    voices = {one.on_behalf_of or one.by for one in here if isinstance(one, e.Approved)}
    stage = walk.end.stage_named(event.stage)
    assert stage is not None
    if isinstance(stage.required, int):
        return max(0, stage.required - len(voices))
    if cause.voters is None and stage.required == "any":
        return 0
    moved = {one.asked for one in here if isinstance(one, e.Reassigned)}
    assert cause.voters is not None or not stage.groups, "it was counted without knowing who is in the groups"
    known = stage.persons if cause.voters is None else cause.voters
    electorate = known | moved | {voice for voice in voices if voice.startswith("L")}
    electorate -= set() if walk.end.self_approval else {walk.end.author}
    shares = {"any": 1, "all": max(1, len(electorate)), "majority": len(electorate) // 2 + 1}
    return max(0, shares[str(stage.required)] - len(voices & electorate))


def _approvals(walk: Walk) -> list[tuple[int, e.Approved]]:
    return [(place, event) for place, event in enumerate(walk.history) if isinstance(event, e.Approved)]


def test_how_many_are_missing_is_counted_among_those_who_can_approve_at_the_click(walks: tuple[Walk, ...]) -> None:
    seen: Counter[object] = Counter()
    for walk in walks:
        for place, event in _approvals(walk):
            assert event.missing == _missing(walk, place), walk.seed
            stage, cause = walk.end.stage_named(event.stage), walk.causes[place]
            if stage and stage.counts_voters and isinstance(cause, c.Approve) and cause.voters is not None:
                gone = voters(stage) - cause.voters
                earlier = walk.states[place - 1].voices_of(event.stage, event.revision)
                seen.update(["fewer"] * bool(gone) + ["gone after approving"] * bool(gone & earlier))
    assert seen["fewer"] >= 300, seen
    assert seen["gone after approving"] >= 60, seen


def _stands(state: Brief, stage: str) -> bool:
    """Whether the newest decision of a stage is a yes that nothing material came after."""
    stays = [stay for stay in state.handovers if stay.stage == stage]
    if not stays or stays[-1].decision is not Decision.APPROVED:
        return False
    later = [revision for revision in state.revisions if revision.number > stays[-1].revision]
    return not any(set(revision.changed or ()) & set(state.material) for revision in later)


def test_completed_means_that_every_stage_has_approved_or_was_skipped_aloud(walks: tuple[Walk, ...]) -> None:
    kept = 0
    for walk in walks:
        if walk.end.status is not Status.COMPLETED:
            continue
        skipped = {one.stage for one in walk.end.skipped if one.revision == walk.end.revision}
        told = {(one.stage, one.approved) for one in walk.end.kept if one.revision == walk.end.revision}
        for stage in walk.end.chain:
            if stage.name in skipped and stage.when is not None:
                continue
            assert _stands(walk.end, stage.name), walk.seed
            stays = [h for h in walk.end.handovers if h.stage == stage.name]
            if stays[-1].revision < walk.end.revision:
                assert (stage.name, stays[-1].revision) in told, walk.seed
                kept += 1
    assert kept >= 30


def test_a_stage_never_passes_by_absence(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        last = {(event.stage, event.revision): _missing(walk, place) for place, event in _approvals(walk)}
        for stay in walk.end.handovers:
            enough = last.get((stay.stage, stay.revision)) == 0
            assert (stay.decision is Decision.APPROVED) == enough, walk.seed


def _holds(condition: Condition, facts: Facts) -> bool:
    """Whether one of the conditions that the walks draw holds, asked anew."""
    if condition.budget_over is not None:
        return facts.budget > condition.budget_over
    if condition.findings:
        return any(name in facts.findings for name in condition.findings)
    if condition.claims:
        return bool(facts.claims)
    assert condition.markets == ("Germany",), "a condition that this test does not know"
    return facts.market in {None, "Germany"}


def _asked_for_changes(state: Brief, stage: str) -> bool:
    before = [stay.decision for stay in state.handovers if stay.stage == stage]
    return bool(before) and before[-1] is Decision.CHANGES_REQUESTED


def test_a_stage_is_skipped_exactly_where_its_condition_does_not_hold_and_nobody_waits_for_an_answer(
    walks: tuple[Walk, ...],
) -> None:
    seen: Counter[str] = Counter()
    for walk in walks:
        again = {(event.stage, event.revision) for event in walk.history if isinstance(event, e.LookedAgain)}
        for place, event in enumerate(walk.history):
            if not isinstance(event, e.Skipped | e.HandedOver):
                continue
            before = walk.states[place - 1]
            stage, facts = before.stage_named(event.stage), before.written(event.revision).facts
            assert stage is not None
            needed = stage.when is None or facts is None or _holds(stage.when, facts)
            owed = _asked_for_changes(before, event.stage)
            if isinstance(event, e.Skipped):
                assert not needed, walk.seed
                assert not owed, walk.seed
                seen["skipped"] += 1
            elif (event.stage, event.revision) not in again:
                assert needed or owed, walk.seed
                seen["owed"] += not needed
                seen["needed"] += stage.when is not None and facts is not None and needed
    assert seen["skipped"] >= 200, seen
    assert seen["needed"] >= 200, seen
    assert seen["owed"] >= 8, seen


def test_nobody_is_asked_before_those_in_front_have_approved_or_are_skipped(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        again = {(event.stage, event.revision) for event in walk.history if isinstance(event, e.LookedAgain)}
        for state, event in zip(walk.states, walk.history, strict=True):
            if isinstance(event, e.HandedOver) and (event.stage, event.revision) not in again:
                for stage in _in_front(state, event.stage):
                    skipped = (stage, event.revision) in {(one.stage, one.revision) for one in state.skipped}
                    assert skipped or _stands(state, stage), walk.seed


def _in_front(brief: Brief, name: str) -> list[str]:
    """The stages in front of one, without those that decide at the same time."""
    names = [stage.name for stage in brief.chain]
    together = {stage.name: stage.parallel for stage in brief.chain}
    return [one for one in names[: names.index(name)] if not together[one] or together[one] != together[name]]


def test_only_the_author_stops_mends_and_overrides(walks: tuple[Walk, ...]) -> None:
    own = e.Withdrawn | e.Paused | e.Resumed | e.Cancelled | e.Overridden | e.InputsRevised | e.DraftRetried
    for walk in walks:
        assert {event.by for event in walk.history if isinstance(event, own)} <= {walk.end.author}, walk.seed


def test_a_request_is_handed_on_by_whoever_holds_it_by_its_author_or_by_an_admin(walks: tuple[Walk, ...]) -> None:
    seen: Counter[str] = Counter()
    for walk in walks:
        held: dict[tuple[str, int, str], str] = {}
        for event, cause in zip(walk.history, walk.causes, strict=True):
            if isinstance(event, e.Reassigned) and isinstance(cause, c.Reassign):
                seat = (event.stage, event.revision, event.asked)
                holder = held.get(seat, event.asked)
                stands_in = holder in {who.id for who in cause.by.stands_in_for}
                entitled = event.by in {holder, walk.end.author} or cause.is_admin or stands_in
                assert entitled, walk.seed
                seen["holder" if event.by == holder else "other"] += 1
                held[seat] = event.to
    assert min(seen["holder"], seen["other"]) >= 30, seen


def test_an_edited_document_is_of_the_newest_revision_and_of_somebody_of_the_brief(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for place, event in enumerate(walk.history):
            cause = walk.causes[place]
            if isinstance(event, e.Edited) and isinstance(cause, c.Edit):
                assert cause.based_on == walk.states[place - 1].revision, walk.seed
                assert cause.by.id != s.STRANGER.id or cause.by.workspace != s.STRANGER.workspace, walk.seed


def test_who_decides_has_an_account_and_is_listed_at_that_very_moment(walks: tuple[Walk, ...]) -> None:
    decided = 0
    for walk in walks:
        for event, cause in zip(walk.history, walk.causes, strict=True):
            if not isinstance(event, e.Approved | e.ChangesRequested | e.Declined):
                continue
            assert isinstance(cause, c.Approve | c.RequestChanges | c.Decline)
            person, stage = cause.by, walk.end.stage_named(event.stage)
            assert stage is not None
            assert person.is_active, walk.seed
            assert not person.is_guest or stage.outside or person.workspace != s.HOME, walk.seed
            if event.on_behalf_of is None and not walk.end.link(person.id):
                assert _is_listed(person, stage), walk.seed
                decided += 1
    assert decided >= 2000


def _is_listed(person: Person, stage: Stage) -> bool:
    if person.workspace != s.HOME:
        return f"{person.workspace}/{person.id}" in stage.approvers
    return bool({person.id, *person.groups} & set(stage.approvers))


def test_who_decides_by_a_link_does_so_at_its_stage_while_it_holds(walks: tuple[Walk, ...]) -> None:
    seen = Counter[bool]()
    for walk in walks:
        made = {event.person: event for event in walk.history if isinstance(event, e.LinkMade)}
        revoked = {event.person: event.at for event in walk.history if isinstance(event, e.LinkRevoked)}
        for event in walk.history:
            if isinstance(event, e.Approved | e.ChangesRequested | e.Declined) and event.by in made:
                link = made[event.by]
                assert event.stage == link.stage, walk.seed
                assert link.at <= event.at <= min(link.until, revoked.get(link.person, link.until)), walk.seed
                assert event.at < link.until, walk.seed
                seen[walk.end.status is Status.COMPLETED] += 1
    assert min(seen[True], seen[False]) >= 50, seen


def test_nobody_decides_twice_on_one_request(walks: tuple[Walk, ...]) -> None:
    decisive = e.Approved | e.ChangesRequested | e.Declined
    for walk in walks:
        stays = Counter((h.stage, h.revision) for h in walk.end.handovers)
        assert max(stays.values(), default=1) == 1, walk.seed
        decided = Counter((ev.by, ev.stage, ev.revision) for ev in walk.history if isinstance(ev, decisive))
        assert max(decided.values(), default=1) == 1, walk.seed


def test_nobody_is_reminded_twice_of_one_thing_and_a_thread_calls_people_once(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        given: Counter[object] = Counter()
        called: Counter[object] = Counter()
        for event in walk.history:
            if isinstance(event, e.Reminded):
                people = (*event.mentioned, *event.told)
                given.update((event.stage, event.revision, event.about, who) for who in people)
                called.update([(event.stage, event.revision)] * bool(event.mentioned))
                assert people or event.about == "breach", walk.seed
        assert max((*given.values(), *called.values()), default=1) == 1, walk.seed


def test_a_place_has_one_voice_whoever_gives_it(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        voices = Counter((a.on_behalf_of or a.by, a.stage, a.revision) for a in walk.end.approvals)
        assert max(voices.values(), default=1) == 1, walk.seed


def test_only_a_stand_in_or_an_assignee_decides_in_anothers_place(walks: tuple[Walk, ...]) -> None:
    ways: Counter[str] = Counter()
    for walk in walks:
        moved: dict[tuple[str, int, str], str] = {}
        for place, event in enumerate(walk.history):
            if isinstance(event, e.Reassigned):
                moved[event.stage, event.revision, event.asked] = event.to
            if isinstance(event, e.Approved | e.ChangesRequested | e.Declined):
                seat = event.on_behalf_of or event.by
                holder = moved.get((event.stage, event.revision, seat), seat)
                stood_in = event.by != holder
                assert not stood_in or event.by in _stand_ins(walk, holder, event.at), walk.seed
                assert not stood_in or not _answers_for(walk.states[place - 1], event.stage, event.by), walk.seed
                ways["stand-in" if stood_in else "own" if holder == seat else "assignee"] += 1
                ways["both"] += stood_in and holder != seat
    assert ways["stand-in"] >= 400, ways
    assert ways["assignee"] >= 200, ways
    assert ways["both"] >= 5, ways


def _answers_for(state: Brief, stage: str, person: str) -> bool:
    """Whether somebody wrote the brief, or approved what stands of it at another stage: they take nobody's place."""
    if person == state.author and not state.self_approval:
        return True
    newest = {stay.stage: stay for stay in state.handovers if stay.stage != stage}
    valid = [stay for stay in newest.values() if stay.revision == state.revision or _stands(state, stay.stage)]
    return any(one.by == person for stay in valid for one in state.approvals_of(stay.stage, stay.revision))


def _stand_ins(walk: Walk, person: str, at: datetime) -> set[str | None]:
    """Who decides for `person` about then: a log's clock never runs backwards, the walk's does by half an hour."""
    return {stand_in_of(walk.away, person, at - timedelta(minutes=back)) for back in (0, 30, 60, 90, 120)}


def test_a_request_that_is_overtaken_has_no_decision_and_says_what_ended_it(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for stay in walk.end.handovers:
            assert stay.is_open or stay.decision is Decision.APPROVED or stay.ended_with is not None, walk.seed
            if stay.ended_with is not None and stay.decision is not None:
                assert stay.ended_with.stage == stay.stage, walk.seed


def test_each_message_whose_request_ends_gets_another_face(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        faces = {(fx.stage, fx.revision) for ev in walk.history for fx in react(ev) if isinstance(fx, RefreshRequest)}
        assert {(h.stage, h.revision) for h in walk.end.handovers if not h.is_open} <= faces, walk.seed


def test_nothing_is_decided_while_the_clock_stands_still(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for before, after in pairwise(walk.states):
            if before.status is Status.PAUSED:
                assert after.approvals == before.approvals, walk.seed
                assert after.changes == before.changes, walk.seed
        assert all(pause.end is not None for pause in walk.end.pauses[:-1]), walk.seed
        assert walk.end.paused or all(pause.end is not None for pause in walk.end.pauses), walk.seed


def _in_order(handover: Handover) -> bool:
    moments = [handover.handed_over_at, handover.delivered_at, handover.closed_at]
    known = [moment for moment in moments if moment is not None]
    return known == sorted(known)


def test_a_delivery_lies_within_its_stay(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for state in walk.states:
            assert all(map(_in_order, state.handovers)), walk.seed


def test_an_approval_binds_to_the_content_of_its_revision(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        hashes = {revision.number: revision.content_hash for revision in walk.end.revisions}
        for approval in walk.end.approvals:
            assert approval.content_hash == hashes[approval.revision], walk.seed


def test_a_stranger_never_decides_and_the_author_only_where_the_team_allows_it(walks: tuple[Walk, ...]) -> None:
    listed = {person.id for person in (s.DEE, s.NOOR, s.MAYA, s.AXEL)}
    for walk in walks:
        allowed = listed | {s.ROSA.id} if walk.end.self_approval else listed
        allowed = allowed | {link.person for link in walk.end.links}
        decided: list[e.Approved | e.ChangesRequested] = [*walk.end.approvals, *walk.end.changes]
        assert {one.on_behalf_of or one.by for one in decided} <= allowed, walk.seed
        assert {one.by for one in decided} <= allowed | {s.LIV.id, s.OLE.id}, walk.seed
        assert all(a.is_own == (a.by == s.ROSA.id) for a in walk.end.approvals), walk.seed


def test_revisions_count_up_by_one(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        numbers = [revision.number for revision in walk.end.revisions]
        assert numbers == list(range(1, len(numbers) + 1)), walk.seed


def test_a_brief_never_moves_back_in_time(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        moments = [state.changed_at for state in walk.states]
        assert moments == sorted(moments), walk.seed


def test_reports_that_come_after_the_end_change_nothing(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        if not walk.end.status.is_final:
            continue
        late = walk.end.changed_at + timedelta(hours=1)
        for report in _reports_about(walk.end):
            assert decide(walk.end, report, late) == [], walk.seed
        told = decide(walk.end, c.RecordAuthorMessage(message=s.posted(late)), late)
        for event in told:
            assert evolve(walk.end, event).status is walk.end.status, walk.seed


def _reports_about(brief: Brief) -> list[c.Command]:
    return [
        s.drafted(brief.next_revision),
        s.failed(brief.next_revision),
        c.RetryDelivery(),
        *(s.delivered(h.stage, h.revision) for h in brief.handovers),
        *(s.blocked(h.stage, h.revision) for h in brief.handovers),
    ]
