"""What do all briefs together look like? The read side: one query each, folded from the same events."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.codec import decode
from storage.database import Database
from storage.errors import CorruptHistory
from workflow import events as e
from workflow.brief import Brief
from workflow.fold import replay

_EVENT = tables.event.c
_BRIEF = tables.brief.c
_BATCH = 500
_POSTED = ("delivered", "author_informed")
_SKEW = timedelta(minutes=10)  # Slack itself does not take requests from a clock that is more than five minutes off


class Queries:
    """Reads over all briefs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def briefs(self) -> list[Brief]:
        """Return every brief, the newest first.

        Raises:
            CorruptHistory: when a brief's events cannot be read.
        """
        return [_fold(history) for history in reversed(self._read(sa.true()))]

    def newest(self, most: int, author: str | None = None) -> tuple[list[Brief], int]:
        """Return the newest briefs, at most `most`, and how many there are; with `author` only theirs.

        Raises:
            CorruptHistory: when a brief's events cannot be read.
        """
        asked_for = sa.true() if author is None else _EVENT.by == author
        opened = sa.select(_EVENT.brief).where(_EVENT.position == 0, asked_for)
        wanted = opened.order_by(_EVENT.brief.desc()).limit(most)
        with self._database.read() as connection:
            total = connection.execute(sa.select(sa.func.count()).select_from(opened.subquery())).scalar_one()
            numbers = connection.execute(wanted).scalars().all()
        return [_fold(history) for history in reversed(self._read(_EVENT.brief.in_(numbers)))], int(total)

    def in_flight(self) -> list[Brief]:
        """Return the briefs that have not ended, the newest first.

        Raises:
            CorruptHistory: when a brief's events cannot be read.
        """
        return [_fold(history) for history in reversed(self._read(_EVENT.brief.in_(_numbers_in_flight())))]

    def once_blocked(self) -> list[Brief]:
        """Return the briefs in flight of which a stage could not be asked, now or earlier, the newest first.

        They are few and found by their own index: whoever looks for them every minute reads no others.

        Raises:
            CorruptHistory: when a brief's events cannot be read.
        """
        blocked = sa.select(_EVENT.brief).where(tables.BLOCKED)
        wanted = _numbers_in_flight().where(_BRIEF.number.in_(blocked))
        return [_fold(history) for history in reversed(self._read(_EVENT.brief.in_(wanted)))]

    def positions(self) -> dict[int, int]:
        """Return for the number of each brief in flight how many events it has: what changed shows at little cost."""
        events = sa.select(sa.func.max(_EVENT.position)).where(_EVENT.brief == _BRIEF.number).scalar_subquery()
        with self._database.read() as connection:
            found = connection.execute(_numbers_in_flight().add_columns(events))
            return {number: last + 1 for number, last in found}

    def numbered(self, numbers: Iterable[int]) -> Iterator[Brief]:
        """Yield the briefs with these numbers, in lots that are read at one moment each.

        Raises:
            CorruptHistory: when a brief's events cannot be read.
        """
        for some in _batches(sorted(numbers)):
            with self._database.read() as connection:
                briefs = list(_folded(connection, some))
            yield from briefs

    def standing_at(self, message: e.Message) -> Brief | None:
        """Return the brief whose message in a stage's channel or to its author `message` is, if the log has one.

        Raises:
            CorruptHistory: when that brief's events cannot be read.
        """
        told = sa.select(_EVENT.brief).where(_EVENT.kind.in_(_POSTED), _EVENT.data.contains(message.ts))
        for history in self._read(_EVENT.brief.in_(told)):
            posts = (event.message for event in history if isinstance(event, e.Delivered | e.AuthorInformed))
            if message in posts:
                return _fold(history)
        return None

    def asked_in(self, message: e.Message) -> Brief | None:
        """Return the brief that the thread under `message` is about, if that is a stage's; as cheap as a look-up.

        Every reply in every channel that Baton is in asks. A delivery is dated by its message, so only what happened at
        the time of the message is looked through, by the index of that; `_SKEW` allows for two clocks.

        Raises:
            CorruptHistory: when that brief's events cannot be read.
        """
        about = _EVENT.at.between(message.posted_at - _SKEW, message.posted_at + _SKEW)
        told = sa.select(_EVENT.brief).where(about, _EVENT.kind == "delivered", _EVENT.data.contains(message.ts))
        with self._database.read() as connection:
            numbers = connection.execute(told).scalars().all()
        found = (_fold(history) for history in (self._read(_EVENT.brief.in_(numbers)) if numbers else ()))
        return next((brief for brief in found if any(stay.message == message for stay in brief.handovers)), None)

    def window(self, since: datetime, until: datetime) -> list[Brief]:
        """Return the briefs to which something happened from `since` up to `until`, and those in flight at `until`.

        What happened later is part of them. Reading only these keeps the time of a weekly digest from growing with all
        that was ever done.

        Raises:
            CorruptHistory: when a brief's events cannot be read.
        """
        touched = sa.select(_EVENT.brief).where(_EVENT.at >= since, _EVENT.at < until)
        in_flight = _numbers_in_flight(until)
        with self._database.read() as connection:
            numbers = sorted(connection.execute(touched.union(in_flight)).scalars())
            return [brief for some in _batches(numbers) for brief in _folded(connection, some)]

    def lately_completed(self, most: int) -> list[Brief]:
        """Return twice the `most` briefs that were completed last, in no order.

        Raises:
            CorruptHistory: when a brief's events cannot be read.
        """
        completed = (
            sa.select(_EVENT.brief)
            .where(tables.ENDING, _EVENT.kind == "completed")
            .order_by(_EVENT.at.desc())
            .limit(2 * most)
        )
        with self._database.read() as connection:
            numbers = connection.execute(completed).scalars().all()
        return [_fold(history) for history in self._read(_EVENT.brief.in_(numbers))]

    def flights_over(self, first: date, last: date) -> list[Brief]:
        """Return the completed briefs whose flight ended from day `first` to `last` and of which no outcome is told.

        The end that an author gave up in a mended request counts as well; whoever asks looks again.

        Raises:
            CorruptHistory: when a brief's events cannot be read.
        """
        data = _EVENT.data if self._database.is_sqlite else sa.cast(_EVENT.data, sa.JSON)
        end = sa.type_coerce(data, sa.JSON)["campaign"]["end"].as_string()
        asked_for = _EVENT.kind.in_(("opened", "campaign_revised"))
        over = sa.select(_EVENT.brief).where(asked_for, end.between(first.isoformat(), last.isoformat()))
        completed, told = (sa.select(_EVENT.brief).where(_EVENT.kind == kind) for kind in ("completed", "outcome_told"))
        which = sa.and_(_EVENT.brief.in_(over), _EVENT.brief.in_(completed), _EVENT.brief.not_in(told))
        return [_fold(history) for history in self._read(which)]

    def histories(self, since: datetime | None = None) -> list[list[e.Event]]:
        """Return the whole histories of all briefs to which something happened at or after `since`, oldest brief first.

        Briefs that are still in flight are among them: they are waiting, whenever something last happened to them.

        Raises:
            CorruptHistory: when a brief's events cannot be read.
        """
        if since is None:
            return self._read(sa.true())
        touched = sa.select(_EVENT.brief).where(_EVENT.at >= since)
        return self._read(sa.or_(_EVENT.brief.in_(touched), _EVENT.brief.in_(_numbers_in_flight())))

    def _read(self, which: sa.ColumnElement[bool]) -> list[list[e.Event]]:
        with self._database.read() as connection:
            rows = connection.execute(_log(which)).all()
        return [[decode(kind, data) for _, kind, data in own] for own in _by_brief(rows)]


