"""What do the drafting tests draft: campaigns in files, a chain, a calendar with holidays?"""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from workflow.campaign import Campaign, parse_campaign
from workflow.channels import Channel
from workflow.draft import Draft, Section
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.port import Assignment, ChangeRequest
from workflow.library import (
    ChannelResult,
    Count,
    Fact,
    Figures,
    Money,
    Origin,
    PriorCampaign,
    Research,
)
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


def part(channel: Channel | None, spend: str | None, results: str | None, of: str = "first purchases") -> ChannelResult:
    return ChannelResult(
        channel=channel,
        figures=Figures(
            spend=Money(amount=Decimal(spend), currency="GBP") if spend else None,
            results=Count(value=Decimal(results), of=of) if results else None,
        ),
    )


AUTUMN = PriorCampaign(
    id="LIB-1",
    name="Autumn Switch",
    origin=Origin(file="autumn.csv", place="rows 2-4"),
    parts=(
        part(Channel.META, "20000", "600"),
        part(Channel.EMAIL, "6000", "900"),
        part(Channel.OUT_OF_HOME, "20000", "540"),
    ),
    objective="Switch walkers from trainers to trail shoes",
    audience="Urban walkers in road trainers",
    market="UK",
    started=date(2025, 9, 1),
    ended=date(2025, 10, 31),
    happened=("Email carried the launch.",),
    next_time=("Start e-mail two weeks earlier.",),
)
WALKERS = Research(
    id="LIB-2",
    title="Weekend walkers 2025",
    origin=Origin(file="walkers.md", place="3 sentences"),
    published=date(2025, 5, 1),
    facts=(
        Fact(text="62% of weekend walkers wear road trainers on wet trails.", place="paragraph 3"),
        Fact(text="Most walkers cannot tell waterproof claims apart.", place="paragraph 4"),
        Fact(text="Trail shoes are for runners, walkers say.", place="paragraph 5"),
        Fact(text="The survey was run in April.", place="paragraph 6"),
    ),
)
