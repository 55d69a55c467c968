"""Do people hear of what waits for them at the right instant, in their own working hours, and never twice?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.workflow import story as s
from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief
from workflow.errors import WorkflowError
from workflow.fold import evolve, replay
from workflow.latency import latencies
from workflow.lifecycle import decide, open_brief
from workflow.reminders import Outlook, Recipient, Request, key, marks, outlook, round_up
from workflow.team import CalendarSettings, Stage
from workflow.worktime import WorkingCalendar, next_shift

HOUR = timedelta(hours=1)
HOURS = CalendarSettings(timezone="Europe/London", working_hours="09:00-17:30")
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
STAGE = Stage(name="designer", title="Design review", channel="C0DESIGN", approvers=("U0DEE", "U0NOOR"), sla="8h")


def calendar(zone: str = "Europe/London", holidays: frozenset[date] = CHRISTMAS) -> WorkingCalendar:
    return WorkingCalendar(ZoneInfo(zone), frozenset(range(5)), 9 * HOUR, 17.5 * HOUR, holidays)


def told_at(text: str) -> datetime:
    """Return the instant at which the clocks of London show `text`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)


DEE = Recipient("U0DEE", calendar())
NOOR = Recipient("U0NOOR", calendar("America/New_York"))
KENJI = Recipient("U0KENJI", calendar("Asia/Tokyo"))
AXEL = Recipient("U0AXEL", calendar(), is_reachable=False)
ROSS = Recipient("U0ROSS", calendar())
"""Whom the stage escalates to."""


@dataclass
class World:
    """Briefs, whom they ask, and a clock: what schedulers see and do, without a database."""

    now: datetime
    people: Sequence[Recipient]
    escalation: Recipient | None = None
    nudge: float = 0.5
    briefs: dict[str, Brief] = field(default_factory=dict)
    claims: dict[tuple[str, date], str] = field(default_factory=dict)
    sent: list[tuple[datetime, str, str, str]] = field(default_factory=list)
    """When, about which brief, for which reason, to whom; a breach that is recorded without anybody has “-”."""

    def deliver(self, brief_id: str = "BRF-1", stage: Stage = STAGE) -> None:
        """Open a brief whose stage is asked at this moment."""
        wish = s.opening(chain=(stage,)).model_copy(update={"calendar": HOURS})
        self.briefs[brief_id] = replay(open_brief(brief_id, wish, self.now))
        self.tell(s.drafted(), brief_id)
        self.tell(s.delivered(at=self.now), brief_id)

    def tell(self, command: c.Command, brief_id: str = "BRF-1") -> list[e.Event]:
        brief = self.briefs[brief_id]
        events = decide(brief, command, self.now)
        for happened in events:
            brief = evolve(brief, happened)
        self.briefs[brief_id] = brief
        return events

    def requests(self) -> list[Request]:
        found = []
        for brief in self.briefs.values():
            for stay in brief.open_handovers if not brief.paused else ():
                given = {one.by for one in brief.approvals_of(stay.stage, stay.revision)}
                asked = tuple(who for who in self.people if who.id not in given)
                when = marks(brief, stay, calendar(), self.nudge, self.now)
                found.append(Request(brief, stay, when, calendar(), asked, self.escalation))
        return found

    def wake(self, schedulers: int = 1) -> datetime | None:
        """Do what schedulers do that all read at this moment; return the next instant at which one has to."""
        seen = [(self.requests(), dict(self.claims)) for _ in range(schedulers)]
        nexts = [self._act(requests, claims) for requests, claims in seen]
        return nexts[0]

    def _act(self, requests: list[Request], claims: dict[tuple[str, date], str]) -> datetime | None:
        for request in requests:
            self._remind(request, claims, ("escalation",))
        for who in self.people:
            waiting = [request.stay.delivered_at for request in requests if who in request.asked]
            shift = round_up(who, [at for at in waiting if at], claims, self.now)
            if shift and self._claimed(who, "round-up", claims):
                self.sent.append((self.now, "", "round-up", who.id))
        found = [self._remind(request, claims, ("nudge", "breach")) for request in requests]
        return min(filter(None, found), default=None)

    def _claimed(self, who: Recipient, taken_by: str, seen: dict[tuple[str, date], str]) -> bool:
        """Take somebody's day as the table does, whose key is unique; only one takes it for a round-up."""
        day = next_shift(who.calendar, self.now).day
        is_new = (who.id, day) not in self.claims
        seen[who.id, day] = taken_by
        return self.claims.setdefault((who.id, day), taken_by) == taken_by and (is_new or taken_by != "round-up")

    def _remind(
        self, request: Request, claims: dict[tuple[str, date], str], kinds: tuple[e.ReminderKind, ...]
    ) -> datetime | None:
        found = outlook(request, claims, self.now)
        people = {who.id: who for who in (*request.asked, request.escalation) if who}
        for command in (one for one in found.due if one.about in kinds):
            taken_by = key(request.brief, request.stay, command.about)
            mentioned, told = (
                tuple(who for who in ids if self._claimed(people[who], taken_by, claims))
                for ids in (command.mentioned, command.told)
            )
            report = command.model_copy(update={"mentioned": mentioned, "told": told})
            for happened in self.tell(report, request.brief.id):
                assert isinstance(happened, e.Reminded)
                ids = (*happened.mentioned, *happened.told) or ("-",)
                self.sent += [(self.now, request.brief.id, happened.about, who) for who in ids]
        return found.next_at

    def until(self, end: datetime, *, schedulers: int = 1) -> None:
        """Wake whenever something is said to be due next."""
        while True:
            following = self.wake(schedulers)
            if following is None or following > end:
                self.now = end
                return
            assert following > self.now
            self.now = following


