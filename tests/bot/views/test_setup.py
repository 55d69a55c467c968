"""Do the pages of settings keep within Slack's limits whatever a team is called, and lose nothing they do not ask?"""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings

from bot.sandbox.inputs import initial_values
from bot.views.home_settings import admins_blocks, not_set_up_post, settings_blocks
from bot.views.setup import (
    channel_key,
    history_modal,
    people_key,
    read_choices,
    saved_modal,
    setup_modal,
    trial_key,
)
from bot.views.setup_stage import read_stage, stage_modal
from bot.views.setup_team import (
    admins_modal,
    digest_modal,
    read_admins,
    read_digest,
    read_reminders,
    read_team,
    reminders_modal,
    team_modal,
)
from bot.views.setup_when import read_when, when_modal
from bot.views.setup_words import change_lines, days_in_words, how_many, kept_line, reminders_line, version_line
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow.drawn_teams import TEXTS, teams
from workflow.setup import Setup, first_setup, setup_of
from workflow.team import Team
from workflow.team_file import parse_tables
from workflow.values import clean

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
HOSTILE = "<!channel> & <@U1> " + "😀" * 300
GROUPS = {f"S0GROUP{letter}": HOSTILE for letter in "ABC"}


def itself(user: str) -> str:
    return user


def untouched(view: dict[str, Any]) -> dict[str, Any]:
    """Return a form as it comes back from somebody who changed nothing."""
    return {**view, "state": {"values": initial_values(view["blocks"])}}


def found_of(setup: Setup, said: str) -> dict[str, list[str]]:
    """Return that everything that was looked at is wrong."""
    channels = [stage.get("channel", "") for stage in setup.stages]
    keys = [*map(channel_key, channels), *map(people_key, setup.stages), *map(trial_key, channels)]
    return dict.fromkeys(keys, [said] * 30)


@settings(max_examples=12, deadline=None)
@given(teams(), teams(), TEXTS)
def test_every_page_keeps_within_slacks_limits(team: Team, before: Team, said: str) -> None:
    setup = setup_of(team, 3)
    lines = change_lines(team, before)
    views = [
        setup_modal(setup, found_of(setup, said), lines, version_line(3, NOW, "U0PRIYA")),
        saved_modal("Saved", [*lines, *change_lines(team, None)]),
        team_modal(setup.tables["team"]),
        digest_modal(setup.tables.get("digest", {})),
        admins_modal(team.admins, GROUPS),
        reminders_modal(setup.tables["reminders"]),
        history_modal([[version_line(3, NOW, "U0PRIYA"), *lines]] * 10),
        *(when_modal(stage, team.currency) for stage in setup.stages),
        *(stage_modal(stage, GROUPS, joins=True, warning=said * 20) for stage in setup.stages[:2]),
        {"type": "home", "blocks": [*settings_blocks(team, version_line(3, NOW, "start")), *admins_blocks(team)]},
    ]
    assert [complaints(view) for view in views] == [[]] * len(views)


def test_the_longest_chain_of_unfinished_stages_fits() -> None:
    stages = [{"name": f"s{i}", "title": "😀" * 60, "approvers": [], "sla": "8h"} for i in range(20)]
    setup = Setup(tables={"team": {"name": HOSTILE[:80]}, "stage": stages}, based_on=0)
    view = setup_modal(setup, found_of(setup, HOSTILE), ["A note."], "Version 3")
    assert complaints(view) == []
    assert "Add a stage" not in str(view), "twenty are the most"
    assert complaints(not_set_up_post(may_begin=True)) == complaints(not_set_up_post(may_begin=False)) == []


def tidy(team: Team) -> Team:
    """Return a team as a form gives it back: no name holds what no document can."""
    chain = [stage.model_copy(update={"title": clean(stage.title) or "A"}) for stage in team.chain]
    return team.model_copy(update={"name": clean(team.name) or "A", "chain": tuple(chain)})


