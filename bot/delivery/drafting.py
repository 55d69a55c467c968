"""The agent writes a revision and reports it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from bot.calendars import working_calendar
from bot.failures import Permanent, Temporary
from bot.review import verdict
from bot.services import Services
from workflow.brief import Brief, Status
from workflow.campaign import Campaign
from workflow.campaign_brief import campaign_of, material_changes
from workflow.commands import RecordDraft, RecordDraftFailure
from workflow.draft import Draft, Section
from workflow.drafting.playbook import playbook_of
from workflow.drafting.port import Assignment, ChangeRequest, DraftError, HandEdit, Progress, TryLater
from workflow.effects import WriteDraft
from workflow.events import ChangesRequested, Drafted, Edited, Event, InputsRevised, Opened
from workflow.guidance import Guidance
from workflow.team import Stage

PATIENCE = timedelta(minutes=1)
"""How long a draft may wait for a language model that asks to be asked again."""


def write_draft(services: Services, brief: Brief, effect: WriteDraft, since: datetime, progress: Progress) -> None:
    """Write the revision that the brief waits for since `since`; a draft that was overtaken is not begun.

    `progress` is told which section is being written.

    Raises:
        Temporary: when another try within a minute may bring a better draft.
    """
    if brief.status is not Status.DRAFTING or brief.next_revision != effect.revision:
        return
    asked = assignment(services, brief)
    try:
        written = services.drafter.write(asked, progress, patient=services.now() - since < PATIENCE)
    except TryLater as later:
        raise Temporary(str(later), later.pause) from later
    except DraftError as error:
        failure = RecordDraftFailure(revision=effect.revision, reason=str(error))
        services.ledger.submit(brief.id, failure, services.now())
        return
    looked = verdict(services, brief, written.draft, services.now())
    report = RecordDraft(
        revision=effect.revision,
        content_hash=services.drafts.keep(written.draft),
        written_by=written.draft.written_by,
        usage=written.usage,
        without_model=written.without_model,
        changed=material_changes(asked.previous, written.draft) if asked.previous else (),
        blocking=looked.blocking,
        facts=looked.facts,
    )
    services.ledger.submit(brief.id, report, services.now())


def assignment(services: Services, brief: Brief) -> Assignment:
    """Return everything that the drafter may know about `brief`."""
    asked = tuple(request for change in brief.changes for request in _requests(services, brief, change))
    today = services.now().astimezone(brief.calendar.zone).date()
    return Assignment(
        campaign=campaign_of(brief),
        revision=brief.next_revision,
        chain=brief.chain,
        calendar=working_calendar(brief.calendar),
        today=today,
        author=name_of(services, brief.author),
        names=approver_names(services, brief.chain),
        changes=asked,
        previous=_previous(services, brief),
        edits=_edits(services, brief),
        asked_before=_asked_before(services.ledger.history(brief.id)),
        evidence=services.library.evidence(campaign_of(brief), today),
        playbook=playbook_of(services.teams.current()),
        guidance=guidance(services),
        brief=brief.id,
        person=brief.author,
    )


def guidance(services: Services) -> tuple[Guidance, ...]:
    """Return what the team wants of every brief, with the names of those who accepted it."""
    standing = services.guidance.standing()
    return tuple(one.model_copy(update={"accepted_by": name_of(services, one.accepted_by)}) for one in standing)


def _requests(services: Services, brief: Brief, change: ChangesRequested) -> Iterator[ChangeRequest]:
    """Yield one request for what the person wrote, or one for each remark for which they asked."""
    asked = ChangeRequest(
        revision=change.revision,
        stage=_stage_title(brief, change.stage),
        by=name_of(services, change.by),
        section=_section(change.section),
        note=change.note,
        why=change.why,
    )
    for one in change.remarks:
        by, why = one.by or asked.by, one.why or asked.why
        yield replace(asked, section=_section(one.section), note=one.note, by=by, about=one.about, why=why)
    if not change.remarks:
        yield asked


def _section(word: str | None) -> Section | None:
    return next((section for section in Section if section.value == word), None)


def _stage_title(brief: Brief, name: str) -> str:
    stage = brief.stage_named(name)
    return stage.title if stage else name


def _previous(services: Services, brief: Brief) -> Draft | None:
    return services.drafts.load(brief.content_hash) if brief.content_hash else None


def _edits(services: Services, brief: Brief) -> tuple[HandEdit, ...]:
    """Return what people wrote by hand, each time with the revision that they wrote over."""
    written = pairwise(brief.revisions)
    hashes = [(old.content_hash, new.content_hash) for old, new in written if new.by_hand]
    return tuple(HandEdit(services.drafts.load(old), services.drafts.load(new)) for old, new in hashes)


def _asked_before(history: Sequence[Event]) -> Campaign | None:
    """Return the author's answers that the newest revision was written from, if they were mended after it."""
    before = after = None
    for event in history:
        if isinstance(event, Opened | InputsRevised):
            after = event.inputs
        elif isinstance(event, Drafted | Edited):
            before = after
    return Campaign.model_validate(before.answers()) if before and before != after else None


def approver_names(services: Services, chain: Sequence[Stage]) -> dict[str, str]:
    """Return the names of everybody who may decide at a stage of `chain`, by what it lists them as."""
    entries = {entry for stage in chain for entry in stage.approvers}
    people = {entry: name_of(services, entry.rpartition("/")[2]) for entry in entries if not entry.startswith("S")}
    has_groups = any(entry.startswith("S") for entry in entries)
    return people | (_group_names(services) if has_groups else {})


def _group_names(services: Services) -> dict[str, str]:
    try:
        return services.slack.group_names()
    except Permanent:
        return {}  # a free plan has no user groups to name; their ids are written instead


def name_of(services: Services, user: str) -> str:
    """Return a person's name, or their id where Slack does not tell."""
    try:
        return services.slack.profile(user).name
    except Permanent:
        return user