def lived(
    start: str, *people: Recipient, days: int = 14, zone: str = "Europe/London", last: Recipient | None = None
) -> list[str]:
    """Return what is sent about a brief delivered at `start`, each with its instant as the clocks of `zone` show it."""
    world = World(told_at(start), people or (DEE,), last)
    world.deliver()
    world.until(world.now + timedelta(days=days))
    shown = ((at.astimezone(ZoneInfo(zone)), about, who) for at, _, about, who in world.sent)
    return [f"{at:%a %d %b %H:%M} {about} {who}" for at, about, who in shown]


def test_at_half_the_sla_comes_a_nudge_at_the_sla_the_breach_and_the_message_on_the_next_free_day() -> None:
    assert lived("2026-11-16 09:00", last=ROSS) == [
        "Mon 16 Nov 13:00 nudge U0DEE",
        "Mon 16 Nov 17:00 breach -",
        "Tue 17 Nov 09:00 breach U0DEE",
        "Tue 17 Nov 12:30 escalation U0ROSS",
    ]


@pytest.mark.parametrize(
    ("what", "start", "nudge", "breach"),
    [
        ("a weekend", "2026-11-20 15:00", "Mon 23 Nov 10:30", "Mon 23 Nov 14:30"),
        ("public holidays and a weekend", "2026-12-24 15:00", "Tue 29 Dec 10:30", "Tue 29 Dec 14:30"),
        ("the clocks going forward", "2026-03-27 15:00", "Mon 30 Mar 10:30", "Mon 30 Mar 14:30"),
        ("the clocks going back", "2026-10-23 15:00", "Mon 26 Oct 10:30", "Mon 26 Oct 14:30"),
        ("an SLA that ends with the day", "2026-11-20 09:30", "Fri 20 Nov 13:30", "Mon 23 Nov 09:00"),
        ("a delivery at night", "2026-11-18 23:00", "Thu 19 Nov 13:00", "Thu 19 Nov 17:00"),
    ],
)
def test_reminders_come_at_the_expected_instant_over(what: str, start: str, nudge: str, breach: str) -> None:
    told = lived(start)
    assert told[0] == f"{nudge} nudge U0DEE", what
    assert told[1] in {f"{breach} breach -", f"{breach} breach U0DEE"}, what
    assert sum(one.endswith("breach U0DEE") for one in told) == 1, what
    assert len(told) == (2 if told[1].endswith("U0DEE") else 3), what


