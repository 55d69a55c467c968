"""Which Word document belongs to a revision of a brief?"""

from bot.word.naming import document_name
from bot.word.render import Audience, render
from bot.word.stamp import Stamp
from workflow.brief import Brief, Revision
from workflow.draft import Draft


def document(brief: Brief, draft: Draft, revision: Revision, audience: Audience = Audience.TEAM) -> bytes:
    """Return the document of `revision`, whose content is `draft`, for the team or for people outside it."""
    stamp = Stamp(
        brief_id=brief.id,
        revision=revision.number,
        content_hash=revision.content_hash,
        team=brief.team,
        author=draft.author or brief.author,
        status="For review",
        name=brief.campaign.name,
    )
    return render(draft, stamp, audience)


def file_name(brief: Brief, revision: Revision) -> str:
    """Return the name that the document of `revision` travels under."""
    return document_name(brief.id, revision.number, brief.campaign.name)


def redline_name(brief: Brief, revision: Revision) -> str:
    """Return the name of the document that shows what `revision` changed."""
    return file_name(brief, revision).removesuffix(".docx") + "-changes.docx"
