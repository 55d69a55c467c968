"""How does a team work that rewrites one section of every brief by hand, and tells how long it took?"""

from datetime import datetime, timedelta

from storage.drafts import Drafts
from storage.ledger import Ledger
from tests.workflow.drafting import material
from workflow import commands as c
from workflow.brief import Brief
from workflow.draft import Draft
from workflow.people import Person
from workflow.team import Team

MINUTE = timedelta(minutes=1)
MINUTES, BEFORE = 45, 180
AUTHOR = Person(id="U0TOM", workspace="T0NORTHFOLD")


def rewritten(draft: Draft, number: int) -> Draft:
    """Return `draft` with other words in every phase of its timeline."""
    said = " ".join(f"term{number}x{i}" for i in range(12))
    phases = tuple(phase.model_copy(update={"deliverable": said, "owner": "Somebody"}) for phase in draft.phases)
    return draft.model_copy(update={"phases": phases})


def complete(ledger: Ledger, drafts: Drafts, team: Team, number: int, at: datetime) -> Brief:
    """Have a brief opened, drafted, its timeline rewritten after half an hour, approved, and its minutes told."""
    author = AUTHOR
    campaign = material.campaign().model_copy(update={"name": f"Campaign {number}"})
    opening = c.Open(
        by=author,
        workspace=author.workspace,
        team=team.name,
        inputs=campaign,
        chain=team.chain,
        calendar=team.calendar,
    )
    brief, draft = ledger.open(opening, f"planted {number}", at), material.drafted()
    ledger.submit(
        brief.id, c.RecordDraft(revision=1, content_hash=drafts.keep(draft), written_by="embedded"), at + MINUTE
    )
    kept = drafts.keep(rewritten(draft, number))
    ledger.submit(brief.id, c.Edit(by=author, based_on=1, content_hash=kept), at + 31 * MINUTE)
    for hours, (stage, person) in enumerate(zip(team.chain, ("U0DEE", "U0MAYA", "U0AXEL"), strict=True), 1):
        approval = c.Approve(by=Person(id=person, workspace=author.workspace), stage=stage.name, revision=2)
        ledger.submit(brief.id, approval, at + hours * 60 * MINUTE)
    told = c.TellMinutes(by=author, minutes=MINUTES, baseline=BEFORE)
    return ledger.submit(brief.id, told, at + 240 * MINUTE)
