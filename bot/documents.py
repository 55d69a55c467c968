"""Which Word document belongs to a revision of a brief?"""

from collections.abc import Mapping
from dataclasses import replace

import structlog

from bot.word.archive import UnsafeFile
from bot.word.naming import document_name
from bot.word.outside import for_outside
from bot.word.paper import render_paper
from bot.word.render import Audience, render
from bot.word.scrub import scrubbed
from bot.word.stamp import Stamp
from bot.word.template import Filled, fill
from bot.word.topics import Left, Topic
from storage.templates import Template
from workflow.brief import Brief, Revision
from workflow.draft import Draft
from workflow.kinds.paper import Paper

log = structlog.get_logger()


def document(
    brief: Brief,
    draft: Draft | Paper,
    revision: Revision,
    template: Template | None,
    audience: Audience = Audience.TEAM,
) -> bytes:
    """Return the document of `revision`, whose content is `draft`, for the team or for people outside it.

    `template` is the one that was in force when the revision was written; without one it is Baton's own design, and so
    is what another workflow writes.
    """
    stamp = stamp_of(brief, draft, revision)
    if isinstance(draft, Paper):
        return render_paper(draft, stamp, audience)
    filled = None if template is None else filled_in(template, draft, stamp, audience)
    return render(draft, stamp, audience) if filled is None else filled.document


def stamp_of(brief: Brief, draft: Draft | Paper, revision: Revision) -> Stamp:
    """Return what the document of `revision` says about itself."""
    return Stamp(
        brief_id=brief.id,
        revision=revision.number,
        content_hash=revision.content_hash,
        team=brief.team,
        author=draft.author or brief.author,
        status="For review",
        name=brief.name,
    )


def filled_in(template: Template, draft: Draft, stamp: Stamp, audience: Audience = Audience.TEAM) -> Filled | None:
    """Return `draft` in the team's template; None where a later release of Baton no longer takes that template."""
    if audience is Audience.OUTSIDE:
        draft, stamp = for_outside(draft, stamp)
    try:
        filled = fill(template.content, draft, stamp, topics_chosen(template.choices))
    except UnsafeFile as refused:
        log.warning("the template cannot be filled any more", template=template.number, reason=str(refused))
        return None
    if audience is Audience.OUTSIDE:
        return replace(filled, document=scrubbed(filled.document, stamp.author))
    return filled


def topics_chosen(choices: Mapping[str, str]) -> dict[str, Topic | Left]:
    """Return what the team chose for the places of its template, from the names under which it is kept."""
    known: dict[str, Topic | Left] = {each.value: each for kind in (Topic, Left) for each in kind}
    return {words: known[name] for words, name in choices.items() if name in known}


def file_name(brief: Brief, revision: Revision) -> str:
    """Return the name that the document of `revision` travels under."""
    return document_name(brief.id, revision.number, brief.name)


def pdf_name(brief: Brief, revision: Revision) -> str:
    """Return the name of the document of `revision` as a PDF."""
    return file_name(brief, revision).removesuffix(".docx") + ".pdf"


def redline_name(brief: Brief, revision: Revision) -> str:
    """Return the name of the document that shows what `revision` changed."""
    return file_name(brief, revision).removesuffix(".docx") + "-changes.docx"
