"""What does the form ask that says when a stage is needed, and what was answered?"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.views.blocks import Block, plain, section
from bot.views.buttons import SetupValue
from bot.views.inputs import answer, chosen, option, placeholder, question
from bot.views.mrkdwn import escaped, shorten
from workflow.channels import Channel
from workflow.checks.rules import Rule
from workflow.checks.run import ALL_RULES
from workflow.setup import Tables
from workflow.values import clean

CALLBACK_ID = "setup_when"
LONGEST_MARKETS = 1000
_CLAIMS = "claims"
_ANSWERED = "claims-cleared"
"""A check that finds only the claims that nobody flagged: whoever wants legal asked means the question above it."""

_COMMAS = re.compile(r"\s*[,;\n]\s*")


def when_modal(stage: Tables, currency: str) -> dict[str, Any]:
    """Return the form for the condition of a stage; `currency` is the team's."""
    when = stage.get("when") or {}
    channels = [option(one.label, one.value) for one in Channel]
    held = when.get("findings", ())
    checks = [option(_check(rule), rule.name) for rule in ALL_RULES if rule.name != _ANSWERED or rule.name in held]
    told = f"*{escaped(str(stage.get('title', '')), 300)}* is asked only when all that you fill in is true of a brief."
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("When it is needed", 24),
        "submit": plain("Done", 24),
        "close": plain("Back", 24),
        "private_metadata": SetupValue(part="when", stage=str(stage["name"])).dumps(),
        "blocks": [
            section(f"{told} Leave everything empty for a stage that always decides."),
            question(_CLAIMS, "A claim", _claims(held=bool(when.get("claims"))), optional=True),
            question(
                "budget_over",
                f"The budget is over, in {when.get('currency', currency)}",
                _budget(when.get("budget_over")),
                hint="A budget in another currency counts as over it.",
                optional=True,
            ),
            question("channels", "The campaign uses one of", _some(channels, when.get("channels", ())), optional=True),
            question(
                "markets",
                "The market is one of",
                _markets(when.get("markets", ())),
                hint="With commas between. A brief that names no market counts as one of them.",
                optional=True,
            ),
            question(
                "findings",
                "One of these checks finds something",
                _some(checks, held),
                optional=True,
            ),
        ],
    }


def _check(rule: Rule) -> str:
    return f"{rule.name.replace('-', ' ').capitalize()} ({rule.section.label})"


def _claims(*, held: bool) -> Block:
    options = [option("The brief makes a claim that needs legal review, such as “best” or “free”", _CLAIMS)]
    element: Block = {"type": "checkboxes", "options": options}
    return {**element, "initial_options": options} if held else element


def _budget(held: object) -> Block:
    element: Block = {"type": "number_input", "is_decimal_allowed": True, **placeholder("50000")}
    return element if held is None else {**element, "initial_value": str(held)}


def _some(options: list[Block], held: Sequence[str]) -> Block:
    initial = chosen(options, held)
    element: Block = {"type": "multi_static_select", "options": options, **placeholder("Choose any")}
    return {**element, "initial_options": initial} if initial else element


def _markets(held: Sequence[str]) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": LONGEST_MARKETS, **placeholder("Germany, Austria")}
    shown = _spelt(held)
    return {**element, "initial_value": shown} if shown.strip() else element


def _spelt(markets: Sequence[str]) -> str:
    return shorten(", ".join(markets), LONGEST_MARKETS)


def read_when(view: Mapping[str, Any], held: Tables) -> tuple[str, dict[str, Any] | None]:
    """Return the name of the stage that the form is about, and its condition in place of the one that is `held`.

    None when it has none.

    Raises:
        OldButton: when it does not say which stage it is about.
    """
    name = SetupValue.loads(str(view.get("private_metadata", ""))).stage
    values, before = view["state"]["values"], held.get("when") or {}
    over = answer(values.get("budget_over"))
    when = {
        "budget_over": None if over is None else _number(str(over)),
        "currency": None if over is None else before.get("currency"),
        "channels": _chosen(values, "channels", before),
        "markets": _named(str(answer(values.get("markets")) or ""), before.get("markets", ())),
        "findings": _chosen(values, "findings", before),
        "claims": bool(answer(values.get(_CLAIMS))),
    }
    filled = {key: said for key, said in when.items() if said or (key == "budget_over" and said is not None)}
    return name, filled or None


def _number(typed: str) -> int | str:
    return int(typed) if typed.isdigit() else typed


def _chosen(values: Mapping[str, Any], key: str, before: Tables) -> list[str]:
    """Return what was chosen; what is as it was stays in the order that it had."""
    picked, held = answer(values.get(key)), list(before.get(key, ()))
    now = [str(one) for one in picked] if isinstance(picked, list) else []
    return held if set(now) == set(held) else now


def _named(typed: str, held: Sequence[str]) -> list[str]:
    """Return the markets that were typed; those that are as they were shown stay as they are, commas in them too."""
    if typed.strip() == _spelt(held).strip():
        return list(held)
    return [market for market in _COMMAS.split(clean(typed).strip()) if market]
