"""How does a test tell the lives of several briefs, by a clock on a wall in London?"""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.workflow.story import CAMPAIGN
from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief
from workflow.fold import replay
from workflow.lifecycle import decide, open_brief
from workflow.people import Person
from workflow.team import WEEKDAYS, CalendarSettings, DigestSettings, Stage, Team, parse_hours
from workflow.worktime import WorkingCalendar

HOME = "T0HOME"
LONDON = ZoneInfo("Europe/London")
AUTHOR = Person(id="U0ROSA", workspace=HOME)
OFFICE = CalendarSettings(timezone="Europe/London", working_hours="09:00-17:30")
DESIGNER = Stage(name="designer", title="Design review", channel="C0DESIGN", approvers=("U0DEE",), sla="4h")
MARKETER = Stage(name="marketer", title="Marketing sign-off", channel="C0MARKETING", approvers=("U0MAYA",), sla="8h")
AGENCY = Stage(name="agency", title="Agency acceptance", channel="C0AGENCY", approvers=("U0AXEL",), sla="2d")
TEAM = Team(
    name="Northfold", calendar=OFFICE, chain=(DESIGNER, MARKETER, AGENCY), digest=DigestSettings(channel="C0DIGEST")
)


def london(text: str) -> datetime:
    """Return the instant at which a clock in London shows `text`."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def by_the_hours(settings: CalendarSettings) -> WorkingCalendar:
    """Return the calendar of settings that list their holidays."""
    assert not isinstance(settings.holidays, str)
    opens, closes = parse_hours(settings.working_hours)
    weekdays = frozenset(WEEKDAYS.index(day) for day in settings.working_days)
    return WorkingCalendar(settings.zone, weekdays, opens, closes, frozenset(settings.holidays))


def journey(number: int, told: str, *, team: Team = TEAM) -> Brief:
    """Return the brief whose life `told` tells, one `2026-11-16 09:00 word` a line.

    The words are `open`, `draft`, `fail` and `retry` a draft, `deliver`, `yes`, `another` (approver's yes),
    `no`, `cancel`.
    """
    return replay(history(number, told, team=team))


def history(number: int, told: str, *, team: Team = TEAM) -> list[e.Event]:
    """Return the events of such a brief."""
    lines = [line.strip().rpartition(" ") for line in told.strip().splitlines()]
    campaign = CAMPAIGN.model_copy(update={"name": f"Campaign {number}"})
    opening = c.Open(by=AUTHOR, workspace=HOME, team="T", inputs=campaign, chain=team.chain, calendar=team.calendar)
    assert lines[0][2] == "open"
    happened = open_brief(f"BRF-{number}", opening, london(lines[0][0]))
    for when, _, word in lines[1:]:
        brief, at = replay(happened), london(when)
        happened += decide(brief, _command(brief, word, at), at)
    return happened


def _command(brief: Brief, word: str, at: datetime) -> c.Command:
    stay = brief.open_handover
    stage = brief.stage
    if stay is None or stage is None:
        drafted = c.RecordDraft(revision=brief.next_revision, content_hash="hash", written_by="embedded")
        failed = c.RecordDraftFailure(revision=brief.next_revision, reason="no answer")
        apart: dict[str, c.Command] = {"draft": drafted, "fail": failed, "retry": c.RetryDraft(by=AUTHOR)}
        return apart.get(word) or c.Cancel(by=AUTHOR, reason="moved")
    by = Person(id=stage.approvers[0], workspace=HOME)
    message = e.Message(channel=stage.channel, ts=f"{at.timestamp():.6f}")
    where = {"stage": stay.stage, "revision": stay.revision}
    words: dict[str, c.Command] = {
        "deliver": c.RecordDelivery(message=message, **where),
        "yes": c.Approve(by=by, **where),
        "another": c.Approve(by=Person(id=stage.approvers[-1], workspace=HOME), **where),
        "no": c.RequestChanges(by=by, section=None, note="Shorter.", **where),
        "cancel": c.Cancel(by=AUTHOR, reason="moved"),
    }
    return words[word]
