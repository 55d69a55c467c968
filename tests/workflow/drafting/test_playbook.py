from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.workflow.drafting.material import CALENDAR, TODAY, assignment
from workflow.channels import Channel
from workflow.checks.run import findings
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.playbook import STANDARD, checked, playbook_of
from workflow.overrides import Override, named
from workflow.team import Stage, Team
from workflow.values import InvalidInput

SLOW = Override(
    lead_time_days=30,
    minimum_budget=Decimal(20000),
    deliverables=("One letter",),
    source="our printer",
    checked="2025-02",
)
OWN = STANDARD.overridden({Channel.EMAIL: SLOW}, "GBP")


def test_a_team_knows_its_own_channel_better_and_the_rest_stays() -> None:
    facts = OWN.entry(Channel.EMAIL)
    assert (facts.lead_days, facts.lead_note, facts.deliverables) == (30, "the team’s own lead time", ("One letter",))
    assert facts.reference == "our printer and email platforms’ public guidance"
    assert facts.kpis == STANDARD.entry(Channel.EMAIL).kpis
    assert OWN.entry(Channel.META) == STANDARD.entry(Channel.META)


def test_a_teams_minimum_holds_in_its_own_currency_only() -> None:
    assert OWN.minimum(Channel.EMAIL, "GBP") == 20000
    assert OWN.minimum(Channel.EMAIL, "EUR") is None


def test_a_team_sets_how_hard_to_read_its_briefs_may_be() -> None:
    stage = Stage(name="designer", title="Design review", channel="C0DESIGN")
    assert playbook_of(Team(name="Northfold", chain=(stage,), reading_grade=9)).reading_grade == 9
    assert playbook_of(None) == STANDARD


def test_a_note_alone_changes_nothing_else() -> None:
    facts = Override(role="Tells members first.").applied(STANDARD.entry(Channel.EMAIL), "GBP")
    assert facts.role == "Tells members first."
    assert facts.reference.startswith("the team’s own file and ")
    assert (facts.lead_days, facts.minimum_in) == (STANDARD.entry(Channel.EMAIL).lead_days, None)


def test_the_brief_and_its_checks_follow_the_teams_playbook() -> None:
    wanted = replace(assignment(), playbook=OWN, today=date(2027, 2, 1))
    written = EmbeddedDrafter().draft(wanted)
    (plan,) = [each for each in written.channels if each.channel is Channel.EMAIL]
    assert plan.lead_time.text.startswith("Too late by")
    assert "minimum of £20,000" in plan.reason.text
    found = findings(wanted.campaign, written, CALENDAR, wanted.today, playbook=OWN)
    assert "too late for Email" in next(each.sentence for each in found if each.check == "lead-times")
    assert "lead-times" not in {each.check for each in findings(wanted.campaign, written, CALENDAR, wanted.today)}
    locators = {source.title: source.locator for source in written.sources}
    (kept,) = [locator for title, locator in locators.items() if "our printer" in title]
    assert kept == "playbook/email, checked 2025-02; stale, 24 months old: confirm before use"


def test_a_fresh_date_is_told_plainly() -> None:
    assert checked(STANDARD.entry(Channel.META), TODAY) == "checked 2026-02"


@pytest.mark.parametrize(
    ("tables", "field"),
    [
        ("fast", "playbook"),
        ({"fax": {}}, "playbook.fax"),
        ({"meta": {}, "facebook": {}}, "playbook.facebook"),
    ],
)
def test_tables_that_name_no_one_channel_are_refused(tables: object, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        named(tables)
    assert list(refused.value.errors) == [field]


def test_tables_are_found_by_any_name_of_their_channel() -> None:
    assert named({"facebook": {"weight": 3}}) == {Channel.META: {"weight": 3}}
