"""Is a right team file understood, and does a wrong one name the place and the mend?"""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from workflow.channels import Channel
from workflow.team import ReminderSettings, Team, parse_hours, parse_sla
from workflow.team_file import parse_calendar, parse_team
from workflow.values import InvalidInput

EXAMPLE = (Path(__file__).parents[2] / "team.example.toml").read_text()


def errors_of(text: str) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refusal:
        parse_team(text)
    for sentence in refusal.value.errors.values():
        assert not any(odd in sentence for odd in ("pydantic", "tuple", "BaseModel", "\n")), sentence
    return refusal.value.errors


def changed(old: str, new: str) -> str:
    assert old in EXAMPLE, old
    return EXAMPLE.replace(old, new, 1)


def test_the_example_is_a_team() -> None:
    team = parse_team(EXAMPLE)
    assert (team.name, team.currency) == ("Northfold marketing", "GBP")
    assert [stage.name for stage in team.chain] == ["designer", "marketer", "agency"]
    assert team.chain[0].approvers == ("U0DEE", "S0DESIGNERS")
    assert [stage.outside for stage in team.chain] == [False, False, True]
    assert team.digest is not None
    assert (team.digest.channel, team.digest.day, team.digest.time) == ("C0DIGEST", "mon", "09:00")
    assert team.calendar.zone == ZoneInfo("Europe/London")
    assert team.calendar.day_length == timedelta(hours=8.5)


def test_a_team_needs_only_a_name_and_a_stage() -> None:
    team = parse_team('[team]\nname = "Small"\n[[stage]]\nname = "boss"\ntitle = "Boss"\nchannel = "C0BOSS"\n')
    assert team.digest is None
    assert team.chain[0].approvers == (), "nobody is listed, so nobody may approve"
    assert (team.calendar.timezone, team.calendar.working_hours) == ("UTC", "09:00-17:00")


def test_a_team_read_back_from_json_is_the_same() -> None:
    for text in (EXAMPLE, changed('"GB"', '[2026-12-24, "2026-12-31"]')):
        team = parse_team(text)
        assert Team.model_validate_json(team.model_dump_json()) == team


def test_a_team_may_name_admins_its_old_minutes_and_whom_a_stage_escalates_to() -> None:
    team = parse_team(changed("[team]", '[team]\nadmins = ["U0PRIYA", "S0OPS"]\nbaseline_minutes = 180'))
    assert (team.admins, team.baseline_minutes) == (("U0PRIYA", "S0OPS"), 180)
    assert parse_team(with_stage('escalation = "U0PRIYA"')).chain[-1].escalation == "U0PRIYA"
    with pytest.raises(InvalidInput, match="one person's id"):
        parse_team(with_stage('escalation = "S0LEGAL"'))


