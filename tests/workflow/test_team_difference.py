"""Is it told in words what somebody changed in a team's settings?"""

from pathlib import Path

from hypothesis import given, settings

from tests.workflow.drawn_teams import teams
from workflow.team import Team
from workflow.team_difference import Telling, differences
from workflow.team_file import parse_team

EXAMPLE = (Path(__file__).parents[2] / "team.example.toml").read_text()
BEFORE = parse_team(EXAMPLE)


def told(*changes: tuple[str, str]) -> list[str]:
    text = EXAMPLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return differences(BEFORE, parse_team(text))


def test_the_first_settings_are_told_by_their_chain() -> None:
    assert differences(None, BEFORE) == ["First settings: Design review → Marketing sign-off → Agency acceptance"]


def test_a_stage_is_told_with_everything_that_changed_in_it() -> None:
    assert told(('"U0DEE", "S0DESIGNERS"', '"U0DEE", "U0NOOR"'), ('sla = "8h"', 'sla = "4h"')) == [
        "Design review: U0NOOR added and S0DESIGNERS removed; SLA 8h → 4h"
    ]
    assert told(('"U0DEE", "S0DESIGNERS"', '"S0DESIGNERS", "U0DEE"')) == ["Design review: in another order"]
    assert told(('approvers = ["U0MAYA"]', "")) == ["Marketing sign-off: U0MAYA removed"]
    assert told(('title = "Design review"', 'title = "Creative review"')) == [
        "Creative review: name Design review → Creative review"
    ]
    assert told(("outside = true", 'escalation = "U0PRIYA"')) == [
        "Agency acceptance: outside of the team yes → no; escalation none → U0PRIYA"
    ]


def test_a_condition_is_told_part_by_part() -> None:
    assert told(("outside = true", "outside = true\nwhen = { budget_over = 500, markets = ['Germany'] }")) == [
        "Agency acceptance: only when: budget over none → 500; only when: markets Germany added"
    ]


def test_stages_that_come_go_and_move_are_told() -> None:
    third = EXAMPLE.index('[[stage]]\nname = "agency"')
    second = EXAMPLE.index('[[stage]]\nname = "marketer"')
    end = EXAMPLE.index("# A stage that is needed only")
    moved = EXAMPLE[:second] + EXAMPLE[third:end] + EXAMPLE[second:third] + EXAMPLE[end:]
    assert differences(BEFORE, parse_team(moved)) == ["Order: Design review → Agency acceptance → Marketing sign-off"]
    gone = parse_team(EXAMPLE[:third] + EXAMPLE[end:])
    assert differences(BEFORE, gone) == ["Agency acceptance removed"]
    assert differences(gone, BEFORE) == ["Agency acceptance added"]


def test_the_rest_of_the_team_is_told_by_its_parts() -> None:
    assert told(('holidays = "GB"', "holidays = [2026-12-24]"), ('day = "mon"', 'day = "fri"')) == [
        "Team: holidays GB → 2026-12-24",
        "Digest: day mon → fri",
    ]
    assert told(("[digest]", "self_approval = true\n[playbook.email]\nlead_time_days = 3\n[digest]")) == [
        "Team: authors approve their own no → yes",
        "Channels: email: lead time days none → 3",
    ]
    assert told(('holidays = "GB"', "holidays = []")) == ["Team: holidays GB → none"]


def test_people_places_and_words_are_written_as_the_reader_needs_them() -> None:
    telling = Telling(person="@{}".format, place="#{}".format, words="“{}”".format)
    after = parse_team(EXAMPLE.replace('"C0DESIGN"', '"C0NEW"').replace('["U0DEE", ', '["U0NEW", '))
    said = "channel #C0DESIGN → #C0NEW; @U0NEW added and @U0DEE removed"
    assert differences(BEFORE, after, telling) == [f"“Design review”: {said}", f"Report: “Figures check”: {said}"]


@given(teams(), teams())
@settings(max_examples=20, deadline=None)
def test_there_is_something_to_tell_exactly_when_something_changed(before: Team, after: Team) -> None:
    assert differences(before, before) == []
    assert bool(differences(before, after)) == (before != after)