def test_the_same_wall_clock_is_another_instant_on_each_side_of_a_clock_change() -> None:
    assert lived("2026-03-27 15:00", zone="UTC")[0] == "Mon 30 Mar 09:30 nudge U0DEE"
    assert lived("2026-10-23 15:00", zone="UTC")[0] == "Mon 26 Oct 10:30 nudge U0DEE"


def test_everybody_hears_of_it_in_the_working_hours_of_their_own_zone() -> None:
    assert lived("2026-11-16 09:00", DEE, NOOR, KENJI, zone="UTC") == [
        "Mon 16 Nov 13:00 nudge U0DEE",
        "Mon 16 Nov 14:00 nudge U0NOOR",
        "Mon 16 Nov 17:00 breach -",
        "Tue 17 Nov 00:00 breach U0KENJI",
        "Tue 17 Nov 09:00 breach U0DEE",
        "Tue 17 Nov 14:00 breach U0NOOR",
    ]


@pytest.mark.parametrize(
    ("start", "opening"),
    [
        ("2026-03-05 12:00", "Fri 06 Mar 14:00"),  # both on winter time
        ("2026-03-12 12:00", "Fri 13 Mar 13:00"),  # New York changed on the 8th
        ("2026-04-02 12:00", "Fri 03 Apr 13:00"),  # London changed on the 29th
        ("2026-10-29 12:00", "Fri 30 Oct 13:00"),  # London changed back on the 25th
        ("2026-11-05 12:00", "Fri 06 Nov 14:00"),  # New York on the 1st
    ],
)
def test_a_clock_change_of_either_side_moves_the_opening_of_the_other(start: str, opening: str) -> None:
    world = World(told_at(start), (NOOR,))
    world.claims["U0NOOR", world.now.date()] = "another"
    world.deliver()
    world.until(world.now + timedelta(days=6))
    at, _, _, who = next(one for one in world.sent if one[3] != "-")
    assert (f"{at:%a %d %b %H:%M}", who) == (opening, "U0NOOR")


def test_the_share_after_which_the_nudge_comes_is_the_teams() -> None:
    world = World(told_at("2026-11-16 09:00"), (DEE,), nudge=0.25)
    world.deliver()
    world.until(world.now + HOUR * 3)
    assert [(f"{at:%H:%M}", about) for at, _, about, _ in world.sent] == [("11:00", "nudge")]


def test_the_breach_is_recorded_when_the_figures_begin_to_count_it() -> None:
    world = World(told_at("2026-11-20 09:30"), (DEE,))
    world.deliver()
    request = world.requests()[0]
    at = request.marks.breach
    assert f"{at:%a %H:%M}" == "Mon 09:00"
    brief = world.briefs["BRF-1"]
    assert not latencies(brief, calendar(), at)[0].breached
    assert latencies(brief, calendar(), at + timedelta(microseconds=1))[0].breached


def test_a_pause_moves_what_is_due_and_nothing_is_due_in_it() -> None:
    world = World(told_at("2026-11-16 09:00"), (DEE,))
    world.deliver()
    world.now += HOUR
    world.tell(s.pause())
    world.until(told_at("2026-11-16 15:00"))
    assert world.sent == []
    world.tell(c.Resume(by=s.ROSA))
    world.until(told_at("2026-11-17 23:00"))
    assert [f"{at:%a %H:%M} {about}" for at, _, about, _ in world.sent] == ["Tue 09:30 nudge", "Tue 13:30 breach"]


def test_whoever_has_approved_is_not_reminded_while_the_stage_waits_for_others() -> None:
    world = World(told_at("2026-11-16 09:00"), (DEE, Recipient("U0NOOR", calendar())))
    world.deliver(stage=STAGE.model_copy(update={"required": 2}))
    world.tell(s.yes())
    world.until(told_at("2026-11-16 16:00"))
    assert [who for _, _, _, who in world.sent] == ["U0NOOR"]