def test_a_team_is_reminded_at_half_the_sla_unless_it_says_otherwise() -> None:
    assert parse_team(EXAMPLE).reminders == ReminderSettings(off=False, nudge=0.5)
    assert parse_team(f"{EXAMPLE}\n[reminders]\nnudge = 0.25\noff = true\n").reminders == ReminderSettings(
        off=True, nudge=0.25
    )
    for wrong, place in (
        ("nudge = 1.0", "reminders.nudge"),
        ('nudge = "0.5"', "reminders.nudge"),
        ("of = true", "reminders.of"),
    ):
        with pytest.raises(InvalidInput) as refused:
            parse_team(f"{EXAMPLE}\n[reminders]\n{wrong}\n")
        assert list(refused.value.errors) == [place]


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        ('name = "Northfold marketing"\n', "", "team.name", "this is missing"),
        ("[team]\n", '[team]\ncolour = "red"\n', "team.colour", "this key is unknown"),
        ("Europe/London", "Mars/Base", "team.timezone", "use a time zone's name, like Europe/London"),
        ("Europe/London", "../London", "team.timezone", "use a time zone's name, like Europe/London"),
        ('"mon", "tue"', '"monday", "tue"', "team.working_days.1", "input should be 'mon', 'tue', 'wed', "),
        ('["mon", "tue", "wed", "thu", "fri"]', "[]", "team.working_days", "this list is empty"),
        ("09:00-17:30", "17:00-09:00", "team.working_hours", "the day must close after it opens"),
        ("09:00-17:30", "00:00-24:30", "team.working_hours", "the day must close after it opens"),
        ("09:00-17:30", "9 to 5", "team.working_hours", "write the hours as 09:00-17:30"),
        ("09:00-17:30", "09:75-17:30", "team.working_hours", "write the hours as 09:00-17:30"),
        ('"GB"', '"Great Britain"', "team.holidays", 'use a country code, like "GB" or "DE-BY", or a list of dates'),
        ('"GB"', '["soon"]', "team.holidays", 'use a country code, like "GB" or "DE-BY", or a list of dates'),
        ('"GB"', "[7]", "team.holidays", 'use a country code, like "GB" or "DE-BY", or a list of dates'),
        ('"GB"', "7", "team.holidays", 'use a country code, like "GB" or "DE-BY", or a list of dates'),
        ("GBP", "POUND", "team.currency", "use a three-letter currency code, like GBP"),
        ('"C0DIGEST"', '"#digest"', "digest.channel", "use a channel's id, like C0123ABC"),
        ('"09:00"', '"9am"', "digest.time", "write a time of day, like 09:00"),
        ('"U0DEE"', '"@dee"', "stage.1.approvers.1", "use ids: a person U0123ABC"),
        ('["U0MAYA"]', '"U0MAYA"', "stage.2.approvers", "write a list, in square brackets"),
        ('name = "designer"', 'name = "Designer 1"', "stage.1.name", "use a short name in small letters"),
        ("required = 1", "required = 0", "stage.1.required", 'write how many must approve, from 1 to 50, or "any"'),
        ('sla = "8h"', 'sla = "soon"', "stage.1.sla", "write working time as 30s, 90m, 8h or 2d"),
        ('sla = "8h"', 'sla = "0h"', "stage.1.sla", "write working time as 30s, 90m, 8h or 2d"),
        ('sla = "8h"', "sla = 8", "stage.1.sla", "write this as text, in quotes"),
        ("outside = true", 'outside = "yes"', "stage.3.outside", "write true or false, without quotes"),
        ("outside = true", "outside = 1", "stage.3.outside", "write true or false, without quotes"),
        ('"marketer"', '"designer"', "team", "two stages are called “designer”; give each its own name"),
        (
            "[digest]",
            "[digests]",
            "digests",
            "this table is unknown; a team file has [team],",
        ),
        ("[team]", "[[team]]", "team", "the table [team] is missing"),
        ("[team]", "[team", "file", "this is not valid TOML:"),
    ],
)
def test_a_fault_is_named_with_its_place_and_its_mend(old: str, new: str, place: str, sentence: str) -> None:
    errors = errors_of(changed(old, new))
    assert list(errors) == [place]
    assert errors[place].startswith(sentence)


@pytest.mark.parametrize("stages", ["", "[stage]\nname = 'x'\n"], ids=["none", "single brackets"])
def test_a_team_without_stages_is_refused(stages: str) -> None:
    assert errors_of(EXAMPLE.split("[[stage]]")[0] + stages) == {
        "stage": "at least one [[stage]], in double brackets, is needed"
    }


def test_every_fault_is_named_at_once() -> None:
    assert set(errors_of(changed("GBP", "POUND").replace("8h", "soon"))) == {
        "team.currency",
        "stage.1.sla",
        "stage.2.sla",
    }


def test_more_approvals_than_listed_persons_can_give_are_refused() -> None:
    one = changed('["U0DEE", "S0DESIGNERS"]\nrequired = 1', '["U0DEE", "U0DEE"]\nrequired = 2')
    assert errors_of(one) == {"stage.1.required": "stage “designer” requires 2 approvals of too few approvers"}
    with_group = parse_team(changed("required = 1", "required = 9"))
    assert with_group.chain[0].required == 9, "a group may have nine members"


def test_only_the_team_table_is_read_for_a_calendar() -> None:
    calendar = parse_calendar('[team]\nholidays = [2026-12-24]\nworking_hours = "00:00-24:00"\n[nonsense]\n')
    assert calendar.holidays == (date(2026, 12, 24),)
    assert calendar.day_length == timedelta(hours=24)


def test_a_stage_of_the_teams_own_is_kept_in_the_form_it_always_had() -> None:
    kept = [stage.model_dump() for stage in parse_team(EXAMPLE).chain]
    assert ["outside" in stage for stage in kept] == [False, False, True]


def test_a_fault_in_a_calendar_is_named_with_its_place() -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_calendar('[team]\nholidays = "Narnia"\n')
    assert list(refusal.value.errors) == ["team.holidays"]


@pytest.mark.parametrize(("text", "hours"), [("30s", 30 / 3600), ("90m", 1.5), ("8h", 8), ("2d", 17)])
def test_a_day_of_an_sla_is_a_working_day(text: str, hours: float) -> None:
    assert parse_sla(text, timedelta(hours=8.5)) == timedelta(hours=hours)


def test_a_stage_tells_its_sla_in_working_time() -> None:
    team = parse_team(EXAMPLE)
    assert [stage.sla_time(team.calendar) for stage in team.chain] == [timedelta(hours=h) for h in (8, 8, 17)]


