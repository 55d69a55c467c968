"""Which brief, and which revision of it, is a document that somebody sent? By thread, then stamp, then content."""

import re
from dataclasses import dataclass

from bot.delivery.reading import read_document
from bot.failures import Permanent
from bot.services import Services
from bot.word.stamp import StampedRevision, claimed
from storage.errors import UnknownBrief
from workflow.brief import Brief
from workflow.difference import differences
from workflow.errors import NotAllowed
from workflow.events import Message

_MARKER = re.compile(r"([A-Z]{2,5}-\d+)/(?:author|r(\d+)/(.+))")
_SHORTEST_HASH = 8
_MOST_COMPARED = 10
_FARTHEST = 1_000_000


@dataclass(frozen=True)
class Found:
    """The brief of a thread; `proof` is its root where that is an open handover's message and the log lacks it."""

    brief: Brief
    proof: Message | None = None


def brief_of_thread(services: Services, root: Message) -> Found | None:
    """Return the brief whose message `root` is, by the log or by what the message says of itself."""
    known = services.queries.standing_at(root)
    return Found(known) if known else _by_marker(services, root)


def _by_marker(services: Services, root: Message) -> Found | None:
    """People answer a message that stands, even when our own report of it is still on the way."""
    try:
        match = _MARKER.fullmatch(services.slack.marker(root) or "")
        brief = services.ledger.brief(match[1]) if match else None
    except (Permanent, UnknownBrief):
        return None
    if match is None or brief is None:
        return None
    is_proof = any((str(stay.revision), stay.stage) == (match[2], match[3]) for stay in brief.open_handovers)
    return Found(brief, root if is_proof else None)


def brief_claimed(services: Services, claim: StampedRevision) -> Brief:
    """Return the brief that a document says it is.

    Raises:
        NotAllowed: when no such revision was written here.
    """
    try:
        brief = services.ledger.brief(claim.brief_id)
    except UnknownBrief:
        brief = None
    if brief is None or not _wrote(brief, claim):
        said = f"{claim.brief_id}, revision {claim.revision}"
        raise NotAllowed(f"That document says that it is {said}, but Baton did not write it here. Nothing was changed.")
    return brief


def revision_edited(services: Services, brief: Brief, content: bytes) -> int:
    """Return the revision that a document was made from: as it says itself, else the one that it differs least from."""
    claim = claimed(content)
    if claim is not None and claim.brief_id == brief.id and _wrote(brief, claim):
        return claim.revision

    def distance(number: int) -> int:
        base = services.drafts.load(brief.written(number).content_hash)
        try:
            return len(differences(base, read_document(services, brief, number, content).draft))
        except NotAllowed:  # it is in another design than this revision
            return _FARTHEST

    return min(range(brief.revision, max(0, brief.revision - _MOST_COMPARED), -1), key=distance)


def _wrote(brief: Brief, claim: StampedRevision) -> bool:
    if not 1 <= claim.revision <= brief.revision or len(claim.content_hash) < _SHORTEST_HASH:
        return False
    return brief.written(claim.revision).content_hash.startswith(claim.content_hash)
