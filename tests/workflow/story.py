"""How does a test tell the life of a brief? In commands, from its opening on."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief
from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.conditions import Facts
from workflow.draft import Section
from workflow.errors import WorkflowError
from workflow.fold import evolve, replay
from workflow.lifecycle import decide, open_brief
from workflow.people import Person
from workflow.team import CalendarSettings, Stage
from workflow.told import Outcome

HOME = "T0HOME"
AWAY = "T0AGENCY"
START = datetime(2027, 1, 4, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

ROSA = Person(id="U0ROSA", workspace=HOME)
"""The author."""
DEE = Person(id="U0DEE", workspace=HOME)
NOOR = Person(id="U0NOOR", workspace=HOME, groups=frozenset({"S0DESIGNERS"}))
MAYA = Person(id="U0MAYA", workspace=HOME)
LIV = Person(id="U0LIV", workspace=HOME)
OLE = Person(id="U0OLE", workspace=HOME)
"""Colleagues whom no stage lists."""
AXEL = Person(id="U0AXEL", workspace=AWAY)
JO = Person(id="LJO", workspace="link")
"""Somebody without Slack."""
STRANGER = Person(id="U0DEE", workspace="T0STRANGE")
"""Somebody of another workspace whose user id happens to be Dee's."""

CAMPAIGN = Campaign(
    name="Spring running shoe",
    goal="Win 9,200 first-time buyers",
    metric="First purchases",
    target=Decimal(9200),
    audience="Runners in their first year",
    channels=(Channel.EMAIL, Channel.PAID_SEARCH),
    budget=Decimal(46000),
    currency="GBP",
    start=date(2027, 3, 1),
    end=date(2027, 4, 30),
)

DESIGNER = Stage(name="designer", title="Design review", channel="C0DESIGN", approvers=("U0DEE", "S0DESIGNERS"))
MARKETER = Stage(name="marketer", title="Marketing sign-off", channel="C0MARKETING", approvers=("U0MAYA", "U0ROSA"))
AGENCY = Stage(
    name="agency", title="Agency acceptance", channel="C0AGENCY", approvers=("T0AGENCY/U0AXEL",), outside=True
)
CHAIN = (DESIGNER, MARKETER, AGENCY)


def opening(*, chain: tuple[Stage, ...] = CHAIN, by: Person = ROSA) -> c.Open:
    return c.Open(by=by, workspace=HOME, team="T", inputs=CAMPAIGN, chain=chain, calendar=CalendarSettings())


def posted(at: datetime, channel: str = "C0DESIGN") -> e.Message:
    return e.Message(channel=channel, ts=f"{at.timestamp():.6f}")


class Story:
    """A brief and the log that tells it; each command comes a minute after the one before."""

    def __init__(self, *, chain: tuple[Stage, ...] = CHAIN, self_approval: bool = False) -> None:
        self.now = START
        command = opening(chain=chain).model_copy(update={"self_approval": self_approval})
        self.history = open_brief("BRF-1", command, START)
        self.brief: Brief = replay(self.history)

    def tell(self, *commands: c.Command, after: timedelta = MINUTE) -> list[e.Event]:
        """Carry the commands out and return the events of the last."""
        events: list[e.Event] = []
        for command in commands:
            self.now += after
            events = decide(self.brief, command, self.now)
            for event in events:
                self.brief = evolve(self.brief, event)
            self.history += events
        return events

    def refused(self, command: c.Command) -> WorkflowError:
        """Return the refusal that `command` meets."""
        try:
            events = decide(self.brief, command, self.now + MINUTE)
        except WorkflowError as refusal:
            return refusal
        raise AssertionError(f"not refused: {events}")


def drafted(revision: int = 1, **more: object) -> c.RecordDraft:
    report = c.RecordDraft(revision=revision, content_hash=f"hash-{revision}", written_by="embedded")
    return report.model_copy(update=more)


def facts(
    budget: int = 46000, *, currency: str = "GBP", market: str | None = None, findings: tuple[str, ...] = ()
) -> Facts:
    channels = (Channel.EMAIL, Channel.PAID_SEARCH)
    return Facts(budget=Decimal(budget), currency=currency, channels=channels, market=market, findings=findings)


def stopped(revision: int = 1) -> c.RecordDraft:
    return drafted(revision).model_copy(update={"blocking": ("The channel budgets do not add up.",)})


def override(by: Person = ROSA) -> c.Override:
    return c.Override(by=by, reason="The client knows.")


def revise(by: Person = ROSA) -> c.ReviseInputs:
    return c.ReviseInputs(by=by, inputs=CAMPAIGN.model_copy(update={"budget": Decimal(50000)}))


