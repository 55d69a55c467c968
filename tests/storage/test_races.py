"""When several people or processes act at the same moment, does exactly one thing happen?"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from storage.database import Database
from storage.digests import Digests
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.teams import Teams
from tests.storage.actors import approvals
from tests.storage.stage import cue
from tests.storage.test_teams import FILE
from tests.workflow import story
from workflow.errors import Stale, WorkflowError
from workflow.team import Stage

THREADS = 8
T = TypeVar("T")


def at_once(*acts: Callable[[], T]) -> list[T]:
    meeting = threading.Barrier(len(acts))

    def act(own: Callable[[], T]) -> T:
        meeting.wait(timeout=60)
        return own()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def under_review(ledger: Ledger, count: int, now: datetime, chain: tuple[Stage, ...] = story.CHAIN) -> list[str]:
    ids = [ledger.open(story.opening(chain=chain), f"brief-{i}", now).id for i in range(count)]
    for brief_id in ids:
        ledger.submit(brief_id, story.drafted(), now)
    return ids


def test_of_eight_clicks_at_once_one_approves_and_seven_are_refused(ledger: Ledger, now: datetime) -> None:
    for brief_id in under_review(ledger, 40, now):

        def click(brief_id: str = brief_id) -> str:
            try:
                ledger.submit(brief_id, story.yes(), now)
            except Stale as refusal:
                return str(refusal)
            return "approved"

        answers = at_once(*[click] * THREADS)
        assert answers.count("approved") == 1
        assert set(answers) - {"approved"} == {f"U0DEE approved revision 1 of {brief_id} already."}
        assert approvals(ledger, brief_id) == 1


def test_eight_approvers_who_are_all_needed_all_count(ledger: Ledger, now: datetime) -> None:
    people = [story.DEE.model_copy(update={"id": f"U0{i}"}) for i in range(THREADS)]
    everybody = tuple(person.id for person in people)
    board = Stage(name="designer", title="Board", channel="C0BOARD", approvers=everybody, required=THREADS)
    for brief_id in under_review(ledger, 5, now, (board, story.MARKETER)):
        at_once(*[lambda p=person, b=brief_id: ledger.submit(b, story.yes(p), now) for person in people])
        assert approvals(ledger, brief_id) == THREADS
        brief = ledger.brief(brief_id)
        assert brief.stage == story.MARKETER


def test_approval_and_change_request_at_once_end_in_one_decision(ledger: Ledger, now: datetime) -> None:
    for brief_id in under_review(ledger, 20, now):

        def decide(command: object, brief_id: str = brief_id) -> bool:
            try:
                ledger.submit(brief_id, command, now)  # type: ignore[arg-type]  # a wish
            except WorkflowError:
                return False
            return True

        won = at_once(lambda: decide(story.yes()), lambda: decide(story.no(story.NOOR)))
        assert sum(won) == 1
        brief = ledger.brief(brief_id)
        assert len(brief.approvals) + len(brief.changes) == 1


def test_of_two_processes_clicking_through_two_hundred_briefs_one_wins_each(
    ledger: Ledger, url: str, now: datetime
) -> None:
    ids = under_review(ledger, 200, now)
    part = ["clicks", url, "1", "201"]
    first, second = ([int(word) for word in said.split()] for said in cue(part, part))
    assert first[0] + second[0] == first[1] + second[1] == 200
    assert [approvals(ledger, brief_id) for brief_id in ids] == [1] * 200


def test_briefs_opened_at_once_get_numbers_of_their_own(ledger: Ledger, now: datetime) -> None:
    gestures = [f"view-{i}" for i in range(THREADS)]
    opened = at_once(*[lambda key=key: ledger.open(story.opening(), key, now).id for key in gestures])
    assert sorted(opened) == [f"BRF-{i}" for i in range(1, THREADS + 1)]


def test_one_gesture_delivered_to_eight_threads_opens_one_brief(ledger: Ledger, now: datetime) -> None:
    for i in range(10):
        opened = at_once(*[lambda key=f"view-{i}": ledger.open(story.opening(), key, now).id] * THREADS)
        assert set(opened) == {f"BRF-{i + 1}"}


def test_two_processes_with_the_same_gestures_open_the_same_briefs(url: str) -> None:
    first, second = cue(["opens", url, "50"], ["opens", url, "50"])
    assert first == second
    assert len(set(first.split())) == 50


def test_a_weeks_digest_is_claimed_once(database: Database, jobs: Jobs, now: datetime) -> None:
    digests = Digests(database, jobs)
    for week in range(1, 21):
        claim = [lambda week=week: digests.claim("T", f"2026-W{week:02}", now, late=False)] * THREADS
        assert sum(at_once(*claim)) == 1


def test_a_team_file_applied_at_once_becomes_one_version(database: Database, now: datetime) -> None:
    teams = Teams(database)
    assert sum(at_once(*[lambda: teams.apply(FILE, now, "U0MAYA")] * THREADS)) == 1


def test_a_cancellation_and_an_approval_at_once_are_told_in_one_order(ledger: Ledger, now: datetime) -> None:
    for brief_id in under_review(ledger, 20, now):

        def submit(command: object, brief_id: str = brief_id) -> None:
            try:
                ledger.submit(brief_id, command, now)  # type: ignore[arg-type]  # a wish
            except Stale:
                assert command == story.yes()

        at_once(*[lambda command=command: submit(command) for command in (story.yes(), story.cancel())])
        positions = len(ledger.history(brief_id))
        assert ledger.brief(brief_id).position == positions
        assert ledger.brief(brief_id).status.is_final
