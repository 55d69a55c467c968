"""To whom is a reminder owed at this moment? It is asked every minute, of the ledger."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import structlog

from bot.calendars import working_calendar
from bot.deciders import asked_of, escalation_of
from bot.failures import Temporary
from bot.one_look import OneLook
from bot.recipients import recipient
from bot.services import Services
from storage.jobs import Job
from storage.ledger import number_of
from workflow.brief import Brief
from workflow.commands import RecordReminder
from workflow.reminders import SEVERAL, Recipient, Request, key, marks, outlook, round_up
from workflow.team import Team
from workflow.worktime import next_shift

log = structlog.get_logger()

KNOWN_FOR = timedelta(minutes=20)
"""How long it is believed at most who is asked: people join user groups, leave, move to other zones."""

SPREAD = 600
"""Seconds over which the looks at briefs to which nothing happens are spread."""

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class _Known:
    """What one look found: how many events the brief had, when to look again, for whom it waits and since when."""

    position: int
    look_at: datetime
    waits: tuple[tuple[str, datetime], ...] = ()

    def holds(self, position: int | None, now: datetime) -> bool:
        """Tell whether the brief, which has `position` events now, needs no other look yet."""
        return self.position == position and now < self.look_at


class Reminding:
    """Finds what is owed; it remembers what it saw, so that it reads only briefs to which something may be due."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._known: dict[int, _Known] = {}

    def wake(self) -> None:
        """Have everything sent that is owed at this moment; while Slack does not tell who is asked, nothing is."""
        team = self._services.teams.current()
        known, self._known = self._known, {}  # after a failure everything is looked at anew
        if team is None or team.reminders.off:
            return
        try:
            self._known = self._send(_Look(self._services, team), known)
        except Temporary as error:
            log.info("nobody is reminded at the moment", reason=str(error))
            self._known = known

    def _send(self, look: "_Look", before: dict[int, _Known]) -> dict[int, _Known]:
        known, requests = self._look_again(look, before)
        for request in requests:
            look.escalate(request)  # before round-ups, which would take every morning of whoever has much to decide
        look.round_up(known)
        for request in requests:
            number, next_at = number_of(request.brief.id), look.remind(request)
            known[number] = replace(known[number], look_at=min(known[number].look_at, next_at or NEVER))
        return known

    def _look_again(self, look: "_Look", before: dict[int, _Known]) -> tuple[dict[int, _Known], list[Request]]:
        """Look at the briefs that are new, that changed, or whose time has come.

        Return what is known of all, and the requests that are worth a nudge at least.
        """
        positions = self._services.queries.positions()
        known = {number: one for number, one in before.items() if one.holds(positions.get(number), look.now)}
        worth: list[Request] = []
        for brief in self._services.queries.numbered(positions.keys() - known.keys()):
            requests = list(look.requests(brief))
            known[number_of(brief.id)] = _seen(brief, requests, look.now)
            worth += [request for request in requests if request.marks.nudge <= look.now]
        return known, sorted(worth, key=lambda request: request.marks.breach)


def _seen(brief: Brief, requests: list[Request], now: datetime) -> _Known:
    """Return what is to be remembered; a brief that nobody is asked about changes before anything is owed."""
    if not requests:
        return _Known(brief.position, NEVER)
    until = now + KNOWN_FOR - timedelta(seconds=number_of(brief.id) % SPREAD)
    nudges = (request.marks.nudge for request in requests if request.marks.nudge > now)
    waits = [(who.id, request.stay.delivered_at) for request in requests for who in request.asked]
    return _Known(brief.position, min([until, *nudges]), tuple((who, at) for who, at in waits if at is not None))


class _Look:
    """One look at everything, at one moment."""

    def __init__(self, services: Services, team: Team) -> None:
        self.now = services.now()
        self._services = replace(services, slack=OneLook(services.slack))
        self._team = team
        self._claims = dict(services.reminders.claims((self.now - timedelta(days=2)).date()))

    def requests(self, brief: Brief) -> Iterator[Request]:
        """Yield what waits for decisions on `brief`.

        Raises:
            Temporary: when Slack does not tell at the moment who is asked.
        """
        calendar = working_calendar(brief.calendar)
        for stay in brief.open_handovers:
            if brief.paused or not stay.awaits_decision:
                continue
            stage = brief.stage_named(stay.stage)
            asked = [self._recipient(user) for user in sorted(asked_of(self._services, brief, stay))]
            at_last = escalation_of(self._services, stage) if stage else None
            last = self._recipient(at_last) if at_last else None
            found = marks(brief, stay, calendar, self._team.reminders.nudge, self.now)
            yield Request(brief, stay, found, calendar, tuple(filter(None, asked)), last)

    def _recipient(self, user: str) -> Recipient | None:
        return recipient(self._services, user, self._team.calendar)

    def round_up(self, known: dict[int, _Known]) -> None:
        """Have a round-up sent to everybody for whom several decisions wait at the start of their day."""
        waiting: dict[str, list[tuple[int, datetime]]] = defaultdict(list)
        for number, one in known.items():
            for user, delivered in one.waits:
                waiting[user].append((number, delivered))
        for user, briefs in waiting.items():
            if len(briefs) >= SEVERAL:
                self._round_up_for(user, briefs)

    def _round_up_for(self, user: str, briefs: list[tuple[int, datetime]]) -> None:
        who = self._recipient(user)
        shift = round_up(who, (at for _, at in briefs), self._claims, self.now) if who else None
        if shift is not None:
            said = {"person": user, "day": shift.day.isoformat(), "briefs": sorted({number for number, _ in briefs})}
            job = Job(f"round_up/{user}/{shift.day}", "round_up", said)
            self._claim(user, shift.day, job.key, job)

    def escalate(self, request: Request) -> None:
        """Record that the stage's escalation person is told of `request`, if that is due."""
        for command in outlook(request, self._claims, self.now).due:
            if command.about == "escalation":
                self._record(request, command)

    def remind(self, request: Request) -> datetime | None:
        """Record the other reminders that are due for `request`, and return when the next of all will be."""
        found = outlook(request, self._claims, self.now)
        for command in found.due:
            if command.about != "escalation":
                self._record(request, command)
        return found.next_at

    def _record(self, request: Request, command: RecordReminder) -> None:
        """Take the days of those whom the reminder reaches, then record it; whoever was quicker has reminded them."""
        taken_by = key(request.brief, request.stay, command.about)
        people = filter(None, (*request.asked, request.escalation))
        days = {who.id: next_shift(who.calendar, self.now).day for who in people}

        def taken(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(user for user in ids if self._claim(user, days[user], taken_by))

        command = command.model_copy(update={"mentioned": taken(command.mentioned), "told": taken(command.told)})
        self._services.ledger.submit(request.brief.id, command, self.now)

    def _claim(self, user: str, day: date, taken_by: str, job: Job | None = None) -> bool:
        self._claims[user, day] = taken_by
        return self._services.reminders.claim(user, day, taken_by, self.now, job)
