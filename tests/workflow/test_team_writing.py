"""Is a team that was written down as a file, and read back, the same team?"""

from pathlib import Path

from hypothesis import given, settings

from tests.workflow.drawn_teams import teams
from workflow.team import Team
from workflow.team_file import parse_tables, parse_team
from workflow.team_writing import team_tables, team_toml

EXAMPLE = (Path(__file__).parents[2] / "team.example.toml").read_text()


@settings(max_examples=60, deadline=None)
@given(teams())
def test_a_team_that_is_written_down_is_read_back_the_same(team: Team) -> None:
    assert parse_team(team_toml(team)) == team
    assert parse_tables(team_tables(team)) == team


def test_the_example_is_written_as_people_write_it() -> None:
    text = team_toml(parse_team(EXAMPLE))
    assert '[[stage]]\nname = "designer"\ntitle = "Design review"\nchannel = "C0DESIGN"' in text
    assert 'approvers = ["U0DEE", "S0DESIGNERS"]\nrequired = 1\nsla = "8h"' in text
    assert text.startswith('[team]\nname = "Northfold marketing"\ntimezone = "Europe/London"')


def test_a_condition_on_the_budget_follows_the_teams_currency() -> None:
    conditional = EXAMPLE + '[[stage]]\nname="legal"\ntitle="Legal"\nchannel="C0L"\nwhen={budget_over=50000}\n'
    assert "budget_over = 50000\n" in team_toml(parse_team(conditional))
    assert "currency" not in team_toml(parse_team(conditional)).partition("[stage.when]")[2]
    foreign = conditional.replace("budget_over=50000", 'budget_over=12.5, currency="USD"')
    assert 'budget_over = "12.5"\ncurrency = "USD"' in team_toml(parse_team(foreign))
