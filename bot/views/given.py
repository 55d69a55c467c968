"""How does a question look that may have an answer already? What cannot be one is left out."""

from collections.abc import Sequence
from datetime import date

from bot.views.blocks import Block
from bot.views.inputs import chosen, placeholder
from workflow.values import parse_number


def number_input(example: str | None, held: object) -> Block:
    """Return the element for a number, `held` filled in where it is one."""
    element: Block = {"type": "number_input", "is_decimal_allowed": True, **(placeholder(example) if example else {})}
    try:
        return {**element, "initial_value": str(parse_number(held))}
    except ValueError:
        return element


def datepicker(held: object) -> Block:
    """Return the element for a day, `held` filled in where it is one."""
    element: Block = {"type": "datepicker"}
    try:
        return {**element, "initial_date": date.fromisoformat(str(held)).isoformat()}
    except ValueError:
        return element


def several(options: Sequence[Block], held: object) -> Block:
    """Return the element for any number of `options`, those of `held` chosen in the order in which they were."""
    element: Block = {"type": "multi_static_select", "options": list(options), **placeholder("Choose one or more")}
    initial = in_order(options, held)
    return {**element, "initial_options": initial} if initial else element


def in_order(options: Sequence[Block], held: object) -> list[Block]:
    """Return those of `options` that `held` chooses, in its order."""
    order = held if isinstance(held, list | tuple) else [held]
    return [found for one in order for found in chosen(options, [one])]
