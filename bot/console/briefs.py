"""Which briefs are there, and where does one stand?"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.calendars import working_calendar
from bot.clock import now
from bot.console.memory import opened
from bot.console.output import print_json, write_file
from bot.contents import content_of
from bot.documents import document
from bot.settings import Settings
from bot.views.durations import spoken
from bot.views.wording import HASH_SHOWN
from bot.word.pdf import office, pdf
from bot.word.render import Audience
from storage.codec import encode
from storage.links import KeptLink, Links
from workflow.brief import Brief, Revision
from workflow.errors import NotAllowed
from workflow.events import Approved, ChangesRequested, Event
from workflow.latency import handover_json, latencies
from workflow.links import Link
from workflow.moves.refusals import known_revision

_NONE: Mapping[str, KeptLink] = {}


def list_briefs(settings: Settings, *, as_json: bool) -> None:
    """Print the briefs, newest first."""
    with opened(settings) as memory:
        briefs = memory.queries.briefs()
    if as_json:
        print_json([summary_json(brief) for brief in briefs])
        return
    table = Table("Brief", "Name", "Status", "Stage", "Revision", "Since")
    for brief in briefs:
        stage = brief.stage.title if brief.stage else "–"
        since = spoken(now() - brief.changed_at)
        table.add_row(brief.id, brief.name, brief.status, stage, str(brief.revision), since)
    Console().print(table if briefs else "No briefs yet.")


def summary_json(brief: Brief) -> dict[str, Any]:
    """Return a brief as one row of a list."""
    return {
        "id": brief.id,
        "name": brief.name,
        "workflow": brief.workflow,
        "status": brief.status.value,
        "stage": brief.stage.name if brief.stage else None,
        "stages": [handover.stage for handover in brief.open_handovers],
        "revision": brief.revision,
        "author": brief.author,
        "opened_at": utc(brief.opened_at),
        "changed_at": utc(brief.changed_at),
    }


def show_brief(settings: Settings, brief_id: str, *, as_json: bool) -> None:
    """Print one brief."""
    with opened(settings) as memory:
        brief, history = memory.ledger.brief(brief_id), memory.ledger.history(brief_id)
        kept = Links(memory.database).of(brief_id)
    document = brief_json(brief, history, kept)
    if as_json:
        print_json(document)
        return
    _print(brief, document)


def brief_json(brief: Brief, history: list[Event], kept: Mapping[str, KeptLink] = _NONE) -> dict[str, Any]:
    """Return everything about a brief as JSON values; times are ISO 8601 in UTC.

    `kept` tells of its links, by the ids of their people, how often they were opened.
    """
    stays = latencies(brief, working_calendar(brief.calendar), now())
    return summary_json(brief) | {
        "inputs": brief.inputs.answers(),
        "chain": [stage.model_dump(mode="json") for stage in brief.chain],
        "revisions": [_revision(one) for one in brief.revisions],
        "approvals": [_approval(brief, one) for one in brief.approvals],
        "changes": [_change(brief, one) for one in brief.changes],
        "links": [_link(one, kept.get(one.person)) for one in brief.links],
        "skipped": [{"stage": s.stage, "revision": s.revision, "why": s.why} for s in brief.skipped],
        "pauses": [{"start": utc(p.start), "end": utc(p.end) if p.end else None} for p in brief.pauses],
        "handovers": [handover_json(stay) for stay in stays],
        "events": [event_json(event, brief) for event in history],
    }


def _revision(written: Revision) -> dict[str, Any]:
    return {
        "revision": written.number,
        "content_hash": written.content_hash,
        "written_by": written.written_by,
        "at": utc(written.at),
        "usage": written.usage.model_dump(mode="json") if written.usage else None,
    }


def _approval(brief: Brief, approval: Approved) -> dict[str, Any]:
    return {
        "stage": approval.stage,
        "revision": approval.revision,
        "by": brief.called(approval.by),
        "at": utc(approval.at),
        "content_hash": approval.content_hash,
        "self_approved": approval.is_own,
        "link_from": _maker(brief, approval.by),
        "on_behalf_of": approval.on_behalf_of,
    }


def _maker(brief: Brief, person: str) -> str | None:
    """Return who made the link by which somebody decided; null for people of Slack."""
    link = brief.link(person)
    return link.by if link else None


def _link(link: Link, kept: KeptLink | None) -> dict[str, Any]:
    """Return whom a link admits, who made it, and its use: whoever opened it, a mail program counts as well."""
    first, last = (kept.first_opened_at, kept.last_opened_at) if kept else (None, None)
    return {
        "name": link.name,
        "stage": link.stage,
        "made_by": link.by,
        "made_at": utc(link.made_at),
        "until": utc(link.until),
        "revoked_by": link.revoked_by,
        "revoked_at": link.revoked_at and utc(link.revoked_at),
        "opens": kept.opens if kept else 0,
        "first_opened_at": first and utc(first),
        "last_opened_at": last and utc(last),
    }


def _change(brief: Brief, change: ChangesRequested) -> dict[str, Any]:
    return {
        "stage": change.stage,
        "revision": change.revision,
        "by": brief.called(change.by),
        "link_from": _maker(brief, change.by),
        "at": utc(change.at),
        "section": change.section,
        "note": change.note,
        "why": change.why,
        "remarks": [remark.model_dump(mode="json") for remark in change.remarks],
        "on_behalf_of": change.on_behalf_of,
    }


def event_json(event: Event, brief: Brief) -> dict[str, Any]:
    """Return an event as JSON values: when, what, by whom (null: by Baton), and its facts."""
    kind, data = encode(event)
    facts = json.loads(data)
    by = getattr(event, "by", None)
    return {"at": utc(event.at), "kind": kind, "by": by and brief.called(by)} | {
        key: value for key, value in facts.items() if key not in {"at", "by"}
    }


def utc(at: datetime) -> str:
    """Return an instant as JSON has it, in UTC."""
    return str(at.isoformat().replace("+00:00", "Z"))


def _print(brief: Brief, document: dict[str, Any]) -> None:
    console = Console()
    stage = f" at {brief.stage.title}" if brief.stage else ""
    console.print(f"{brief.id} · {brief.name} · {brief.status}{stage} · revision {brief.revision}", markup=False)
    table = Table("Stage", "Revision", "Content", "Decision", "Working time", "Calendar time", "SLA kept")
    for stay in document["handovers"]:
        table.add_row(
            stay["stage"],
            str(stay["revision"]),
            brief.written(stay["revision"]).content_hash[:HASH_SHOWN],
            stay["decision"] or "–",
            _span(stay["working_seconds"]),
            _span(stay["calendar_seconds"]),
            "no" if stay["breached"] else "yes",
        )
    console.print(table)
    for event in document["events"]:
        console.print(f"{event['at']}  {event['kind']}  {event['by'] or ''}", markup=False, highlight=False)


def _span(seconds: float | None) -> str:
    return "–" if seconds is None else spoken(timedelta(seconds=seconds))


def export_brief(settings: Settings, brief_id: str, revision: int | None, output: Path, *, outside: bool) -> None:
    """Write the document of a revision, as a PDF where the file's name asks for one.

    Raises:
        NotAllowed: when there is no such revision, or no LibreOffice that would make the PDF.
        InvalidInput: when the file cannot be written.
    """
    with opened(settings) as memory:
        brief = memory.ledger.brief(brief_id)
        written = known_revision(brief, revision or brief.revision)
        draft = content_of(memory.drafts, brief, written)
        template = memory.templates.in_force(written.at)
    made = document(brief, draft, written, template, Audience.OUTSIDE if outside else Audience.TEAM)
    write_file(output, _as_pdf(made) if output.suffix.lower() == ".pdf" else made)


def _as_pdf(made: bytes) -> bytes:
    converted = pdf(made, office=office())
    if converted is None:
        raise NotAllowed("A PDF needs LibreOffice, which is not installed here or did not answer. Export a .docx.")
    return converted
