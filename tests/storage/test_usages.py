"""Is everything that a model cost counted, before it is spent, for the brief, the person and the day?"""

from datetime import datetime, timedelta
from decimal import Decimal
from threading import Thread

import pytest
import sqlalchemy as sa

from storage import tables
from storage.database import Database
from storage.usages import Spent, Usages
from workflow.usage import Usage

USAGE = Usage(model="m-1", calls=1, input_tokens=700, output_tokens=300, cost_usd=Decimal("0.0125"))


class Full(Exception):
    pass


def anything(_spent: Spent) -> None:
    return


def refuse(_spent: Spent) -> None:
    raise Full


def spent(usages: Usages, brief: str, person: str, now: datetime) -> Spent:
    seen: list[Spent] = []

    def look(before: Spent) -> None:
        seen.append(before)
        raise Full

    with pytest.raises(Full):
        usages.reserve(brief, person, 1, now, look)
    return seen[0]


def test_what_is_reserved_counts_for_the_brief_the_person_and_the_day(database: Database, now: datetime) -> None:
    usages = Usages(database)
    usages.reserve("BRF-1", "U0ROSA", 5000, now, anything)
    usages.reserve("BRF-2", "U0ROSA", 300, now, anything)
    usages.reserve("BRF-3", "U0TOM", 40, now, anything)
    assert spent(usages, "BRF-1", "U0ROSA", now) == Spent(brief=5000, person=5300, day=5340)
    assert spent(usages, "BRF-9", "U0NEW", now) == Spent(brief=0, person=0, day=5340)


def test_what_was_really_spent_takes_the_place_of_what_was_reserved(database: Database, now: datetime) -> None:
    usages = Usages(database)
    entry = usages.reserve("BRF-1", "U0ROSA", 5000, now, anything)
    usages.settle(entry, USAGE)
    assert spent(usages, "BRF-1", "U0ROSA", now) == Spent(brief=1000, person=1000, day=1000)
    with database.read() as connection:
        row = connection.execute(sa.select(tables.model_usage)).one()
    assert (row.model, row.cost_usd) == ("m-1", "0.0125")


def test_a_refused_call_is_not_counted(database: Database, now: datetime) -> None:
    usages = Usages(database)
    with pytest.raises(Full):
        usages.reserve("BRF-1", "U0ROSA", 5000, now, refuse)
    assert spent(usages, "BRF-1", "U0ROSA", now) == Spent(0, 0, 0)


def test_a_person_and_a_day_begin_anew_after_24_hours_but_a_brief_does_not(database: Database, now: datetime) -> None:
    usages = Usages(database)
    usages.reserve("BRF-1", "U0ROSA", 5000, now, anything)
    assert spent(usages, "BRF-1", "U0ROSA", now + timedelta(hours=23)) == Spent(5000, 5000, 5000)
    assert spent(usages, "BRF-1", "U0ROSA", now + timedelta(hours=25)) == Spent(5000, 0, 0)


def test_of_many_at_once_only_as_many_pass_as_the_cap_has_room_for(database: Database, now: datetime) -> None:
    usages, passed = Usages(database), []

    def within(before: Spent) -> None:
        if before.day + 100 > 300:
            raise Full

    def try_once() -> None:
        try:
            passed.append(usages.reserve("BRF-1", "U0ROSA", 100, now, within))
        except Full:
            return

    threads = [Thread(target=try_once) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 3
