"""Which workflows are there, and who decides in each?"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.workflow import story as s
from workflow.campaign_brief import campaign_of
from workflow.conditions import Condition
from workflow.kinds.campaign_report import REPORT
from workflow.kinds.registry import chain_of, noun_of, sections_of, workflow_of
from workflow.team import Stage, Team
from workflow.team_file import parse_team
from workflow.values import InvalidInput

EXAMPLE = (Path(__file__).parents[3] / "team.example.toml").read_text()


def team_of(*chain: Stage) -> Team:
    return Team(name="T", chain=chain)


def errors_of(text: str) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        parse_team(text)
    return refused.value.errors


def test_a_workflow_is_known_by_its_name() -> None:
    assert workflow_of("report") is REPORT
    assert workflow_of("campaign") is None
    assert (noun_of("report"), noun_of("campaign"), noun_of("gone")) == ("campaign report", "brief", "brief")
    assert sections_of("report")["cost"] == "What it cost"
    assert sections_of("campaign")["audience"] == "Audience"
    assert sections_of("gone") == {}


def test_a_workflow_goes_through_its_own_stages_where_the_team_file_has_them() -> None:
    team = parse_team(EXAMPLE)
    assert [stage.name for stage in chain_of(team, "report")] == ["figures", "release"]
    assert chain_of(team, "campaign") == team.chain
    assert [stage.name for stage in team.stages] == ["designer", "marketer", "agency", "figures", "release"]


def test_without_stages_of_its_own_it_goes_to_the_first_and_last_that_are_the_teams_and_always_needed() -> None:
    legal = Stage(name="legal", title="Legal", channel="C0L", when=Condition(budget_over=5))
    third = s.MARKETER.model_copy(update={"name": "head", "parallel": "x"})
    asked = chain_of(team_of(s.DESIGNER, s.MARKETER, third, legal, s.AGENCY), "report")
    assert [(stage.name, stage.parallel) for stage in asked] == [("designer", None), ("head", None)]
    assert [stage.name for stage in chain_of(team_of(s.DESIGNER, s.AGENCY), "report")] == ["designer"]
    assert chain_of(team_of(s.AGENCY), "report") == ()


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        ('name = "figures"', 'name = "Figures"', "report.stage.1.name", "small letters"),
        ('name = "figures"', 'name = "release"', "team", "two stages are called"),
        (
            'name = "figures"',
            'name = "figures"\nwhen = { findings = ["claims-cleared"] }',
            "report.stage.1.when.findings",
            "no checks are run here",
        ),
        (
            'name = "figures"',
            'name = "figures"\nwhen = { claims = true }',
            "report.stage.1.when.claims",
            "nothing looks for claims here",
        ),
        ('name = "figures"', 'name = "figures"\nrequired = 3\napprovers = ["U0A"]', "file", "TOML"),
        ("[[report.stage]]", "[[report.step]]", "report.step", "[[report.stage]] lists who decides"),
    ],
)
def test_a_fault_in_another_chain_is_named_with_its_place(old: str, new: str, place: str, sentence: str) -> None:
    assert old in EXAMPLE
    assert sentence in errors_of(EXAMPLE.replace(old, new))[place]


def test_a_chain_of_another_workflow_has_a_stage_at_least() -> None:
    head = EXAMPLE.partition("[[report.stage]]")[0]
    assert errors_of(f"{head}\n[report]\n") == {"report.stage": "at least one [[stage]], in double brackets, is needed"}
    assert errors_of(f"{head}\n[retro]\n").keys() == {"retro"}
    assert "chains" not in parse_team(head).chains


def test_a_brief_of_another_workflow_is_no_campaigns() -> None:
    with pytest.raises(ValueError, match="BRF-1 is no campaign brief"):
        campaign_of(replace(s.completed().brief, workflow="report"))