def test_nothing_is_sent_once_it_is_decided_and_nothing_while_its_message_does_not_stand() -> None:
    world = World(told_at("2026-11-16 09:00"), (DEE,))
    world.deliver()
    stay = world.briefs["BRF-1"].open_handovers[0]
    world.tell(s.yes())
    assert world.requests() == []
    assert decide(world.briefs["BRF-1"], s.reminder(told=("U0DEE",)), world.now) == []
    undelivered = s.in_review().brief
    assert decide(undelivered, s.reminder(told=("U0DEE",)), world.now) == []
    with pytest.raises(ValueError, match="only what was delivered"):
        marks(undelivered, undelivered.open_handovers[0], calendar(), 0.5, world.now)
    assert stay.awaits_decision


def test_people_whom_no_direct_message_reaches_are_called_in_the_thread_once() -> None:
    assert lived("2026-11-16 09:00", AXEL) == ["Mon 16 Nov 13:00 nudge U0AXEL", "Mon 16 Nov 17:00 breach -"]


def test_the_thread_calls_them_at_the_breach_where_it_has_called_nobody() -> None:
    world = World(told_at("2026-11-16 09:00"), (AXEL, DEE))
    world.claims |= {("U0AXEL", date(2026, 11, 16)): "another", ("U0DEE", date(2026, 11, 16)): "another"}
    world.deliver()
    world.until(told_at("2026-11-20 09:00"))
    reminded = world.briefs["BRF-1"].open_handovers[0].reminded
    assert [(one.about, one.mentioned, one.told) for one in reminded] == [
        ("breach", (), ()),
        ("breach", ("U0AXEL",), ("U0DEE",)),
    ]


def test_the_escalation_person_is_told_once_and_only_where_a_message_reaches_them() -> None:
    world = World(told_at("2026-11-16 09:00"), (DEE,), escalation=Recipient("U0ROSS", calendar(), is_reachable=False))
    world.deliver()
    world.until(told_at("2026-11-30 09:00"))
    assert "escalation" not in {about for _, _, about, _ in world.sent}


def test_in_the_morning_one_round_up_takes_the_place_of_single_reminders() -> None:
    world = World(told_at("2026-11-16 10:00"), (DEE,))
    world.deliver("BRF-1")
    world.now += HOUR
    world.deliver("BRF-2")
    world.until(told_at("2026-11-17 08:59"))
    world.now = told_at("2026-11-17 09:00")
    world.wake()
    told = [(f"{at:%a %H:%M}", brief, about) for at, brief, about, who in world.sent if who != "-"]
    assert told == [("Mon 14:00", "BRF-1", "nudge"), ("Tue 09:00", "", "round-up")]


def test_a_round_up_every_morning_keeps_no_escalation_from_whoever_has_much_to_decide() -> None:
    world = World(told_at("2026-11-16 10:00"), (ROSS,), escalation=ROSS)
    for brief in ("BRF-1", "BRF-2", "BRF-3"):
        world.deliver(brief)
    world.until(told_at("2026-11-27 17:00"))
    told = [(brief, f"{at:%a %d %H:%M}") for at, brief, about, _ in world.sent if about == "escalation"]
    assert told == [("BRF-1", "Wed 18 09:00"), ("BRF-2", "Thu 19 09:00"), ("BRF-3", "Fri 20 09:00")]


def test_one_decision_is_no_round_up_and_two_that_came_during_the_day_wait_for_the_next_morning() -> None:
    now = told_at("2026-11-17 12:00")
    yesterday, today = now - timedelta(days=1), now - HOUR
    assert round_up(DEE, [yesterday, today], {}, now) is None
    assert round_up(DEE, [yesterday, yesterday], {}, now) == next_shift(calendar(), now)
    assert round_up(DEE, [yesterday, yesterday], {("U0DEE", now.date()): "x"}, now) is None
    assert round_up(DEE, [yesterday, yesterday], {}, told_at("2026-11-17 08:59")) is None
    assert round_up(AXEL, [yesterday, yesterday], {}, now) is None


