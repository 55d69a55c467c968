"""Is nothing kept of a link but its hash and its use, and is the secret of a database made once?"""

from datetime import datetime, timedelta

from storage.database import Database
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.links import KeptLink, Links
from tests.workflow import story

HOUR = timedelta(hours=1)


def test_a_link_is_kept_by_its_hash_and_counts_its_openings(database: Database, now: datetime) -> None:
    brief = Ledger(database, Jobs(database)).open(story.opening(), "view-1", now)
    links = Links(database)
    links.keep(brief.id, "LJO", "hash", "jo@example.com")
    links.keep(brief.id, "LBRO", "other", None)
    assert links.find("LJO") == KeptLink("LJO", "hash", "jo@example.com")
    links.opened("LJO", now)
    links.opened("LJO", now + HOUR)
    links.opened("LNOBODY", now)
    assert links.of(brief.id) == {
        "LJO": KeptLink("LJO", "hash", "jo@example.com", 2, now, now + HOUR),
        "LBRO": KeptLink("LBRO", "other", None),
    }
    assert links.find("LNOBODY") is None


def test_the_secret_is_made_once_and_stays(database: Database) -> None:
    assert [Links(database).secret(fresh) for fresh in ("first", "second")] == ["first", "first"]
