"""The drafting agent alone: campaign inputs in, Word document out."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer

from bot.app import make_drafter
from bot.calendars import working_calendar
from bot.clock import now
from bot.console.library import evidence_at_hand
from bot.console.output import write_file
from bot.console.teams import read_team
from bot.settings import Settings
from bot.word.render import render
from bot.word.stamp import Stamp
from bot.word.template import fill
from workflow.campaign import Campaign, parse_campaign
from workflow.checks.rules import Finding
from workflow.checks.run import findings
from workflow.draft import Draft, Section, content_hash
from workflow.drafting.playbook import playbook_of
from workflow.drafting.port import Assignment
from workflow.library import Evidence
from workflow.team import CalendarSettings, Team
from workflow.values import InvalidInput

AUTHOR = "the author"
"""Who answers for a brief that nobody opened in Slack."""

_WORDS = {"block": "Problem", "warn": "Note"}


def write_document(
    settings: Settings, inputs: Path, output: Path, json_path: Path | None, template: Path | None
) -> None:
    """Write the brief of the campaign in `inputs` to `output`, and the draft with its findings to `json_path`.

    Raises:
        InvalidInput: naming each field at fault.
        UnsafeFile: when the template is no Word document or harmful.
    """
    team = read_team(settings.team_file)[1] if settings.team_file else None
    calendar = team.calendar if team else CalendarSettings()
    today = now().astimezone(calendar.zone).date()
    campaign = parse_campaign(_read(inputs), today)
    asked = _assignment(campaign, team, today, evidence_at_hand(settings, campaign, today))
    done = make_drafter(settings, now).write(asked)
    draft = done.draft
    found = findings(campaign, draft, asked.calendar, today, playbook=asked.playbook, evidence=asked.evidence)
    stamp = _stamp(campaign, draft, team)
    write_file(output, render(draft, stamp) if template is None else _in_template(template, draft, stamp))
    if json_path is not None:
        write_file(json_path, json.dumps(draft_json(draft, found), ensure_ascii=False, indent=2).encode())
    without = [f"  Note: {done.without_model}"] if done.without_model else []
    typer.echo("\n".join([f"{output}: written.", *without, *_told(found, has_chain=bool(draft.approvals))]), err=True)


def _in_template(template: Path, draft: Draft, stamp: Stamp) -> bytes:
    """Return the draft in the team's own template, and say on stderr what the template asked for."""
    try:
        content = template.read_bytes()
    except OSError as error:
        raise InvalidInput({str(template): f"this file cannot be read ({error.strerror})"}) from None
    filled = fill(content, draft, stamp)
    for heading, topic in filled.mapping.recognised:
        typer.echo(f"  {heading} → {topic.label}", err=True)
    typer.echo(f"{template}: {filled.mapping.sentence}", err=True)
    return filled.document


def _read(inputs: Path) -> dict[str, Any]:
    try:
        answers = json.loads(inputs.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError):
        raise InvalidInput({str(inputs): "this file cannot be read"}) from None
    except (ValueError, RecursionError) as error:
        raise InvalidInput({str(inputs): f"this is not valid JSON ({error})"}) from None
    if not isinstance(answers, dict):
        raise InvalidInput({str(inputs): "this must be one JSON object, keyed by the fields of the campaign form"})
    return answers


def _assignment(campaign: Campaign, team: Team | None, today: date, evidence: Evidence) -> Assignment:
    settings = team.calendar if team else CalendarSettings()
    return Assignment(
        campaign=campaign,
        revision=1,
        chain=team.chain if team else (),
        calendar=working_calendar(settings),
        today=today,
        author=AUTHOR,
        evidence=evidence,
        playbook=playbook_of(team),
    )


def _stamp(campaign: Campaign, draft: Draft, team: Team | None) -> Stamp:
    return Stamp(
        brief_id=None,
        revision=1,
        content_hash=content_hash(draft),
        team=team.name if team else "",
        author="",
        status="Draft",
        name=campaign.name,
    )


def draft_json(draft: Draft, found: tuple[Finding, ...]) -> dict[str, Any]:
    """Return a draft, its hash and what the checks find in it as JSON values."""
    return {
        "content_hash": content_hash(draft),
        "draft": draft.model_dump(mode="json"),
        "findings": [
            {"check": f.check, "severity": f.severity, "sentence": f.sentence, "section": f.section} for f in found
        ],
    }


def _told(found: tuple[Finding, ...], *, has_chain: bool) -> list[str]:
    """Return a line for each finding, the gravest first; a draft without a team has no chain to find missing."""
    meant = [each for each in found if has_chain or each.section is not Section.APPROVALS]
    lines = [f"  {_WORDS[each.severity]}: {each.sentence}" for each in sorted(meant, key=lambda one: one.severity)]
    return lines or ["  Every check passed."]
