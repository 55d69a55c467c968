"""What does a document say to people outside of the team: the brief, and nothing of how it came about?"""

from dataclasses import replace

from bot.word.stamp import Stamp
from workflow.draft import Draft, Source

OUR_OWN = "Held by the team"
"""What stands where the team's copy says where a source is kept."""


def for_outside(draft: Draft, stamp: Stamp) -> tuple[Draft, Stamp]:
    """Return what an agency may see of a draft and of its stamp.

    Left out: what the draft could not do, what was asked of earlier revisions and by whom, and where the team keeps its
    sources; a public address stays. The document names the team as its author. The stamp tells the same revision.
    """
    sources = tuple(_without_place(source) for source in draft.sources)
    bare = draft.model_copy(update={"limits": (), "answers": (), "sources": sources})
    return bare, replace(stamp, author=stamp.team or stamp.author)


def _without_place(source: Source) -> Source:
    if source.locator.startswith(("https://", "http://")):
        return source
    return source.model_copy(update={"locator": OUR_OWN})
