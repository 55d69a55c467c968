"""What holds in every life that a brief can have?"""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from tests.workflow import story as s
from tests.workflow.walks import WALKS, Walk, all_walks
from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief, Decision, Handover, Status
from workflow.fold import evolve, replay
from workflow.lifecycle import decide


@pytest.fixture(scope="module")
def walks() -> tuple[Walk, ...]:
    return all_walks()


def test_the_walks_reach_every_part_of_a_life(walks: tuple[Walk, ...]) -> None:
    reached = Counter(status for walk in walks for status in {state.status for state in walk.states})
    assert len(walks) == WALKS
    assert reached[Status.COMPLETED] >= 300, reached
    assert reached[Status.CANCELLED] >= 300, reached
    assert reached[Status.DRAFT_FAILED] >= 300, reached
    seen = Counter(type(event) for walk in walks for event in walk.history)
    assert min(seen[kind] for kind in e.Event.__args__) >= 300, seen
    assert sum(walk.refusals for walk in walks) >= 300
    assert sum(walk.end.revision >= 3 for walk in walks) >= 100
    assert sum(_was_approved_by_two(walk.end) for walk in walks) >= 100


def _was_approved_by_two(brief: Brief) -> bool:
    return brief.status is Status.COMPLETED and any(stage.required == 2 for stage in brief.chain)


def test_the_log_replayed_is_the_brief_folded_step_by_step(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        assert replay(walk.history) == walk.end, walk.seed
        assert walk.end.position == len(walk.history), walk.seed


def test_at_most_one_handover_is_open_and_only_in_review(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for before, state in pairwise(walk.states):
            still_open = [h for h in state.handovers if h.is_open]
            assert len(still_open) <= 1, walk.seed
            if still_open:
                assert still_open[0] == state.handovers[-1], walk.seed
                assert state.status is Status.IN_REVIEW, walk.seed
            assert len(state.handovers) - len(before.handovers) in {0, 1}, walk.seed


def test_what_is_held_waits_for_its_author_and_is_nowhere(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for state in walk.states:
            if state.held:
                assert state.status in {Status.DRAFTING, Status.CANCELLED}, walk.seed
                assert state.held.revision == state.revision, walk.seed
                assert state.open_handover is None, walk.seed


def test_a_brief_in_review_is_at_a_stage(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for state in walk.states:
            assert (state.open_handover is not None) == (state.status is Status.IN_REVIEW), walk.seed


def test_completed_means_that_every_stage_has_approved_and_that_it_stands(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        if walk.end.status is not Status.COMPLETED:
            continue
        for stage in walk.end.chain:
            last = [h for h in walk.end.handovers if h.stage == stage.name][-1]
            given = {a.by for a in walk.end.approvals_of(stage.name, last.revision)}
            assert last.decision is Decision.APPROVED, walk.seed
            assert len(given) == stage.required, walk.seed


def test_the_last_stage_has_approved_the_last_revision(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        if walk.end.status is Status.COMPLETED:
            last = walk.end.handovers[-1]
            assert (last.stage, last.revision) == (walk.end.chain[-1].name, walk.end.revision), walk.seed


def test_a_stay_is_decided_once_at_most(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        stays = Counter((h.stage, h.revision) for h in walk.end.handovers)
        asked = Counter((h.stage, h.revision) for h in walk.end.changes)
        assert max(stays.values(), default=1) == 1, walk.seed
        assert max(asked.values(), default=1) == 1, walk.seed
        for handover in walk.end.handovers:
            given = walk.end.approvals_of(handover.stage, handover.revision)
            required = next(stage.required for stage in walk.end.chain if stage.name == handover.stage)
            assert len({a.by for a in given}) == len(given) <= required, walk.seed
            was_asked = bool(asked[handover.stage, handover.revision])
            assert (handover.decision is Decision.CHANGES_REQUESTED) == was_asked, walk.seed
            assert (handover.decision is Decision.APPROVED) == (len(given) == required), walk.seed


def test_stays_follow_each_other_without_overlap_and_without_gap_inside_a_revision(walks: tuple[Walk, ...]) -> None:
    for walk in walks:
        for before, after in pairwise(walk.end.handovers):
            assert before.closed_at is not None, walk.seed
            assert before.closed_at <= after.handed_over_at, walk.seed
            if before.revision == after.revision:
                assert before.closed_at == after.handed_over_at, walk.seed
            else:
                assert after.stage in {before.stage, walk.end.chain[0].name}, walk.seed


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


def test_neither_the_author_nor_a_stranger_ever_decides(walks: tuple[Walk, ...]) -> None:
    listed = {person.id for person in (s.DEE, s.NOOR, s.MAYA, s.AXEL)}
    for walk in walks:
        assert {a.by for a in walk.end.approvals} | {a.by for a in walk.end.changes} <= listed, walk.seed


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
