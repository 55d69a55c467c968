"""Do settings that are being changed stay a team file that is right, or say at which key they are wrong?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.drawn_teams import teams
from workflow.setup import (
    Setup,
    faults_of_condition,
    faults_of_stage,
    faults_of_table,
    first_setup,
    new_stage_name,
    setup_of,
)
from workflow.team import Team
from workflow.team_file import parse_tables
from workflow.values import InvalidInput
from workflow.zones import ZONES, currency_in

STAGE = {"name": "boss", "title": "Boss", "channel": "C0BOSS", "approvers": ["U0BOSS"], "required": 1, "sla": "8h"}


def with_stages(*names: str) -> Setup:
    """Return settings with stages of those names."""
    setup = Setup(tables={"team": {"name": "Northfold"}, "stage": []}, based_on=3)
    for name in names:
        setup = setup.with_stage({**STAGE, "name": name})
    return setup


def chain(setup: Setup) -> str:
    """Return the names of the stages in order, those that decide together joined by a plus."""
    joined = [("+" if setup.joins_before(stage["name"]) else " ") + stage["name"] for stage in setup.stages]
    return "".join(joined).strip()


@given(teams())
@settings(max_examples=20, deadline=None)
def test_settings_that_nobody_changed_are_the_team(team: Team) -> None:
    setup = setup_of(team, 7)
    assert parse_tables(setup.tables) == team
    assert setup.based_on == 7
    assert Setup.model_validate_json(setup.model_dump_json()) == setup, "they survive in a database"


def test_a_new_workspace_lacks_only_channels_and_approvers() -> None:
    setup = first_setup("Northfold", "Europe/Stockholm")
    with pytest.raises(InvalidInput) as lacking:
        parse_tables(setup.tables)
    assert set(lacking.value.errors) == {"stage.1.channel", "stage.2.channel", "stage.3.channel"}
    for stage in setup.stages:
        setup = setup.with_stage({"name": stage["name"], "channel": "C0DESIGN", "approvers": ["U0DEE"]})
    team = parse_tables(setup.tables)
    assert (team.name, team.calendar.timezone, team.calendar.holidays, team.currency) == (
        "Northfold",
        "Europe/Stockholm",
        "SE",
        "SEK",
    )
    assert team.calendar.working_hours == "09:00-17:30"
    assert [stage.outside for stage in team.chain] == [False, False, True]


@pytest.mark.parametrize(
    ("zone", "known", "holidays", "currency"),
    [
        ("America/New_York", "America/New_York", "US", "USD"),
        ("Asia/Riyadh", "Asia/Riyadh", "SA", "GBP"),
        ("Africa/Bamako", "Africa/Bamako", [], "GBP"),
        ("Mars/Olympus", "UTC", [], "GBP"),
        (None, "UTC", [], "GBP"),
    ],
)
def test_a_new_workspace_has_the_hours_of_whoever_sets_it_up(
    zone: str | None, known: str, holidays: object, currency: str
) -> None:
    team = first_setup("  ", zone).tables["team"]
    assert (team["name"], team["timezone"], team["holidays"], team["currency"]) == (
        "Marketing",
        known,
        holidays,
        currency,
    )


def test_every_zone_that_is_offered_is_one_and_their_currencies_can_be_planned_in() -> None:
    for zone, country in ZONES.items():
        setup = first_setup("Northfold", zone).with_stage(STAGE)
        tables = {**setup.tables, "stage": [STAGE]}
        assert parse_tables(tables).calendar.timezone == zone
        assert len(country) == 2
    assert currency_in(None) is None
    assert len(ZONES) <= 98


def test_a_stage_is_changed_by_its_name_or_added_at_the_end() -> None:
    setup = with_stages("a", "b").with_stage({"name": "a", "title": "First", "outside": True})
    assert [stage["title"] for stage in setup.stages] == ["First", "Boss"]
    assert setup.stages[0]["sla"] == "8h", "what is not said stays"
    assert chain(setup.with_stage({**STAGE, "name": "c"})) == "a b c"
    assert "outside" not in (setup.with_stage({"name": "a", "outside": None}).stage("a") or {"outside": 1})
    assert setup.stage("z") is None


def test_stages_are_moved_and_removed() -> None:
    setup = with_stages("a", "b", "c")
    assert chain(setup.moved("c", -1)) == "a c b"
    assert chain(setup.moved("a", -1)) == "a b c"
    assert chain(setup.moved("a", 1)) == "b a c"
    assert chain(setup.moved("z", 1)) == "a b c"
    assert chain(setup.without_stage("b")) == "a c"


def test_stages_are_asked_together_and_one_by_one_again() -> None:
    setup = with_stages("a", "b", "c", "d")
    both = setup.joined("b", joins=True)
    assert chain(both) == "a+b c d"
    three = both.joined("c", joins=True)
    assert chain(three) == "a+b+c d"
    assert len({stage["parallel"] for stage in three.stages[:3]}) == 1
    assert chain(three.joined("b", joins=False)) == "a b+c d", "who decides with it goes along"
    assert chain(three.joined("c", joins=False)) == "a+b c d"
    assert chain(both.joined("b", joins=False)) == "a b c d"
    pairs = both.joined("d", joins=True)
    assert chain(pairs) == "a+b c+d"
    assert chain(pairs.joined("c", joins=True)) == "a+b+c+d"
    assert both.joined("b", joins=True) == both
    assert both.joined("a", joins=True) == both, "nobody stands before the first"


def test_a_word_that_two_separate_groups_would_share_becomes_two() -> None:
    stages = [{**STAGE, "name": name, **({} if name == "c" else {"parallel": "x"})} for name in "abcde"]
    setup = Setup(tables={"team": {"name": "Northfold"}, "stage": stages}, based_on=3).moved("c", 0)
    words = [stage.get("parallel") for stage in setup.stages]
    assert words[:3] == ["x", "x", None]
    assert words[3] == words[4] != "x"


@given(st.data(), st.lists(st.sampled_from("abcde"), min_size=1, unique=True))
@settings(max_examples=60, deadline=None)
def test_whatever_is_moved_and_joined_the_chain_is_a_right_one(data: st.DataObject, names: list[str]) -> None:
    setup = with_stages(*names)
    names_drawn = st.sampled_from(names)
    for _ in range(data.draw(st.integers(1, 8))):
        name = data.draw(names_drawn)
        if data.draw(st.booleans()):
            setup = setup.moved(name, data.draw(st.sampled_from([-1, 1])))
        else:
            setup = setup.joined(name, joins=data.draw(st.booleans()))
    assert sorted(stage.name for stage in parse_tables(setup.tables).chain) == sorted(names)


def test_a_table_is_changed_key_by_key_and_goes_when_it_is_empty() -> None:
    setup = with_stages("a").with_table("digest", {"channel": "C0DIGEST", "day": "mon"})
    changed = setup.with_table("digest", {"day": "fri", "time": None})
    assert changed.tables["digest"] == {"channel": "C0DIGEST", "day": "fri"}
    assert "digest" not in changed.with_table("digest", {"channel": None, "day": None}).tables
    assert "digest" not in changed.without_table("digest").tables


def test_a_stage_gets_a_name_of_its_own() -> None:
    assert new_stage_name("Legal review", []) == "legal-review"
    assert new_stage_name("Legal review!", ["legal-review", "legal-review-2"]) == "legal-review-3"
    assert new_stage_name("2nd look", []) == "nd-look"
    assert new_stage_name("品質", []) == "stage"
    for title in ("x" * 60, "É" * 60, "Legal " * 10):
        name = new_stage_name(title, ["x" * 26])
        assert faults_of_stage({**STAGE, "name": name, "title": "Any"}) == {}


def test_a_stage_that_is_wrong_says_at_which_keys() -> None:
    assert faults_of_stage(STAGE) == {}
    assert faults_of_stage({**STAGE, "parallel": "x", "when": {"budget_over": 5}}) == {}
    faults = faults_of_stage({**STAGE, "sla": "soon", "title": "", "approvers": ["nobody"]})
    assert set(faults) == {"sla", "title", "approvers"}
    assert faults["sla"] == "write working time as 30s, 90m, 8h or 2d"
    assert set(faults_of_stage({**STAGE, "required": 2})) == {"required"}


def test_a_table_that_is_wrong_says_at_which_keys() -> None:
    assert faults_of_table("team", {"name": "Northfold"}) == {}
    assert set(faults_of_table("team", {"name": "", "working_hours": "9-5"})) == {"name", "working_hours"}
    assert set(faults_of_table("digest", {"channel": "C0DIGEST", "time": "9"})) == {"time"}


def test_a_condition_is_checked_at_its_keys_and_leaves_one_stage_that_always_decides() -> None:
    setup = first_setup("Northfold", None)
    assert faults_of_condition(setup, "designer", None) == {}
    assert faults_of_condition(setup, "designer", {"budget_over": "0.50", "claims": True}) == {}
    faults = faults_of_condition(setup, "designer", {"budget_over": -1, "channels": ["radio"], "findings": ["oops"]})
    assert set(faults) == {"budget_over", "channels"}
    assert set(faults_of_condition(setup, "designer", {"findings": ["oops"]})) == {"findings"}
    rare = setup.with_stage({"name": "marketer", "when": {"claims": True}}).without_stage("agency")
    assert set(faults_of_condition(rare, "designer", {"claims": True})) == {"claims"}
    assert faults_of_condition(rare, "marketer", {"claims": True}) == {}