@pytest.mark.parametrize("text", ["", "8", "h", "8 h", "-8h", "8w", "99999h"])
def test_an_sla_has_one_form(text: str) -> None:
    with pytest.raises(ValueError, match="30s, 90m, 8h or 2d"):
        parse_sla(text, timedelta(hours=8))


def test_hours_are_told_from_midnight() -> None:
    assert parse_hours("09:00-17:30") == (timedelta(hours=9), timedelta(hours=17.5))


def with_stage(text: str) -> str:
    return (
        EXAMPLE
        + f'\n[[stage]]\nname = "legal"\ntitle = "Legal"\nchannel = "C0LEGAL"\napprovers = ["S0LEGAL"]\n{text}\n'
    )


def test_a_stage_may_have_a_policy_of_its_own() -> None:
    when = 'when = { budget_over = 50000, channels = ["tv"], markets = ["Germany"], findings = ["claims-cleared"] }'
    team = parse_team(with_stage(f'required = "majority"\nparallel = "last"\n{when}'))
    legal = team.chain[-1]
    assert (legal.required, legal.parallel, legal.counts_voters) == ("majority", "last", True)
    assert legal.when is not None
    assert (legal.when.budget_over, legal.when.currency) == (Decimal(50000), "GBP"), "the team's currency"
    assert Team.model_validate_json(team.model_dump_json()) == team
    assert not team.self_approval
    assert parse_team(changed("[team]", "[team]\nself_approval = true")).self_approval


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        ('required = "most"', "stage.4.required", "write how many must approve, from 1 to 50"),
        ("required = true", "stage.4.required", "write how many must approve, from 1 to 50"),
        ("required = 51", "stage.4.required", "write how many must approve, from 1 to 50"),
        ('parallel = "Both Of Us"', "stage.4.parallel", "use a short name in small letters"),
        ("when = {}", "stage.4.when", "a condition names budget_over, channels, markets, findings or claims"),
        ("when = { budget_over = -1 }", "stage.4.when.budget_over", "input should be greater than or equal to 0"),
        ('when = { budget_over = "lots" }', "stage.4.when.budget_over", "Write a number in plain digits"),
        ('when = { channels = ["fax"] }', "stage.4.when.channels.1", "input should be 'email'"),
        ('when = { colour = "red" }', "stage.4.when.colour", "this key is unknown"),
        (
            'when = { findings = ["claims-cleard"] }',
            "stage.4.when.findings",
            "there is no check called “claims-cleard”; is “claims-cleared” meant?",
        ),
    ],
)
def test_a_fault_of_a_policy_is_named_at_its_key(text: str, place: str, sentence: str) -> None:
    errors = errors_of(with_stage(text))
    assert list(errors) == [place]
    assert errors[place].startswith(sentence)


def test_stages_that_decide_at_the_same_time_stand_next_to_each_other() -> None:
    first = changed('name = "designer"', 'name = "designer"\nparallel = "x"')
    apart = first.replace("outside = true\n", 'outside = true\nparallel = "x"\n', 1)
    assert errors_of(apart) == {"stage.3.parallel": "stages of “x” must stand next to each other"}
    assert parse_team(with_stage('parallel = "x"')).chain[-1].parallel == "x"


def test_somebody_must_be_asked_whatever_the_conditions() -> None:
    alone = '[team]\nname = "Small"\n[[stage]]\nname = "a"\ntitle = "A"\nchannel = "C0A"\nwhen = { markets = ["x"] }\n'
    assert errors_of(alone) == {"stage.1.when": "one stage at least must have no condition, or nobody might decide"}


OWN = """
[playbook.email]
lead_time_days = 3
minimum_budget = 1500
deliverables = ["One letter at 600 px"]
checked = "2026-10"
"""


def test_a_team_may_know_better_about_a_channel() -> None:
    team = parse_team(EXAMPLE + OWN)
    assert team.playbook[Channel.EMAIL].lead_time_days == 3
    assert team.playbook[Channel.EMAIL].minimum_budget == 1500
    assert Team.model_validate_json(team.model_dump_json()) == team


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        ("= 3", "= -1", "playbook.email.lead_time_days", "greater than or equal to 0"),
        ("= 1500", '= "lots"', "playbook.email.minimum_budget", "plain digits"),
        ("= 1500", "= -5", "playbook.email.minimum_budget", "below zero"),
        ('["One letter at 600 px"]', "[]", "playbook.email.deliverables", "empty"),
        ("2026-10", "October", "playbook.email.checked", "like 2026-11"),
        ("lead_time_days", "lead_days", "playbook.email.lead_days", "unknown"),
        ("playbook.email", "playbook.fax", "playbook.fax", "no channel called"),
    ],
)
def test_a_fault_in_a_teams_playbook_is_named_at_its_field(old: str, new: str, place: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_team(EXAMPLE + OWN.replace(old, new))
    assert sentence in refused.value.errors[place]