ZONES = st.sampled_from(["Europe/London", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Asia/Kolkata"])
STARTS = st.sampled_from([date(2026, 3, 5), date(2026, 3, 26), date(2026, 10, 22), date(2026, 12, 23)])


@st.composite
def lives(draw: st.DrawFn) -> World:
    """Some weeks, around clock changes and holidays, in which briefs come and some are decided, paused, resumed."""
    zones = draw(st.lists(ZONES, min_size=1, max_size=3))
    people = [Recipient(f"U0P{i}", calendar(zone), draw(st.integers(0, 4)) > 0) for i, zone in enumerate(zones)]
    start = datetime.combine(draw(STARTS), datetime.min.time(), UTC)
    world = World(start, people, draw(st.sampled_from([None, ROSS])))
    schedulers = draw(st.integers(1, 2))
    for number in range(1, draw(st.integers(2, 5))):
        world.until(world.now + draw(st.integers(0, 60)) * HOUR, schedulers=schedulers)
        sla = draw(st.sampled_from(["30m", "4h", "8h", "3d"]))
        world.deliver(f"BRF-{number}", STAGE.model_copy(update={"sla": sla}))
        for brief_id in list(world.briefs):
            wish = draw(st.sampled_from([None, None, None, s.yes(), s.pause(), c.Resume(by=s.ROSA)]))
            try:
                world.tell(wish, brief_id) if wish else None
            except WorkflowError:
                event("refused")
    world.until(world.now + timedelta(days=draw(st.integers(1, 9))), schedulers=schedulers)
    return world


def test_nobody_hears_of_two_things_on_one_day_or_outside_of_their_hours_or_of_one_thing_twice() -> None:
    reached: Counter[str] = Counter()

    @settings(max_examples=150, deadline=None)
    @given(lives())
    def live(world: World) -> None:
        people = {who.id: who for who in (*world.people, ROSS)}
        told = [(at, people[who]) for at, _, _, who in world.sent if who != "-"]
        for at, who in told:
            shift = next_shift(who.calendar, at)
            assert shift.opens <= at < shift.closes, (at, who)
            assert shift.day == at.astimezone(who.calendar.timezone).date(), "a day is the one that their clock shows"
        days = Counter((who.id, at.astimezone(who.calendar.timezone).date()) for at, who in told)
        assert max(days.values(), default=1) == 1
        assert world.claims.keys() == days.keys(), "no day is taken for nothing"
        once = Counter((brief, about, who) for _, brief, about, who in world.sent if brief)
        assert max(once.values(), default=1) == 1
        reached.update(about for _, _, about, _ in world.sent)

    live()
    assert min(reached[about] for about in ("nudge", "breach", "escalation", "round-up")) >= 20, reached


def test_once_everybody_has_heard_of_everything_nothing_is_due_any_more() -> None:
    world = World(told_at("2026-11-16 09:00"), (DEE,), escalation=ROSS)
    world.deliver()
    world.until(told_at("2026-11-20 12:00"))
    (request,) = world.requests()
    assert outlook(request, world.claims, world.now) == Outlook((), None)


def test_of_two_reports_at_once_the_second_reminds_only_those_whom_the_first_did_not() -> None:
    story = s.in_review()
    story.tell(s.delivered())
    story.tell(s.reminder(mentioned=("U0DEE",), told=("U0MAYA",)))
    (second,) = story.tell(s.reminder(mentioned=("U0DEE", "U0NOOR"), told=("U0MAYA", "U0ROSS")))
    assert isinstance(second, e.Reminded)
    assert (second.mentioned, second.told) == ((), ("U0ROSS",)), "a thread calls people once"
    assert story.tell(s.reminder(mentioned=("U0NOOR",), told=("U0MAYA",))) == []
