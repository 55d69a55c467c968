"""What did people remark in the margin of a document, and how can it become a request for changes?"""

from collections.abc import Sequence
from typing import Literal

from bot.views.blocks import actions, button, section, sections
from bot.views.buttons import REQUEST_REMARKS, RemarksValue
from bot.views.mrkdwn import mention
from bot.views.post import Post
from bot.views.wording import remarked, title
from workflow.brief import Brief
from workflow.drafting.words import count
from workflow.events import Remark

MOST = 20

Fate = Literal["passed on", "kept", "left"]
"""What becomes of remarks: others see them, only the author who sent them does, or they stay where they are."""

_FATES: dict[Fate, str] = {
    "passed on": "passed on.",
    "kept": "shown to you alone. Write into the text what the brief should say.",
    "left": "not passed on from here. Drop the file into the brief's thread for that.",
}


def remarks_post(brief: Brief, sender: str, remarks: Sequence[Remark], value: RemarksValue | None) -> Post:
    """Return what somebody's document remarks in its margin; with `value`, approvers are offered to ask for it."""
    text = f"{count(len(remarks), 'remark')} in the margin of {mention(sender)}'s document, {brief.id}"
    blocks = sections([f"*{text}:*", *remarked(remarks, MOST)])
    if value is None:
        return Post(text, blocks)
    asked = f"Nobody has asked for changes yet. An approver of {title(brief, value.stage)} can, with one click."
    offer = button(f"Request {_these(remarks)}", REQUEST_REMARKS, value.dumps())
    return Post(text, [*blocks, section(asked), actions([offer])])


def with_fate(post: Post, remarks: Sequence[Remark], fate: Fate) -> Post:
    """Return what somebody is told of their document, and of its remarks, if it has any."""
    if not remarks:
        return post
    line = f"{count(len(remarks), 'remark')} in the margin: {_FATES[fate]}"
    return Post(post.text, [*post.blocks, section(line)])


def requested_post(brief: Brief, revision: int, remarks: Sequence[Remark]) -> Post:
    """Return what somebody is told who asked for what a margin remarks."""
    asked = f"You asked for {count(len(remarks), 'change')} to revision {revision} of {brief.id}."
    text = f"{asked} Baton writes revision {revision + 1}."
    return Post(text, [section(text)])


def _these(remarks: Sequence[Remark]) -> str:
    return "this change" if len(remarks) == 1 else f"these {len(remarks)} changes"