@settings(max_examples=12, deadline=None)
@given(teams().map(tidy))
def test_whoever_changes_nothing_in_a_form_changes_nothing(team: Team) -> None:
    setup = setup_of(team, 3)
    page = untouched(setup_modal(setup, {}))
    first = setup.stages[0]["name"]  # a word that only one stage has says nothing, and goes at the first change
    assert read_choices(setup, page["state"]["values"], itself).moved(first, 0) == setup.moved(first, 0)
    for stage in setup.stages:
        read = read_stage(untouched(stage_modal(stage, GROUPS, joins=setup.joins_before(stage["name"]))), stage, itself)
        kept = setup.with_stage({**read.fields, "name": stage["name"]})
        assert read.name == stage["name"]
        assert parse_tables(kept.tables).chain == parse_tables(setup.with_stage(stage).tables).chain
        named, when = read_when(untouched(when_modal(stage, team.currency)), stage)
        assert named == stage["name"]
        assert (
            parse_tables(setup.with_stage({"name": named, "when": when}).tables).chain
            == parse_tables(kept.tables).chain
        )
    values = untouched(team_modal(setup.tables["team"]))["state"]["values"]
    assert parse_tables(setup.with_table("team", read_team(values, setup.tables["team"])).tables) == team
    values = untouched(admins_modal(team.admins, GROUPS))["state"]["values"]
    assert read_admins(values, team.admins, itself) == list(team.admins)
    values = untouched(reminders_modal(setup.tables["reminders"]))["state"]["values"]
    assert parse_tables(setup.with_table("reminders", read_reminders(values)).tables).reminders == team.reminders
    if team.digest:
        values = untouched(digest_modal(setup.tables["digest"]))["state"]["values"]
        assert read_digest(values) == setup.tables["digest"]


def test_an_id_that_two_workspaces_give_stands_for_both_until_it_is_taken_out() -> None:
    held = ["U0SAME", "U0DEE", "T0OTHER/U0SAME"]
    stage = {"name": "all", "title": "All", "channel": "C0ALL", "approvers": held, "sla": "8h"}
    form = untouched(stage_modal(stage, {}))
    assert complaints(stage_modal(stage, {})) == []
    assert read_stage(form, stage, itself).fields["approvers"] == held
    form["state"]["values"]["approvers"]["approvers"]["selected_users"] = ["U0DEE"]
    assert read_stage(form, stage, itself).fields["approvers"] == ["U0DEE"]


def test_a_condition_is_read_as_it_was_typed() -> None:
    stage = {"name": "legal", "title": "Legal", "channel": "C0LEGAL"}
    form = untouched(when_modal(stage, "GBP"))
    assert read_when(form, stage) == ("legal", None)
    form["state"]["values"]["budget_over"]["budget_over"]["value"] = "0.50"
    form["state"]["values"]["markets"]["markets"]["value"] = " Germany,Austria ;\n Swiss "
    form["state"]["values"]["claims"]["claims"]["selected_options"] = [{"value": "claims"}]
    said = {"budget_over": "0.50", "markets": ["Germany", "Austria", "Swiss"], "claims": True}
    assert read_when(form, stage) == ("legal", said)
    assert_looks_like("setup_when", when_modal({**stage, "when": said}, "GBP"))


def test_what_is_set_is_told_in_a_line() -> None:
    assert reminders_line({"off": True}) == "Nobody is reminded."
    assert "after half of" in reminders_line({})
    assert "after 40% of" in reminders_line({"nudge": 0.4})
    assert kept_line({"team": {}}) == ""
    kept = kept_line({"report": {"stage": []}, "playbook": {"tv": {}}})
    assert kept == "Kept as the team file has it: who decides on a campaign report and what the team knows of channels."


def test_people_beyond_what_a_select_holds_are_kept() -> None:
    many = [f"U0{number:04}" for number in range(130)]
    stage = {"name": "all", "title": "All", "channel": "C0ALL", "approvers": many, "sla": "8h"}
    assert read_stage(untouched(stage_modal(stage, {})), stage, itself).fields["approvers"] == many


def test_what_a_new_workspace_sees_looks_like_this() -> None:
    assert_looks_like("setup_first", setup_modal(first_setup("Northfold", "Europe/London"), {}))


def test_a_long_change_is_cut_between_two() -> None:
    stage = {"name": "boss", "title": "Boss", "channel": "C0BOSS"}
    before = parse_tables({"team": {"name": "Northfold"}, "stage": [stage]})
    many = [f"U0{number:04}" for number in range(90)]
    after = parse_tables({"team": {"name": "Northfold"}, "stage": [{**stage, "sla": "1d", "approvers": many}]})
    assert change_lines(after, before) == ["• and more"]


def test_days_and_numbers_are_told_as_people_say_them() -> None:
    assert days_in_words(["mon", "tue", "wed", "thu", "fri"]) == "Mon–Fri"
    assert days_in_words(["mon", "tue"]) == "Mon, Tue"
    assert days_in_words(["mon", "wed", "fri"]) == "Mon, Wed, Fri"
    assert [how_many(one) for one in (1, 3, "any", "all", "majority")] == [
        "one must approve",
        "3 must approve",
        "one must approve",
        "all must approve",
        "more than half must approve",
    ]
