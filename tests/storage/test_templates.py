"""Is a revision's template the one that was in force when it was written, whatever came after?"""

from datetime import datetime, timedelta

import pytest

from storage.database import Database
from storage.templates import Templates

BY, OTHER = "U0MAYA", "U0DEE"
HOUR = timedelta(hours=1)
CHOICES = {"Weather": "risks", "How to use this": "as it is"}


@pytest.fixture
def templates(database: Database) -> Templates:
    return Templates(database)


def test_a_template_is_in_force_from_its_use_on_and_the_own_design_before_and_after(
    templates: Templates, now: datetime
) -> None:
    first = templates.propose("F1", "team.docx", b"\x00one", now, BY)
    assert templates.in_force(now + HOUR) is None
    assert templates.use(first, CHOICES, now + HOUR, OTHER)
    second = templates.propose("F2", "new.docx", b"two", now + 2 * HOUR, BY)
    assert templates.use(second, {}, now + 3 * HOUR, BY)
    templates.set_aside(now + 4 * HOUR, OTHER)
    found = [templates.in_force(now + hours * HOUR) for hours in range(5)]
    assert [each.content if each else None for each in found] == [None, b"\x00one", b"\x00one", b"two", None]
    assert found[1] is not None
    assert (found[1].choices, found[1].at, found[1].by, found[1].file) == (CHOICES, now + HOUR, OTHER, "team.docx")


def test_a_proposal_waits_until_it_is_used_or_discarded_once(templates: Templates, now: datetime) -> None:
    number = templates.propose("F1", "team.docx", b"one", now, BY)
    assert templates.propose("F1", "team.docx", b"one", now, BY) == number
    waiting = templates.proposed(number)
    assert waiting is not None
    assert (waiting.by, waiting.content) == (BY, b"one")
    assert templates.discard(number)
    assert not templates.discard(number)
    assert not templates.use(number, {}, now, BY)
    assert templates.proposed(number) is None


def test_a_person_has_one_template_waiting_and_one_in_force_is_never_forgotten(
    templates: Templates, now: datetime
) -> None:
    used = templates.propose("F1", "team.docx", b"one", now, BY)
    assert templates.use(used, {}, now, BY)
    others = templates.propose("F2", "theirs.docx", b"two", now, OTHER)
    first = templates.propose("F3", "three.docx", b"three", now, BY)
    second = templates.propose("F4", "four.docx", b"four", now, BY)
    assert templates.proposed(first) is None
    assert [templates.proposed(each) is not None for each in (others, second)] == [True, True]
    assert not templates.discard(used)
    assert templates.in_force(now) is not None
