"""Is guidance accepted once, by whom and when, and does what was withdrawn stand no more?"""

from datetime import UTC, datetime

from storage.database import Database
from storage.guidance import StandingGuidance
from workflow.draft import Section
from workflow.guidance import Guidance

NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)


def test_what_was_accepted_stands_until_somebody_withdraws_it(database: Database) -> None:
    kept = StandingGuidance(database)
    assert kept.standing() == ()
    first = kept.accept(Section.TIMELINE, "Two weeks for legal.", "V1", NOW, "U0MAYA")
    assert first == Guidance(
        number=1, section=Section.TIMELINE, text="Two weeks for legal.", accepted_by="U0MAYA", accepted_at=NOW
    )
    assert kept.accept(Section.TIMELINE, "Two weeks for legal.", "V1", NOW, "U0MAYA") == first, (
        "one gesture, sent twice"
    )
    second = kept.accept(Section.RISKS, "Name the owner.", "V2", NOW, "U0DEE")
    assert kept.standing() == (first, second)
    assert kept.withdraw(1, NOW, "U0DEE")
    assert not kept.withdraw(1, NOW, "U0DEE")
    assert not kept.withdraw(9, NOW, "U0DEE")
    assert kept.standing() == (second,)
    assert kept.accept(Section.RISKS, "Another.", "V3", NOW, "U0DEE").number == 3