def _numbers_in_flight(at: datetime | None = None) -> sa.Select[tuple[int]]:
    """Select the numbers of the briefs that had not ended `at` that moment, or have not ended yet."""
    opened = sa.true() if at is None else _BRIEF.opened_at < at
    before = sa.true() if at is None else _EVENT.at < at
    ended = sa.exists().where(_EVENT.brief == _BRIEF.number, tables.ENDING, before)
    return sa.select(_BRIEF.number).where(opened, ~ended)


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield `numbers` in lots that a planner looks up by key, whatever it knows about the tables."""
    return (numbers[start : start + _BATCH] for start in range(0, len(numbers), _BATCH))


def _folded(connection: Connection, numbers: Sequence[int]) -> Iterator[Brief]:
    rows = connection.execute(
        _log(_EVENT.brief.in_(numbers))
    ).all()  # one by one, PostgreSQL's driver takes twice as long
    for own in _by_brief(rows):
        yield _fold(decode(kind, data) for _, kind, data in own)


def _log(which: sa.ColumnElement[bool]) -> sa.Select[tuple[int, str, str]]:
    query = sa.select(_EVENT.brief, _EVENT.kind, _EVENT.data).where(which)
    return query.order_by(_EVENT.brief, _EVENT.position)


def _by_brief(rows: Iterable[Any]) -> Iterator[Iterator[Any]]:
    return (own for _, own in groupby(rows, key=itemgetter(0)))


def _fold(history: Iterable[e.Event]) -> Brief:
    try:
        return replay(history)
    except ValueError as error:
        raise CorruptHistory(f"The history of a brief cannot be told: {error}.") from None
