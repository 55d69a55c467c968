"""Do two admins' changes of the same settings come together without either being lost?"""

from hypothesis import given, settings

from tests.workflow.drawn_teams import teams
from workflow.setup import Setup, setup_of
from workflow.setup_merge import merged
from workflow.team import Team


def stage(name: str, **facts: object) -> dict[str, object]:
    return {"name": name, "sla": "8h", **facts}


def setup(*stages: dict[str, object], based_on: int = 1, **tables: dict[str, object]) -> Setup:
    return Setup(tables={"team": {"name": "Northfold"}, **tables, "stage": list(stages)}, based_on=based_on)


BASE = setup(stage("a"), stage("b"), stage("c"), digest={"channel": "C0DIGEST", "day": "mon"})


def came_to(theirs: Setup, mine: Setup) -> Setup:
    return merged(BASE.tables, theirs.model_copy(update={"based_on": 2}), mine)


def names(of: Setup) -> list[str]:
    return [one["name"] for one in of.stages]


def test_changes_of_different_parts_are_both_kept() -> None:
    theirs = BASE.with_stage(stage("a", sla="4h")).with_table("team", {"currency": "EUR"})
    mine = BASE.with_stage(stage("a", title="First")).with_table("digest", {"day": "fri"})
    both = came_to(theirs, mine)
    assert both.stage("a") == {"name": "a", "sla": "4h", "title": "First"}
    assert both.tables["team"] == {"name": "Northfold", "currency": "EUR"}
    assert both.tables["digest"]["day"] == "fri"
    assert both.based_on == 2


def test_where_both_changed_the_same_mine_stands() -> None:
    both = came_to(BASE.with_stage(stage("a", sla="4h")), BASE.with_stage(stage("a", sla="2d")))
    assert (both.stage("a") or {})["sla"] == "2d"


def test_what_one_removed_is_gone_unless_the_other_changed_it() -> None:
    assert names(came_to(BASE.without_stage("b"), BASE.with_stage(stage("a", sla="4h")))) == ["a", "c"]
    assert names(came_to(BASE.with_stage(stage("b", sla="4h")), BASE.without_stage("b"))) == ["a", "c"]
    assert names(came_to(BASE.without_stage("b"), BASE.with_stage(stage("b", sla="4h")))) == ["a", "c", "b"]
    assert "digest" not in came_to(BASE, BASE.without_table("digest")).tables
    assert "digest" not in came_to(BASE.without_table("digest"), BASE).tables


def test_what_both_added_is_there_and_an_order_that_i_changed_is_mine() -> None:
    both = came_to(BASE.with_stage(stage("d")), BASE.with_stage(stage("e")).moved("c", -1))
    assert names(both) == ["a", "c", "b", "e", "d"]
    assert names(came_to(BASE.moved("c", -1), BASE.with_stage(stage("a", sla="1d")))) == ["a", "c", "b"]


@given(teams(), teams())
@settings(max_examples=20, deadline=None)
def test_who_changed_nothing_gets_what_the_other_saved(before: Team, after: Team) -> None:
    base, theirs = setup_of(before, 1), setup_of(after, 2)
    assert merged(base.tables, theirs, base) == theirs
    mine = setup_of(after, 1)
    assert merged(base.tables, base.model_copy(update={"based_on": 2}), mine).tables == mine.tables
