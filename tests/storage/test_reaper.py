"""Is a process taken for dead when its beats stand still, whatever the clocks say, and by one of the others only?"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.database import Database
from storage.engine import Engine
from storage.reaper import STILL_LOOKS, Reaper


def watcher(database: Database, name: str) -> Reaper:
    return Reaper(database, Engine(database), name)


def known(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(sa.text("SELECT id FROM executor ORDER BY id")).scalars())


def test_a_process_whose_beats_stand_still_is_reaped_after_several_looks(database: Database, now: datetime) -> None:
    watcher(database, "dead").beat(now)
    alive = watcher(database, "alive")
    alive.beat(now)
    looks = [alive.reap(now) for _ in range(STILL_LOOKS + 2)]
    assert looks == [[]] * STILL_LOOKS + [["dead"], []]
    assert known(database) == ["alive"]


def test_a_process_that_beats_lives_though_its_clock_or_ours_is_wrong(database: Database, now: datetime) -> None:
    slow, alive = watcher(database, "slow"), watcher(database, "alive")
    for hour in range(STILL_LOOKS * 3):
        if hour % STILL_LOOKS == 0:
            slow.beat(now - timedelta(days=1))
        assert alive.reap(now + timedelta(hours=hour)) == []


def test_a_process_that_was_taken_for_dead_and_beats_again_is_alive_to_everybody(
    database: Database, now: datetime
) -> None:
    frozen = watcher(database, "frozen")
    frozen.beat(now)
    watchers = [watcher(database, "left"), watcher(database, "right")]
    for _ in range(STILL_LOOKS):
        assert [reaper.reap(now) for reaper in watchers] == [[], []]
    assert watchers[0].reap(now) == ["frozen"]
    frozen.beat(now)
    assert [reaper.reap(now) for reaper in watchers] == [[], []]


def test_of_two_watchers_one_reaps(database: Database, now: datetime) -> None:
    watcher(database, "dead").beat(now)
    watchers = [watcher(database, "left"), watcher(database, "right")]
    reaped = [watchers[i % 2].reap(now) for i in range(2 * STILL_LOOKS + 2)]
    assert [name for names in reaped for name in names] == ["dead"]


def test_a_process_that_thaws_is_known_again(database: Database, now: datetime) -> None:
    frozen, alive = watcher(database, "frozen"), watcher(database, "alive")
    frozen.beat(now)
    for _ in range(STILL_LOOKS + 1):
        alive.reap(now)
    assert known(database) == []
    frozen.beat(now)
    assert known(database) == ["frozen"]
    frozen.leave()
    assert known(database) == []
