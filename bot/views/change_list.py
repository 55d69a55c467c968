"""In which form does an approver make one list of what several people commented, and what was answered?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.views.blocks import Block, context, plain, section
from bot.views.buttons import DecisionValue, OldButton
from bot.views.changes_modal import CHANGEABLE, ChangesAnswer, frame, introduction, own_questions, read_changes
from bot.views.inputs import answer, option, question
from bot.views.mrkdwn import escaped, shorten
from bot.views.wording import listed
from workflow.brief import Brief
from workflow.drafting.words import count, one_line
from workflow.events import Message, Remark
from workflow.gathering import Point, reasoned
from workflow.values import clean

CALLBACK_ID = "change_list"
MOST_POINTS = 20
LONGEST_POINT = 1000
LONGEST_NAME = 40


@dataclass(frozen=True)
class ChangeList:
    """What an approver signs: their own words, if any, and the comments that they kept, as they left them."""

    own: ChangesAnswer
    remarks: tuple[Remark, ...]


def change_list_modal(
    value: DecisionValue, brief: Brief, root: Message, points: Sequence[Point], left_out: int
) -> dict[str, Any]:
    """Return the form with one field for each of the first twenty `points`; `left_out` replies asked for nothing.

    The fields of the approver's own words are those of the form for changes, so that what they typed there stays.
    """
    shown = points[:MOST_POINTS]
    view = frame(value, root.channel, root.ts)
    names = [shorten(one_line(point.by), LONGEST_NAME) for point in shown]
    entries = [block for number, point in enumerate(shown) for block in _entry(number, point)]
    return {
        **view,
        "callback_id": CALLBACK_ID,
        "title": plain("One list of changes", 24),
        "private_metadata": json.dumps(json.loads(view["private_metadata"]) | {"by": names}, ensure_ascii=False),
        "blocks": [
            introduction(value, brief),
            section(_told(points, left_out)),
            *entries,
            {"type": "divider"},
            *own_questions(brief, optional=True),
        ],
    }


def _told(points: Sequence[Point], left_out: int) -> str:
    """Say what the list is, what it leaves out and what it cannot know."""
    people = listed([escaped(one_line(by), LONGEST_NAME) for by in dict.fromkeys(point.by for point in points)], "and")
    lead = f"*{count(len(points), 'comment')} by {people}.* Edit what you like, empty what you do not want."
    lines = [f"{lead} You sign the list; each point keeps its writer's name."]
    if any(point.beside for point in points):
        lines.append("Where several people wrote about one section it says so: read both. Baton does not judge which.")
    if len(points) > MOST_POINTS:
        lines.append(f"Only the first {MOST_POINTS} fit here.")
    if left_out:
        lines.append(f"Left out, since nothing is asked for there: {count(left_out, 'message')}.")
    return "\n".join(lines)


def _entry(number: int, point: Point) -> list[Block]:
    """Return the field of one point, in which a reason stands after “because”, and the choice of its section."""
    text = f"{point.what.rstrip('.')}, because {point.why}" if point.why else point.what
    element: Block = {
        "type": "plain_text_input",
        "multiline": True,
        "max_length": LONGEST_POINT,
        "initial_value": shorten(text, LONGEST_POINT),
    }
    by = shorten(one_line(point.by), LONGEST_NAME)
    blocks = [question(f"point-{number}", f"{number + 1}. {by}", element, optional=True)]
    if point.beside:
        others = listed([escaped(one_line(name), LONGEST_NAME) for name in point.beside], "and")
        blocks.append(context(f":warning: *May conflict* with what {others} wrote about this section: read both."))
    return [*blocks, _place(number, point)]


def _place(number: int, point: Point) -> Block:
    options = [option("The whole brief", "whole"), *(option(one.label, one.value) for one in CHANGEABLE)]
    wanted = point.section.value if point.section in CHANGEABLE else "whole"
    initial = next(one for one in options if one["value"] == wanted)
    element: Block = {"type": "static_select", "options": options, "initial_option": initial}
    return question(f"place-{number}", "Section", element, optional=True)


def read_change_list(view: Mapping[str, Any]) -> ChangeList:
    """Return what the submitted form says.

    Raises:
        OldButton: when it does not say what it was opened for.
    """
    own = read_changes(view)
    try:
        names = [str(name) for name in json.loads(str(view.get("private_metadata", "")))["by"]]
    except (KeyError, TypeError):
        raise OldButton from None
    values = view["state"]["values"]
    remarks = (_remark(number, name, values) for number, name in enumerate(names))
    return ChangeList(own, tuple(remark for remark in remarks if remark.note))


def _remark(number: int, by: str, values: Mapping[str, Any]) -> Remark:
    text = clean(str(answer(values.get(f"point-{number}")) or ""))
    place = str(answer(values.get(f"place-{number}")))
    what, why = reasoned(text)
    known = {one.value: one for one in CHANGEABLE}
    return Remark(section=known.get(place), note=what, by=by, why=why)
