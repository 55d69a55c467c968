"""Whose words do completed briefs have? Reads the drafts that the comparison needs."""

from collections.abc import Iterable

from storage.drafts import Drafts
from storage.errors import UnknownDraft
from workflow.brief import Brief
from workflow.draft import Draft
from workflow.inputs import CAMPAIGN
from workflow.leverage import Authorship, authorship, hashes

LOOKED_AT = 12
"""How many of the newest completed briefs say which sections are weak, against as many before them."""


def authorships(briefs: Iterable[Brief], drafts: Drafts) -> list[Authorship]:
    """Return whose words those of `briefs` have that are complete and whose drafts are kept."""
    found = (authorship(brief, _kept(drafts, hashes(brief))) for brief in briefs if _is_comparable(brief))
    return [one for one in found if one is not None]


def _is_comparable(brief: Brief) -> bool:
    return brief.workflow == CAMPAIGN and bool(hashes(brief))


def _kept(drafts: Drafts, wanted: Iterable[str]) -> dict[str, Draft]:
    held: dict[str, Draft] = {}
    for content_hash in wanted:
        try:
            held[content_hash] = drafts.load(content_hash)
        except UnknownDraft:
            return {}
    return held


def newest_completed(briefs: Iterable[Brief], most: int = LOOKED_AT) -> tuple[list[Brief], list[Brief]]:
    """Return the `most` briefs that were completed last, and as many before them, the newest first."""
    done = [(brief.ended_at, brief) for brief in briefs if brief.ended_at and _is_comparable(brief)]
    ordered = [brief for _, brief in sorted(done, key=lambda pair: pair[0], reverse=True)]
    return ordered[:most], ordered[most : 2 * most]
