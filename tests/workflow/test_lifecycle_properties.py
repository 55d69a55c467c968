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
from workflow.effects import RefreshRequest
from workflow.fold import evolve, replay
from workflow.lifecycle import decide
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


def _enough(brief: Brief, stage: Stage, revision: int) -> int:
    """How many approvals the stage needed, counted anew from its policy."""
    everybody = voters(stage) if brief.self_approval else voters(stage) - {brief.author}
    everybody |= {one.by for one in brief.approvals_of(stage.name, revision) if one.by.startswith("L")}
    shares = {"any": 1, "all": len(everybody), "majority": len(everybody) // 2 + 1}
    return shares.get(str(stage.required)) or int(stage.required)


def test_completed_means_that_every_stage_has_approved_or_was_skipped_aloud(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        if walk.end.status is not Status.COMPLETED:
            continue
        skipped = {one.stage for one in walk.end.skipped if one.revision == walk.end.revision}
        for stage in walk.end.chain:
            stays = [h for h in walk.end.handovers if h.stage == stage.name]
            if stage.name in skipped and stage.when is not None:
                continue
            given = {a.by for a in walk.end.approvals_of(stage.name, stays[-1].revision)}
            assert stays[-1].decision is Decision.APPROVED, walk.seed
            assert len(given) == _enough(walk.end, stage, stays[-1].revision), walk.seed
            later = [r for r in walk.end.revisions if r.number > stays[-1].revision]
            assert not any(set(r.changed or ()) & set(walk.end.material) for r in later), walk.seed


def test_a_stage_never_passes_by_absence(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for state in walk.states:
            for stay in state.handovers:
                given = state.approvals_of(stay.stage, stay.revision)
                stage = state.stage_named(stay.stage)
                assert stage is not None
                enough = len({a.by for a in given}) >= _enough(state, stage, stay.revision)
                assert (stay.decision is Decision.APPROVED) == enough, walk.seed
        for skip in walk.end.skipped:
            stage = walk.end.stage_named(skip.stage)
            assert stage is not None
            assert stage.when is not None, walk.seed
            assert walk.end.handover(skip.stage, skip.revision) is None, walk.seed


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
        for event in walk.history:
            if isinstance(event, e.Reassigned):
                moved[event.stage, event.revision, event.asked] = event.to
            if isinstance(event, e.Approved | e.ChangesRequested | e.Declined):
                seat = event.on_behalf_of or event.by
                holder = moved.get((event.stage, event.revision, seat), seat)
                stood_in = event.by != holder
                assert not stood_in or event.by in _stand_ins(walk, holder, event.at), walk.seed
                ways["stand-in" if stood_in else "own" if holder == seat else "assignee"] += 1
                ways["both"] += stood_in and holder != seat
    assert ways["stand-in"] >= 400, ways
    assert ways["assignee"] >= 200, ways
    assert ways["both"] >= 5, ways


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
