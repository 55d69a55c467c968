"""How is an author asked what came of a campaign, in two minutes, and what are they told of their answer?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.views.blocks import Block, actions, button, confirm, context, plain, section
from bot.views.buttons import TELL_NOT_RUN, TELL_OUTCOME, BriefValue, OldButton
from bot.views.inputs import answer, placeholder, question
from bot.views.mrkdwn import escaped
from bot.views.post import Post
from workflow.answers import LONGEST_TEXT
from workflow.brief import Brief
from workflow.campaign import Campaign
from workflow.campaign_brief import campaign_of
from workflow.drafting.learnings import shown
from workflow.drafting.words import day, one_line, upper_first
from workflow.events import Message
from workflow.library import Figures, PriorCampaign
from workflow.money import money, number
from workflow.outcome import OUTCOME_LABELS

CALLBACK_ID = "outcome"
_LONGEST_NAME = 200
_LONGEST_METRIC = 120


@dataclass(frozen=True)
class OutcomeAnswer:
    """What somebody answered, by field name, and the question that they answered."""

    brief: str
    message: Message | None
    answers: dict[str, object]


def question_post(brief: Brief, *, reminder: bool) -> Post:
    """Return the question; a `reminder` says that it is the last."""
    campaign = campaign_of(brief)
    name = f"*{escaped(campaign.name, _LONGEST_NAME)}* ({brief.id})"
    ended = f"{name} ended on {day(campaign.end)}. *What came of it?*"
    why = "Two minutes. The next brief like it will cite what you say; a figure that nobody knows stays empty."
    last = "This is the only reminder." if reminder else "You are asked once, and reminded once."
    value = BriefValue(brief=brief.id).dumps()
    tell = button("Tell what came of it", TELL_OUTCOME, value, style="primary")
    sure = confirm(
        "Did it not run?", "You are asked no more about it, and no brief cites it.", "It did not run", "Back"
    )
    never = button("It did not run", TELL_NOT_RUN, value, confirm=sure)
    text = f"What came of {escaped(campaign.name, _LONGEST_NAME)} ({brief.id})?"
    return Post(text, [section(f"{ended}\n{why}"), actions([tell, never]), context(last)])


def not_run_post(brief: Brief) -> Post:
    """Return the question's face once its author said that the campaign did not run."""
    name = escaped(brief.name, _LONGEST_NAME)
    line = f"*{name}* ({brief.id}) did not run, you say; nothing of it is kept in the library."
    return Post(line.replace("*", ""), [section(line)])


def told_post(brief: Brief, prior: PriorCampaign, item: str) -> Post:
    """Return the question's face once it was answered: the figures with the ratios that they give, and where it is."""
    name = escaped(brief.name, _LONGEST_NAME)
    text = f"Thank you: what came of {name} ({brief.id}) is kept as {item}."
    figures = "  ·  ".join(_figures(prior))
    kept = "The next draft near it cites this. `/brief library` shows and removes it."
    told = [f"Thank you. What came of *{name}* ({brief.id}) is kept as *{item}*.", *([figures] if figures else [])]
    return Post(text, [section("\n".join(told)), context(kept)])


def _figures(prior: PriorCampaign) -> Iterator[str]:
    total: Figures = prior.total
    if total.spend:
        yield f"{money(total.spend.amount, total.spend.currency)} spent"
    if total.results:
        yield f"{number(total.results.value)} {escaped(total.results.of, _LONGEST_METRIC)}"
    if total.revenue:
        yield f"{money(total.revenue.amount, total.revenue.currency)} revenue"
    for rate in total.rates:
        yield f"{rate.ratio} {shown(rate, prior.parts)}"


def outcome_modal(brief: Brief, message: Message | None) -> dict[str, Any]:
    """Return the modal that asks; it remembers the message that was clicked."""
    remembered = {"value": BriefValue(brief=brief.id).dumps(), "message": message.model_dump() if message else None}
    name = escaped(brief.name, 600)
    said = f"{name} ({brief.id}).\nRatios such as cost per result are worked out; please type none."
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("What came of it", 24),
        "submit": plain("Keep it", 24),
        "close": plain("Not now", 24),
        "private_metadata": json.dumps(remembered),
        "blocks": [section(said), *_questions(campaign_of(brief))],
    }


def _questions(campaign: Campaign) -> Iterator[Block]:
    metric, currency = one_line(campaign.metric)[:_LONGEST_METRIC], campaign.currency
    budget, target = money(campaign.budget, currency), number(campaign.target)
    hints = {
        "spend": f"In {currency}, in plain digits. The budget was {budget}.",
        "results": f"{upper_first(metric)}, in plain digits. The target was {target}.",
        "revenue": f"In {currency}, in plain digits, where it is known.",
    }
    for field, hint in hints.items():
        element = {"type": "number_input", "is_decimal_allowed": True}
        yield question(field, OUTCOME_LABELS[field], element, hint=hint, optional=True)
    yield _text("happened", "E-mail carried the launch; the outdoor posters came a week late", optional=True)
    yield _text("next_time", "Book the posters three weeks earlier, and brief the shops before the launch")


def _text(field: str, example: str, *, optional: bool = False) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST_TEXT, **placeholder(example)}
    hint = "A sentence or two; they are quoted word for word."
    return question(field, OUTCOME_LABELS[field], element, hint=hint, optional=optional)


def read_outcome(view: Mapping[str, Any]) -> OutcomeAnswer:
    """Return what the submitted modal says; empty fields are left out.

    Raises:
        OldButton: when it does not say what it was opened for.
    """
    try:
        kept = json.loads(str(view.get("private_metadata", "")))
        value, message = BriefValue.loads(str(kept["value"])), kept.get("message")
        asked = Message.model_validate(message) if message else None
    except (KeyError, TypeError, AttributeError, ValueError):
        raise OldButton from None
    read = {field: answer(view["state"]["values"].get(field)) for field in OUTCOME_LABELS}
    return OutcomeAnswer(value.brief, asked, {field: held for field, held in read.items() if held is not None})
