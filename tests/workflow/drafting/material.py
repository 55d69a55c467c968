"""What do the drafting tests draft: campaigns in files, a chain, a calendar with holidays?"""

import json
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from workflow.campaign import Campaign, parse_campaign
from workflow.draft import Draft, Section
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.port import Assignment, ChangeRequest
from workflow.team import Stage
from workflow.worktime import WorkingCalendar

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 22)
FILES = ("ridgeline", "minimal", "hostile", "late_mailing", "three_audiences")
HOLIDAYS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)})
CALENDAR = WorkingCalendar(
    timezone=ZoneInfo("Europe/London"),
    weekdays=frozenset(range(5)),
    opens=timedelta(hours=9),
    closes=timedelta(hours=17, minutes=30),
    holidays=HOLIDAYS,
)
CHAIN = (
    Stage(name="designer", title="Design review", channel="C0DESIGN", approvers=("U0DEE", "S0DESIGN"), sla="8h"),
    Stage(name="marketer", title="Marketing sign-off", channel="C0MARKET", approvers=("U0MAYA",), sla="8h"),
    Stage(name="agency", title="Agency acceptance", channel="C0AGENCY", approvers=("U0AXEL",), required=1, sla="2d"),
)
NAMES = {"U0DEE": "Dee Okafor", "S0DESIGN": "Designers", "U0MAYA": "Maya Lind"}


def campaign(file: str = "ridgeline", /, **changed: object) -> Campaign:
    answers = json.loads((DATA / f"{file}.json").read_text("utf-8"))
    return parse_campaign({**answers, **changed}, TODAY)


def assignment(file: str = "ridgeline", /, *changes: ChangeRequest, **changed: object) -> Assignment:
    return assigned(campaign(file, **changed), *changes)


def assigned(wanted: Campaign, *changes: ChangeRequest, chain: tuple[Stage, ...] = CHAIN) -> Assignment:
    return Assignment(wanted, len(changes) + 1, chain, CALENDAR, TODAY, "Priya Raman", NAMES, changes)


def drafted(file: str = "ridgeline", /, *changes: ChangeRequest, **changed: object) -> Draft:
    return EmbeddedDrafter().draft(assignment(file, *changes, **changed))


def change(note: str, section: Section | None = None, revision: int = 1) -> ChangeRequest:
    return ChangeRequest(revision=revision, stage="designer", by="U0DEE", section=section, note=note)
