"""What became of a document that somebody edited?"""

from collections.abc import Sequence

from bot.views.blocks import Block, actions, button, section
from bot.views.buttons import USE_EDIT, EditValue
from bot.views.mrkdwn import escaped
from bot.views.post import Post
from workflow.brief import Brief
from workflow.drafting.words import count

LONGEST = 300
MOST = 8


def taken_post(brief: Brief, revision: int, changes: int, problems: Sequence[str] = ()) -> Post:
    """Return what the writer of a revision is told: what was taken over, and what was not."""
    text = f"Your document is revision {revision} of {brief.id}: {count(changes, 'change')}."
    return Post(text, [section(text), *_problems(problems)])


def unchanged_post(brief: Brief, based_on: int) -> Post:
    """Return what somebody is told whose document says what the revision said already."""
    text = f"That document says what revision {based_on} of {brief.id} says already, so there is no new revision."
    return Post(text, [section(text)])


def older_post(brief: Brief, value: EditValue, changes: int) -> Post:
    """Return the choice for somebody who edited an older revision: use it all the same, or leave it."""
    text = (
        f"You edited revision {value.based_on} of {brief.id} ({count(changes, 'change')}), and the newest is "
        f"revision {brief.revision}. Used as it is, your document undoes what came in between."
    )
    offer = button(f"Use it as revision {brief.next_revision}", USE_EDIT, value.dumps())
    rest = f"Or edit revision {brief.revision} and drop that."
    return Post(text, [section(text), actions([offer]), section(rest)])


def found_post(brief: Brief, value: EditValue, changes: int) -> Post:
    """Return the choice for somebody who sent an edited document to where it is perhaps only talked about."""
    text = f"This is {brief.id}, revision {value.based_on}, with {count(changes, 'edit')}. Make it the next revision?"
    offer = button(f"Use it as revision {brief.next_revision}", USE_EDIT, value.dumps())
    return Post(text, [section(text), actions([offer])])


def _problems(problems: Sequence[str]) -> list[Block]:
    return _listed("*Not taken over as it stands:*", [escaped(problem, LONGEST) for problem in problems])


def _listed(title: str, lines: Sequence[str]) -> list[Block]:
    if not lines:
        return []
    more = [f"• and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return [section("\n".join([title, *(f"• {line}" for line in lines[:MOST]), *more]))]
