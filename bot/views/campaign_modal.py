"""What does the modal behind `/brief` ask, and what did the author answer?"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from bot.views.blocks import Block, context, plain
from bot.views.buttons import BriefValue
from bot.views.given import datepicker, number_input, several
from bot.views.inputs import answer, chosen, option, placeholder, question
from bot.views.mrkdwn import escaped, shorten
from workflow.answers import LONGEST_LINE, LONGEST_NAME, LONGEST_TEXT
from workflow.brief import Brief
from workflow.campaign import LABELS, Campaign
from workflow.campaign_brief import campaign_of
from workflow.channels import Channel
from workflow.course import steps
from workflow.money import CURRENCIES
from workflow.team import Stage, Team

CALLBACK_ID = "campaign"
REVISION_CALLBACK_ID = "campaign_revision"
USUAL_FLIGHT = timedelta(weeks=4)


class _Typed(NamedTuple):
    """A question answered by typing."""

    longest: int
    example: str
    hint: str | None = None


_TYPED = {
    "name": _Typed(LONGEST_NAME, "Spring trail launch"),
    "goal": _Typed(
        LONGEST_TEXT,
        "Make us the first choice of people who start trail running this spring",
        "What must this campaign achieve for the business? A sentence or two.",
    ),
    "metric": _Typed(LONGEST_LINE, "online orders of the trail range", "The one thing you count to call it a success."),
    "audience": _Typed(
        LONGEST_TEXT,
        "Road runners, 25 to 40, who have thought about trails and fear getting lost",
        "Who they are and what they do, need or believe: more than an age group.",
    ),
    "proposition": _Typed(
        LONGEST_LINE,
        "The trail is closer than you think",
        "The one thing they should remember, in one sentence.",
    ),
    "market": _Typed(LONGEST_LINE, "United Kingdom and Ireland", "Countries or regions."),
    "mandatories": _Typed(
        LONGEST_TEXT,
        "Logo on every piece; price “from £95”; subtitles on all video",
        "What every piece must carry: logos, legal lines, claims, accessibility.",
    ),
    "notes": _Typed(LONGEST_TEXT, "No work over Easter; reuse last year's photographs", "Anything else worth knowing."),
}

_NUMBERS = {
    "target": ("9200", "How many of them you want, in plain digits."),
    "baseline": ("7000", "How many there are today. Leave it empty if nobody knows."),
    "budget": ("46000", "The whole budget, in plain digits, without a currency sign."),
}

_DATES = {"start": "The first day the campaign runs.", "end": "The last day it runs."}

_CHANNELS = [option(channel.label, channel.value) for channel in Channel]


def campaign_modal(
    team: Team, today: date, channel: str | None, answers: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """Return the modal that asks for a campaign; `answers`, by field name, are filled in.

    `channel` is where `/brief` was typed; `today` is the author's day, and the flight starts on the next.
    """
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("New campaign brief", 24),
        "submit": plain("Create brief", 24),
        "close": plain("Cancel", 24),
        "private_metadata": json.dumps({"channel": channel}),
        "blocks": [_introduction(team), *campaign_questions(team, today, answers)],
    }


def revision_modal(team: Team, today: date, brief: Brief) -> dict[str, Any]:
    """Return the modal in which the author mends the campaign of `brief`."""
    answers = campaign_of(brief).model_dump(mode="json", exclude_none=True)
    return campaign_modal(team, today, None, answers) | {
        "callback_id": REVISION_CALLBACK_ID,
        "title": plain("Edit the request", 24),
        "submit": plain("Write it anew", 24),
        "private_metadata": BriefValue(brief=brief.id).dumps(),
    }


def came_from(private_metadata: str) -> str | None:
    """Return the channel in which `/brief` was typed, if the modal carries one."""
    try:
        carried = json.loads(private_metadata or "{}")
    except ValueError:
        return None
    channel = carried.get("channel") if isinstance(carried, dict) else None
    return channel if isinstance(channel, str) else None


def read_answers(values: Mapping[str, Any]) -> dict[str, object]:
    """Return what `view["state"]["values"]` answers, by field name; empty and unknown fields are left out."""
    read = {field: answer(values.get(field)) for field in LABELS}
    return {field: held for field, held in read.items() if held is not None}


def chain_line(chain: tuple[Stage, ...]) -> str:
    """Return the way that a brief takes through `chain`, as finished mrkdwn; + joins those who decide together."""
    return " → ".join(" + ".join(escaped(stage.title, 120) for stage in step) for step in steps(chain))


def _introduction(team: Team) -> Block:
    return context(f"Baton writes the brief as a Word document and asks for approval: {chain_line(team.chain)}.")


def _defaults(team: Team, today: date) -> dict[str, object]:
    start = today + timedelta(days=1)
    return {"currency": team.currency, "start": start, "end": start + USUAL_FLIGHT}


def campaign_questions(team: Team, today: date, given: Mapping[str, object] | None = None) -> list[Block]:
    """Return the questions about a campaign, those of `given`, by field name, answered already."""
    answers = _defaults(team, today) | dict(given or {})
    blocks = []
    for field in LABELS:
        element, hint = _element(field, team, answers.get(field))
        optional = not Campaign.model_fields[field].is_required()
        blocks.append(question(field, LABELS[field], element, hint=hint, optional=optional))
    blocks[0]["element"]["focus_on_load"] = True
    return blocks


def _element(field: str, team: Team, held: object) -> tuple[Block, str | None]:
    """Return the element that asks for `field`, with `held` filled in, and its hint."""
    if field in _NUMBERS:
        return number_input(_NUMBERS[field][0], held), _NUMBERS[field][1]
    if field in _DATES:
        return datepicker(held), _DATES[field]
    if field == "channels":
        return several(_CHANNELS, held), "Everything you mean to use; the budget is split over them."
    if field == "currency":
        return _currency(team, held), None
    return _text(_TYPED[field], held), _TYPED[field].hint


def _text(typed: _Typed, held: object) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "multiline": typed.longest == LONGEST_TEXT,
        "max_length": typed.longest,
        **placeholder(typed.example),
    }
    return {**element, "initial_value": shorten(str(held), typed.longest)} if held else element


def _currency(team: Team, held: object) -> Block:
    codes = [team.currency, *sorted(CURRENCIES - {team.currency})]
    options = [option(code, code) for code in codes]
    initial = chosen(options, [held]) or options[:1]
    return {"type": "static_select", "options": options, "initial_option": initial[0]}
