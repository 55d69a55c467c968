"""Is a wait held against what the stage's decisions of the last weeks took, and only where enough are known?"""

from datetime import timedelta

from tests.workflow.journeys import DESIGNER, by_the_hours, journey, london
from workflow.brief import Brief
from workflow.stays import Clocks, Period
from workflow.waits import usual_times, waits_of

HOUR = timedelta(hours=1)
PERIOD = Period(london("2026-11-16T00:00"), london("2026-11-23T00:00"))
NOW = london("2026-11-24T10:00")


def decided(number: int, hours: int) -> Brief:
    """Return a brief on which the designer decided after so many hours on a Monday."""
    return journey(
        number,
        f"""
        2026-11-16 09:00 open
        2026-11-16 09:00 draft
        2026-11-16 09:00 deliver
        2026-11-16 {9 + hours:02}:00 yes
        """,
    )


def waiting(number: int, since: str) -> Brief:
    return journey(number, f"{since} open\n{since} draft\n{since} deliver")


def test_what_is_usual_is_the_p85_of_a_stages_decisions_and_unknown_under_five() -> None:
    briefs = [decided(number, hours) for number, hours in enumerate((1, 2, 3, 4, 5), 1)]
    assert usual_times(briefs, PERIOD, by_the_hours, NOW) == {DESIGNER.name: 4.4 * HOUR}
    assert usual_times(briefs[:4], PERIOD, by_the_hours, NOW) == {DESIGNER.name: None}
    later = Period(PERIOD.end, PERIOD.end + 7 * 24 * HOUR)
    assert usual_times(briefs, later, by_the_hours, NOW) == {}
    assert usual_times(briefs, Period(PERIOD.start - 7 * 24 * HOUR, PERIOD.start), by_the_hours, NOW) == {}


def test_what_waits_beyond_the_usual_is_in_front_and_a_paused_brief_waits_for_nobody() -> None:
    long, short = waiting(7, "2026-11-23 09:00"), waiting(8, "2026-11-24 09:00")
    clocks = Clocks.over([long, short], by_the_hours, NOW)
    found = waits_of([short, long], {DESIGNER.name: 4 * HOUR}, clocks, NOW)
    assert [(one.brief_id, one.waiting, one.is_unusual) for one in found] == [
        ("BRF-7", 9.5 * HOUR, True),
        ("BRF-8", HOUR, False),
    ]
    assert [one.brief_id for one in waits_of([short, long], {}, clocks, NOW, before=london("2026-11-24T00:00"))] == [
        "BRF-7"
    ]
    assert (found[0].usual, found[0].sla, waits_of([long], {}, clocks, NOW)[0].is_unusual) == (
        4 * HOUR,
        4 * HOUR,
        False,
    )
