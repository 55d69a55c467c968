"""A revision of another workflow than the campaign brief's is written and reported."""

from bot.delivery.drafting import name_of
from bot.services import Services
from workflow.brief import Brief, Status
from workflow.commands import RecordDraft, RecordDraftFailure
from workflow.effects import WriteDraft
from workflow.kinds.registry import workflow_of
from workflow.kinds.writing import Asked, Order, material_changes, paper


def write_paper(services: Services, brief: Brief, effect: WriteDraft) -> None:
    """Write the revision that the brief waits for; one that was overtaken is not begun."""
    if brief.status is not Status.DRAFTING or brief.next_revision != effect.revision:
        return
    workflow = workflow_of(brief.workflow)
    if workflow is None:
        reason = f"This Baton has no workflow called “{brief.workflow}” any more."
        services.ledger.submit(brief.id, RecordDraftFailure(revision=effect.revision, reason=reason), services.now())
        return
    inputs, today = workflow.of(brief), services.now().astimezone(brief.calendar.zone).date()
    written = paper(workflow, Order(brief.id, inputs, name_of(services, brief.author), _asked(services, brief)), today)
    before = services.drafts.load_paper(brief.content_hash) if brief.content_hash else None
    report = RecordDraft(
        revision=effect.revision,
        content_hash=services.drafts.keep(written),
        written_by=written.written_by,
        changed=material_changes(workflow, before, written) if before else (),
        facts=workflow.facts(inputs),
    )
    services.ledger.submit(brief.id, report, services.now())


def _asked(services: Services, brief: Brief) -> tuple[Asked, ...]:
    def title(name: str) -> str:
        stage = brief.stage_named(name)
        return stage.title if stage else name

    return tuple(
        Asked(one.revision, title(one.stage), name_of(services, one.by), one.section, one.note, one.why)
        for one in brief.changes
    )