def edit(by: Person = DEE, based_on: int = 1) -> c.Edit:
    return c.Edit(by=by, based_on=based_on, content_hash=f"hand-{based_on + 1}")


def failed(revision: int = 1) -> c.RecordDraftFailure:
    return c.RecordDraftFailure(revision=revision, reason="the model did not answer")


def delivered(stage: str = "designer", revision: int = 1, at: datetime = START + 3 * MINUTE) -> c.RecordDelivery:
    return c.RecordDelivery(stage=stage, revision=revision, message=posted(at))


def blocked(stage: str = "designer", revision: int = 1, reason: str = "not_in_channel") -> c.RecordDeliveryFailure:
    return c.RecordDeliveryFailure(stage=stage, revision=revision, reason=reason)


def yes(by: Person = DEE, stage: str = "designer", revision: int = 1, message: e.Message | None = None) -> c.Approve:
    return c.Approve(by=by, stage=stage, revision=revision, message=message)


def no(
    by: Person = DEE, stage: str = "designer", revision: int = 1, message: e.Message | None = None
) -> c.RequestChanges:
    note = "Show the shoe in the rain."
    return c.RequestChanges(
        by=by, stage=stage, revision=revision, section=Section.DIRECTIONS, note=note, message=message
    )


def decline(by: Person = DEE, stage: str = "designer", revision: int = 1) -> c.Decline:
    return c.Decline(by=by, stage=stage, revision=revision, reason="The range was sold.")


def look(by: Person = DEE, stage: str = "designer", revision: int = 1, message: e.Message | None = None) -> c.Look:
    return c.Look(by=by, stage=stage, revision=revision, how="changes", message=message)


def reassign(
    by: Person = DEE, asked: str = "U0DEE", to: Person = NOOR, stage: str = "designer", revision: int = 1
) -> c.Reassign:
    return c.Reassign(by=by, stage=stage, revision=revision, asked=asked, to=to)


def look_again(by: Person = DEE, stage: str = "designer", revision: int = 2) -> c.LookAgain:
    return c.LookAgain(by=by, stage=stage, revision=revision)


def link(by: Person = ROSA, person: str = "LJO", stage: str = "agency", days: int = 7) -> c.MakeLink:
    """A link for Jo, that holds for `days` from the beginning of the story on."""
    return c.MakeLink(by=by, stage=stage, person=person, name="Jo Smith", until=START + timedelta(days=days))


def pause(by: Person = ROSA) -> c.Pause:
    return c.Pause(by=by, reason="Waiting for the prices.")


def cancel(by: Person = ROSA) -> c.Cancel:
    return c.Cancel(by=by, reason="the launch moved")


def tell_minutes(by: Person = ROSA, minutes: int = 30) -> c.TellMinutes:
    return c.TellMinutes(by=by, minutes=minutes, baseline=180)


def tell_outcome(by: Person = ROSA, message: e.Message | None = None) -> c.TellOutcome:
    outcome = Outcome(spend=Decimal(43000), results=Decimal(8600), next_time="Start earlier.")
    return c.TellOutcome(by=by, outcome=outcome, message=message)


def reminder(
    stage: str = "designer",
    revision: int = 1,
    about: e.ReminderKind = "nudge",
    mentioned: tuple[str, ...] = (),
    told: tuple[str, ...] = (),
) -> c.RecordReminder:
    return c.RecordReminder(stage=stage, revision=revision, about=about, mentioned=mentioned, told=told)


def decision(events: list[e.Event]) -> e.Approved | e.ChangesRequested | e.Declined:
    """Return the decision among `events`."""
    return next(event for event in events if isinstance(event, e.Approved | e.ChangesRequested | e.Declined))


def in_review(*, chain: tuple[Stage, ...] = CHAIN, self_approval: bool = False) -> Story:
    story = Story(chain=chain, self_approval=self_approval)
    story.tell(drafted())
    return story


def held() -> Story:
    story = Story()
    story.tell(stopped())
    return story


def draft_failed() -> Story:
    story = Story()
    story.tell(failed())
    return story


def completed() -> Story:
    story = in_review()
    story.tell(yes(), yes(MAYA, "marketer"), yes(AXEL, "agency"))
    return story


def declined() -> Story:
    story = in_review()
    story.tell(decline())
    return story


def paused() -> Story:
    story = in_review()
    story.tell(pause())
    return story


def withdrawn() -> Story:
    story = in_review()
    story.tell(c.Withdraw(by=ROSA))
    return story


def cancelled() -> Story:
    story = in_review()
    story.tell(cancel())
    return story
