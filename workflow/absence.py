"""Who is away at a moment, who decides in their place, and which absences cannot be?"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from workflow.brief import Brief
from workflow.course import standing
from workflow.errors import NotAllowed
from workflow.seats import lies_below
from workflow.values import Instant, Value


class Absence(Value):
    """A stretch of time in which somebody is away, whole days in their own `zone` unless it began today.

    Attributes:
        until: the end of its last day, which does not belong to it.
        stand_in: who decides in their place meanwhile; None when nobody was named.
        confirmed_by: who made it count, themselves or an admin; until then it is a proposal.
        ended_at: when it was ended early.
    """

    number: int = 0
    who: str
    since: Instant
    until: Instant
    zone: str
    stand_in: str | None = None
    proposed_by: str
    confirmed_by: str | None = None
    ended_at: Instant | None = None

    @property
    def end(self) -> datetime:
        """The moment at which it is over."""
        return self.until if self.ended_at is None else min(self.until, self.ended_at)

    @property
    def last_day(self) -> date:
        """The last day of the absence where the person is."""
        return (self.until - timedelta(microseconds=1)).astimezone(ZoneInfo(self.zone)).date()

    @property
    def first_day(self) -> date:
        """The first day of the absence where the person is."""
        return self.since.astimezone(ZoneInfo(self.zone)).date()

    def holds(self, at: datetime) -> bool:
        """Tell whether the person is away at a moment."""
        return self.confirmed_by is not None and self.since <= at < self.end


def away_at(known: Sequence[Absence], at: datetime) -> dict[str, Absence]:
    """Return the absences that hold at a moment, by who is away; nobody has two."""
    return {absence.who: absence for absence in known if absence.holds(at)}


def stand_in_of(known: Sequence[Absence], person: str, at: datetime) -> str | None:
    """Return who decides for `person` at a moment: themselves unless they are away, else the end of the chain.

    None when the chain ends with somebody who is away and named nobody.
    """
    *_, last = _chain(away_at(known, at), person)
    return last


def stands_in_for(known: Sequence[Absence], person: str, at: datetime) -> list[str]:
    """Return all those who are away at a moment and for whom `person` decides, chains followed."""
    return [who for who in away_at(known, at) if who != person and stand_in_of(known, who, at) == person]


def _chain(away: dict[str, Absence], person: str) -> Iterator[str | None]:
    """Yield `person`, their stand-in, the stand-in's own, and so on; None at the end where nobody is left."""
    seen: set[str | None] = set()
    at: str | None = person
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        if at not in away:
            return
        at = away[at].stand_in
    yield at if at is None else None  # what closes a ring decides nothing


def gap(wanted: Absence, known: Sequence[Absence]) -> Absence | None:
    """Return the first absence that leaves nobody to decide while `wanted` lasts although it names a stand-in.

    That is one of its stand-in, or of whoever stands in for them in turn, with nobody named.
    """
    if wanted.stand_in is None:
        return None
    others = [absence for absence in known if absence.number != wanted.number]
    counted = [*others, wanted.model_copy(update={"confirmed_by": wanted.proposed_by})]
    for at in sorted({wanted.since, *(one.since for one in others if wanted.since < one.since < wanted.end)}):
        away = away_at(counted, at)
        ring = [person for person in _chain(away, wanted.who) if person is not None]
        if stand_in_of(counted, wanted.who, at) is None:
            return away[ring[-1]]
    return None


def check_there(person: str, known: Sequence[Absence], at: datetime) -> None:
    """Let somebody pass to whom a request is to be given by hand.

    Raises:
        NotAllowed: when they are away at that moment.
    """
    absence = away_at(known, at).get(person)
    if absence is None:
        return
    away = f"{{0}} is away until {short_day(absence.last_day, absence.first_day)}"
    stand_in = stand_in_of(known, person, at)
    if stand_in is None:
        raise NotAllowed(f"{away}. Choose somebody else.", person)
    raise NotAllowed(f"{away}, and {{1}} decides in their place. Choose {{1}}, or somebody else.", person, stand_in)


def check(wanted: Absence, known: Sequence[Absence]) -> None:
    """Let an absence pass that fits the others.

    Raises:
        NotAllowed: when somebody would stand in for themselves, be away twice at once, or close a ring of stand-ins.
    """
    others = [absence for absence in known if absence.number != wanted.number and absence.confirmed_by]
    if wanted.stand_in == wanted.who:
        raise NotAllowed("Nobody stands in for themselves. Name somebody else, or nobody.")
    for other in others:
        if other.who == wanted.who and other.since < wanted.end and wanted.since < other.end:
            raise NotAllowed(
                f"{{0}} is away already, {days(other)}, and that overlaps {days(wanted)}. "
                "End that absence first with /brief away end.",
                wanted.who,
            )
    _check_ring(wanted.model_copy(update={"confirmed_by": wanted.proposed_by}), others)


def _check_ring(wanted: Absence, others: Sequence[Absence]) -> None:
    """A ring can close when the absence begins, or when another begins while it lasts."""
    moments = [wanted.since, *(one.since for one in others if wanted.since < one.since < wanted.end)]
    for at in moments:
        away = away_at([*others, wanted], at)
        ring = [person for person in _chain(away, wanted.who) if person is not None]
        last = away.get(ring[-1])
        if last is not None and last.stand_in == wanted.who:
            names = " → ".join(f"{{{i}}}" for i in range(len(ring)))
            raise NotAllowed(
                f"These would stand in for each other in a ring, and nobody would decide: {names} → {{0}}.", *ring
            )


def check_upward(wanted: Absence, known: Sequence[Absence], briefs: Sequence[Brief]) -> None:
    """Let an absence pass whose stand-in answers to nobody's decision that they would take over now.

    Raises:
        NotAllowed: when a brief that waits, or will, for the person who is away is the stand-in's own work.
    """
    counted = wanted.model_copy(update={"confirmed_by": wanted.proposed_by})
    stand_in = stand_in_of([*known, counted], wanted.who, wanted.since)
    for brief in briefs:
        for stage in brief.chain:
            decides = {wanted.who, f"{brief.workspace}/{wanted.who}"} & set(stage.approvers)
            if decides and stand_in and not standing(brief, stage.name) and lies_below(brief, stage, stand_in):
                raise NotAllowed(
                    f"{{0}} wrote {brief.id} or approved it at another stage, and {{1}} decides on it at "
                    f"{stage.title}: one person cannot do both. Name somebody else.",
                    stand_in,
                    wanted.who,
                )


def days(absence: Absence) -> str:
    """Return the days of an absence as people say them: `Mon 30 Nov to Fri 4 Dec`."""
    first, last = absence.first_day, absence.last_day
    return short_day(first, last) if first == last else f"{short_day(first, last)} to {short_day(last, first)}"


def short_day(day: date, beside: date) -> str:
    """Return a day as people say it; its year only where it is another than that of `beside`."""
    year = f" {day.year}" if day.year != beside.year else ""
    return f"{day:%a} {day.day} {day:%b}{year}"
