"""What are people told whose approval stands for a later revision, and how do they look at it again?"""

from collections.abc import Sequence

from bot.views.blocks import Block, actions, button, context, section
from bot.views.buttons import LOOK_AGAIN, DecisionValue
from bot.views.changed import change_in_short
from bot.views.mrkdwn import mention
from bot.views.post import Post
from bot.views.wording import exactly, listed, name, noun, who
from workflow.brief import Brief
from workflow.difference import Difference
from workflow.events import ApprovalKept


def kept_post(brief: Brief, kept: ApprovalKept, changed: Sequence[Difference]) -> Post:
    """Return what a revision changes of the one that was approved, in one line, with a way to look again.

    People outside the team find the changes in their own copy alone.
    """
    given = brief.approvals_of(kept.stage, kept.approved)
    people = listed(list(dict.fromkeys(who(brief, one.by) for one in given)), "and")
    is_outside = brief.is_outside(kept.stage)
    news = "is new" if is_outside else f"changes {change_in_short(changed)}"
    lines = [
        f"{people}: your approval of {exactly(brief, kept.approved)} stands, so there is nothing you have to do.",
        f"Revision {kept.revision} {news}.",
        "The document here shows the changes. *Look again* asks you to decide on it as well.",
    ]
    value = DecisionValue(brief=brief.id, stage=kept.stage, revision=kept.revision).dumps()
    text = f"Your approval stands: {name(brief)} ({brief.id}, revision {kept.revision})"
    return Post(text, [section("\n".join(lines)), actions([button("Look again", LOOK_AGAIN, value)])])


def overtaken_kept_post(brief: Brief, kept: ApprovalKept) -> Post:
    """Return the face of such a message once there is nothing left to look at again: a newer revision, or an end."""
    lines = [f"Your approval of {exactly(brief, kept.approved)} stood for revision {kept.revision}."]
    if brief.status.is_final:
        lines.append(f"The {noun(brief)} has ended; there is nothing left to decide.")
    else:
        lines.append(f"Revision {brief.revision} is the newest now.")
    text = f"Your approval stood: {name(brief)} ({brief.id}, revision {kept.revision})"
    return Post(text, [section(" ".join(lines))])


def asked_again_post(text: str, blocks: Sequence[Block], by: str, revision: int) -> Post:
    """Return the face of such a message, which says `text` in `blocks`, once `by` looks again: without the button."""
    told = f"{mention(by)} looks at revision {revision} again; the buttons are in a new message in this channel."
    return Post(text, [*(block for block in blocks if block["type"] != "actions"), context(told)])
