"""Does the library keep what it is given under ids that last, and find what is near, also what others add meanwhile?"""

from datetime import date, datetime
from threading import Thread

import pytest
import sqlalchemy as sa
from alembic import command

from storage.database import Database
from storage.errors import CorruptHistory, SchemaBehind
from storage.library import Library
from storage.migrate import _config, check, migrate
from tests.workflow.drafting.material import AUTUMN, TODAY, WALKERS, campaign

BY = "U0TOM"


@pytest.fixture
def library(database: Database) -> Library:
    return Library(database)


def test_an_empty_library_offers_nothing(library: Library) -> None:
    assert library.items() == []
    assert library.evidence(campaign(), TODAY).held == 0


def test_what_is_added_is_listed_found_and_cited(library: Library, now: datetime) -> None:
    added = library.add([AUTUMN, WALKERS], now, BY)
    assert [(each.id, each.outcome) for each in added] == [("LIB-1", "added"), ("LIB-2", "added")]
    assert [(each.id, each.kind, each.title, each.added_by) for each in library.items()] == [
        ("LIB-1", "campaign", "Autumn Switch", BY),
        ("LIB-2", "research", "Weekend walkers 2025", BY),
    ]
    evidence = library.evidence(campaign(), TODAY)
    assert evidence.campaigns == (AUTUMN,)
    assert evidence.held == 1
    assert [len(study.facts) for study in evidence.research] == [2]
    assert library.cited(["LIB-2", "LIB-9", "nonsense"]).research == (WALKERS,)


def test_adding_again_changes_nothing_and_a_new_version_gets_a_new_id(library: Library, now: datetime) -> None:
    library.add([AUTUMN], now, BY)
    assert library.add([AUTUMN], now, BY)[0].outcome == "known"
    changed = AUTUMN.model_copy(update={"ended": date(2025, 11, 30)})
    (replaced,) = library.add([changed], now, BY)
    assert (replaced.id, replaced.outcome) == ("LIB-2", "replaced")
    assert [kept.id for kept in library.items()] == ["LIB-2"]
    assert library.evidence(campaign(), TODAY).campaigns[0].ended == date(2025, 11, 30)


def test_what_was_removed_is_gone_and_its_id_is_never_used_again(
    library: Library, database: Database, now: datetime
) -> None:
    library.add([AUTUMN], now, BY)
    assert library.evidence(campaign(), TODAY).held == 1
    removed = library.remove("LIB-1", now)
    assert removed is not None
    assert removed.title == "Autumn Switch"
    assert library.remove("LIB-1", now) is None
    assert library.remove("one; DROP TABLE library", now) is None
    assert library.evidence(campaign(), TODAY).campaigns == ()
    assert library.cited(["LIB-1"]).campaigns == ()
    with database.read() as connection:
        assert connection.execute(sa.text("SELECT content, title FROM library")).one() == (None, "")
    assert library.add([AUTUMN], now, BY)[0].id == "LIB-2"


def test_what_another_process_adds_and_removes_is_followed(database: Database, now: datetime) -> None:
    mine, theirs = Library(database), Library(database)
    assert mine.evidence(campaign(), TODAY).held == 0
    theirs.add([AUTUMN, WALKERS], now, BY)
    assert mine.evidence(campaign(), TODAY).held == 1
    theirs.remove("LIB-1", now)
    assert mine.evidence(campaign(), TODAY).held == 0


def test_people_who_add_at_once_all_get_their_own_ids(database: Database, now: datetime) -> None:
    ids: list[str] = []

    def add(name: str) -> None:
        item = AUTUMN.model_copy(update={"name": name})
        ids.extend(each.id for each in Library(database).add([item], now, BY))

    threads = [Thread(target=add, args=(f"Campaign {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(ids) == ["LIB-1", "LIB-2", "LIB-3", "LIB-4"]


def test_an_item_that_cannot_be_read_is_named(library: Library, database: Database, now: datetime) -> None:
    library.add([AUTUMN], now, BY)
    with database.write() as connection:
        connection.execute(sa.text("UPDATE library SET content = '{}'"))
    with pytest.raises(CorruptHistory, match="LIB-1 of the library cannot be read"):
        library.evidence(campaign(), TODAY)


def test_a_database_without_a_library_is_given_one(database_url: str, now: datetime) -> None:
    database = Database.connect(database_url)
    try:
        with database.write() as connection:
            command.upgrade(_config(connection), "0002")
            row = {"v": 1, "t": "name", "h": "x", "n": now}
            connection.execute(sa.text("INSERT INTO team VALUES (:v, :t, :h, :n, 'cli')"), row)
        with pytest.raises(SchemaBehind):
            check(database)
        migrate(database)
        assert Library(database).add([AUTUMN], now, BY)[0].id == "LIB-1"
        with database.read() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM team")).scalar() == 1
    finally:
        database.close()
