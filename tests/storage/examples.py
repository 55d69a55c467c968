"""One event and one effect of each kind, as the golden files keep them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from workflow import effects as fx
from workflow import events as e
from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.conditions import Condition, Facts
from workflow.draft import Section
from workflow.team import CalendarSettings, Stage
from workflow.told import Outcome

AT = datetime(2026, 11, 16, 9, 30, 15, 250000, tzinfo=UTC)
MESSAGE = e.Message(channel="C0DESIGN", ts="1795253415.250000")
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

CAMPAIGN = Campaign(
    name="Frühling & <Laufen> 🏃",
    goal="Win 9,200 first-time buyers\nin the north",
    metric="First purchases",
    target=Decimal(9200),
    baseline=Decimal("7100.5"),
    audience="Runners in their first year",
    proposition="Your first kilometre, forgiven.",
    channels=(Channel.EMAIL, Channel.PAID_SEARCH),
    budget=Decimal("46000.00"),
    currency="GBP",
    start=date(2027, 3, 1),
    end=date(2027, 4, 30),
    market="United Kingdom",
    mandatories="Logo on every asset",
    notes=None,
)
CHAIN = (
    Stage(name="designer", title="Design review", channel="C0DESIGN", approvers=("U0DEE", "S0DESIGNERS"), sla="8h"),
    Stage(name="agency", title="Agency", channel="C0AGENCY", approvers=("T0AGENCY/U0AXEL",), sla="2d", outside=True),
    Stage(
        name="legal",
        title="Legal",
        channel="C0LEGAL",
        approvers=("S0LEGAL",),
        required="majority",
        parallel="last",
        when=Condition(
            budget_over=Decimal(50000),
            currency="GBP",
            channels=(Channel.TV,),
            markets=("Germany",),
            findings=("claims-cleared",),
        ),
    ),
)
CALENDAR = CalendarSettings(timezone="Europe/London", working_hours="09:00-17:30", holidays=(date(2026, 12, 25),))

FACTS = Facts(
    budget=Decimal(46000), currency="GBP", channels=(Channel.EMAIL,), market="Germany", findings=("claims-cleared",)
)

EVENTS: dict[str, e.Event] = {
    "opened": e.Opened(
        at=AT,
        brief_id="BRF-1",
        by="U0ROSA",
        workspace="T0HOME",
        team="Northfold marketing",
        inputs=CAMPAIGN,
        chain=CHAIN,
        calendar=CALENDAR,
        self_approval=True,
    ),
    "drafted": e.Drafted(at=AT, revision=1, content_hash=HASH, written_by="embedded", changed=("budget",), facts=FACTS),
    "held": e.Held(at=AT, revision=1, stage="designer", findings=("The budgets do not add up.",)),
    "overridden": e.Overridden(at=AT, by="U0ROSA", revision=1, reason="The client knows."),
    "campaign_revised": e.InputsRevised(at=AT, by="U0ROSA", inputs=CAMPAIGN, revision=2),
    "edited": e.Edited(
        at=AT, by="U0DEE", revision=2, content_hash=HASH, stage="designer", others=("legal",), changed=(), facts=FACTS
    ),
    "draft_failed": e.DraftFailed(at=AT, revision=1, reason="the model did not answer"),
    "draft_retried": e.DraftRetried(at=AT, by="U0ROSA", revision=1),
    "handed_over": e.HandedOver(at=AT, stage="designer", revision=1),
    "delivered": e.Delivered(at=AT, stage="designer", revision=1, message=MESSAGE),
    "delivery_blocked": e.DeliveryBlocked(at=AT, stage="designer", revision=1, reason="not_in_channel"),
    "delivery_retried": e.DeliveryRetried(at=AT, by=None, stage="designer", revision=1),
    "looked": e.Looked(at=AT, by="U0DEE", stage="designer", revision=1, how="changes"),
    "approved": e.Approved(at=AT, by="U0DEE", stage="designer", revision=1, content_hash=HASH, missing=1, is_own=True),
    "declined": e.Declined(at=AT, by="U0DEE", stage="designer", revision=1, reason="The range was sold."),
    "reassigned": e.Reassigned(at=AT, by="U0ROSA", stage="designer", revision=1, asked="U0DEE", to="U0NOOR"),
    "skipped": e.Skipped(at=AT, stage="legal", revision=1, why="the budget is not over £50,000"),
    "approval_kept": e.ApprovalKept(at=AT, stage="designer", approved=1, revision=2),
    "looked_again": e.LookedAgain(at=AT, by="U0DEE", stage="designer", revision=2),
    "link_made": e.LinkMade(
        at=AT,
        by="U0ROSA",
        stage="agency",
        revision=2,
        person="L7Q2ZK4MWD3NRX5T",
        name="Jo Šmíd & <Sons>",
        until=datetime(2026, 11, 23, 9, 30, 15, tzinfo=UTC),
    ),
    "link_revoked": e.LinkRevoked(at=AT, by="U0ROSA", stage="agency", revision=2, person="L7Q2ZK4MWD3NRX5T"),
    "withdrawn": e.Withdrawn(at=AT, by="U0ROSA", stage="designer", revision=1, others=("legal",)),
    "paused": e.Paused(at=AT, by="U0ROSA", reason="Waiting for the prices.", stage="designer", revision=1),
    "resumed": e.Resumed(at=AT, by="U0ROSA", stage="designer", revision=1),
    "reminded": e.Reminded(at=AT, stage="designer", revision=1, about="nudge", mentioned=("U0DEE",), told=("U0NOOR",)),
    "changes_requested": e.ChangesRequested(
        at=AT, by="U0DEE", stage="designer", revision=1, section=Section.DIRECTIONS, note="Show it in the rain."
    ),
    "completed": e.Completed(at=AT, revision=2),
    "cancelled": e.Cancelled(at=AT, by="U0ROSA", reason="the launch moved", stage="designer", revision=1),
    "author_unreachable": e.AuthorUnreachable(at=AT, reason="That person is a bot, and bots get no direct messages."),
    "author_informed": e.AuthorInformed(at=AT, message=e.Message(channel="D0ROSA", ts="1795253415.250000")),
    "minutes_told": e.MinutesTold(at=AT, by="U0ROSA", minutes=30, baseline=180),
    "outcome_asked": e.OutcomeAsked(at=AT, reminder=True),
    "outcome_told": e.OutcomeTold(
        at=AT,
        by="U0ROSA",
        outcome=Outcome(
            spend=Decimal("43000.50"), results=Decimal(8800), happened="E-mail carried it.", next_time="Start earlier."
        ),
        message=e.Message(channel="D0ROSA", ts="1795253415.250000"),
    ),
}

EFFECTS: dict[str, fx.Effect] = {
    "write_draft": fx.WriteDraft(revision=2),
    "request_decision": fx.RequestDecision(stage="designer", revision=1),
    "refresh_request": fx.RefreshRequest(stage="designer", revision=1),
    "refresh_approved": fx.RefreshApproved(),
    "tell_approvers": fx.TellApprovers(stage="designer", revision=2),
    "remind": fx.Remind(stage="designer", revision=1, about="nudge", mentioned=("U0DEE",), told=("U0NOOR",)),
    "tell_assignee": fx.TellAssignee(stage="designer", revision=1, to="U0NOOR"),
    "inform_author": fx.InformAuthor(),
    "request_outcome": fx.RequestOutcome(),
    "keep_outcome": fx.KeepOutcome(),
}
