"""What does a document that came back say, against the revision that it was made from?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.reading import read_document
from bot.delivery.recognising import revision_edited
from bot.services import Services
from bot.views.mrkdwn import shorten
from bot.word.ingest import Ingested, MarginNote
from bot.word.stamp import read_stamp
from workflow.brief import Brief
from workflow.difference import Difference, differences
from workflow.draft import Section
from workflow.errors import NotAllowed
from workflow.events import Remark
from workflow.people import Person, is_outsider

LONGEST_REMARK = 3000
_UNCHANGEABLE = {Section.APPROVALS, Section.SOURCES}


@dataclass(frozen=True)
class Returned:
    """A document as it came back, the revision that it was made from, and what differs."""

    read: Ingested
    based_on: int
    changes: tuple[Difference, ...]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What people wrote in the margin and have not resolved, each with what was replied to it."""
        found: list[Remark] = []
        unresolved = (note for note in self.read.comments if not note.resolved)
        for note in unresolved:
            if note.reply and found:
                found[-1] = _replied(found[-1], note)
            else:
                found.append(_remark(note))
        return tuple(found)


def _remark(note: MarginNote) -> Remark:
    section = None if note.section in _UNCHANGEABLE else note.section
    return Remark(section=section, note=shorten(note.text, LONGEST_REMARK), by=note.author, about=note.anchor)


def _replied(remark: Remark, reply: MarginNote) -> Remark:
    said = f"{remark.note}\n{reply.author}: {reply.text}"
    return remark.model_copy(update={"note": shorten(said, LONGEST_REMARK)})


def file_content(services: Services, file_id: str) -> bytes:
    """Return the bytes of a file that somebody sent.

    Raises:
        Permanent: when Slack does not hand them over.
    """
    return services.slack.download(services.slack.shared_file(file_id))


def read_back(services: Services, brief: Brief, content: bytes, payload: Mapping[str, Any]) -> Returned:
    """Read a document of `brief`; `payload` says who sent it and where.

    Raises:
        WorkflowError: when there is no revision yet that it could be, or the file is not safe to read.
    """
    if not brief.revision:
        raise NotAllowed(f"Revision 1 of {brief.id} is still being written.")
    based_on = revision_edited(services, brief, content)
    base = services.drafts.load(brief.written(based_on).content_hash)
    stamp = read_stamp(content)
    from_outside = stamp.outside if stamp is not None else _is_outside(brief, payload)
    read = read_document(services, brief, based_on, content, outside=from_outside)
    return Returned(read, based_on, differences(base, read.draft))


def _is_outside(brief: Brief, payload: Mapping[str, Any]) -> bool:
    """Tell whether a document that lost its stamp comes from people outside: by the thread, or else by the sender."""
    thread = {"channel": payload.get("channel"), "ts": payload.get("thread_ts")}
    stays = [stay for stay in brief.handovers if stay.message and stay.message.model_dump() == thread]
    if stays:
        return brief.is_outside(stays[0].stage)
    person = Person(id=str(payload["user"]), workspace=str(payload["workspace"]))
    return person.id != brief.author and is_outsider(person, brief.chain, brief.workspace)
