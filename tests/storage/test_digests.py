"""Is a week's digest claimed once, and known to be posted?"""

import json
from datetime import datetime

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.digests import Digest, Digests
from storage.jobs import Jobs
from workflow.events import Message

MESSAGE = Message(channel="C0DIGEST", ts="1799312400.000100")


@pytest.fixture
def digests(database: Database, jobs: Jobs) -> Digests:
    return Digests(database, jobs)


def asked_for(database: Database) -> list[dict[str, object]]:
    with database.read() as connection:
        return [json.loads(job) for job in connection.execute(sa.text("SELECT job FROM outbox")).scalars()]


def test_the_first_claim_asks_for_the_digest_and_the_second_is_refused(
    digests: Digests, database: Database, now: datetime
) -> None:
    assert not digests.is_claimed("T0HOME", "2026-W53")
    assert digests.claim("T0HOME", "2026-W53", now, late=True)
    assert not digests.claim("T0HOME", "2026-W53", now, late=False)
    assert digests.is_claimed("T0HOME", "2026-W53")
    assert asked_for(database) == [
        {
            "key": "digest:T0HOME:2026-W53",
            "name": "digest",
            "payload": {"workspace": "T0HOME", "week": "2026-W53"},
            "lane": "quick",
        }
    ]


def test_another_week_and_another_workspace_have_digests_of_their_own(digests: Digests, now: datetime) -> None:
    assert digests.claim("T0HOME", "2026-W53", now, late=False)
    assert digests.claim("T0HOME", "2027-W01", now, late=False)
    assert digests.claim("T0AWAY", "2026-W53", now, late=False)


def test_where_it_was_posted_first_is_kept(digests: Digests, now: datetime) -> None:
    digests.claim("T0HOME", "2026-W53", now, late=True)
    assert digests.find("T0HOME", "2026-W53") == Digest("2026-W53", late=True, claimed_at=now, message=None)
    digests.posted("T0HOME", "2026-W53", MESSAGE)
    digests.posted("T0HOME", "2026-W53", Message(channel="C0ELSE", ts="1799312499.000100"))
    assert digests.find("T0HOME", "2026-W53") == Digest("2026-W53", late=True, claimed_at=now, message=MESSAGE)


def test_the_last_digest_is_that_of_the_latest_week(digests: Digests, now: datetime) -> None:
    assert digests.last("T0HOME") is None
    for week in ("2027-W01", "2026-W53"):
        digests.claim("T0HOME", week, now, late=False)
    last = digests.last("T0HOME")
    assert last is not None
    assert last.week == "2027-W01"
