"""What does a document say of a revision, in whichever design the revision is?"""

from dataclasses import replace

from bot.documents import filled_in, stamp_of
from bot.services import Services
from bot.word.ingest import Ingested, ingest
from bot.word.ingest_filled import ingest_filled
from bot.word.outside import outside_view
from bot.word.render import Audience
from bot.word.returned import ingest_outside, restored
from workflow.brief import Brief


def read_document(services: Services, brief: Brief, number: int, content: bytes, *, outside: bool = False) -> Ingested:
    """Return the draft that a document makes of revision `number`; with `outside` it was the copy for people outside.

    Raises:
        WorkflowError: when the file is not safe to read, or cannot be told apart from the template that it is in.
    """
    revision = brief.written(number)
    base = services.drafts.load(revision.content_hash)
    template = services.templates.in_force(revision.at)
    audience = Audience.OUTSIDE if outside else Audience.TEAM
    original = filled_in(template, base, stamp_of(brief, base, revision), audience) if template else None
    if original is None:
        return ingest_outside(content, base, brief.team) if outside else ingest(content, base)
    if not outside:
        return ingest_filled(content, base, original)
    read = ingest_filled(content, outside_view(base, brief.team), original)
    return replace(read, draft=restored(read.draft, base, brief.team))
