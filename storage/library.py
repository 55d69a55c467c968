"""Which earlier campaigns and which research may drafts cite, and which of them are near to a campaign?"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.engine import Connection

from storage import tables
from storage.database import Database
from storage.errors import CorruptHistory
from workflow.campaign import Campaign
from workflow.drafting.retrieval import Catalogue, chosen_facts
from workflow.library import ITEM_ID, Evidence, Item, PriorCampaign, Research

Kind = Literal["campaign", "research"]
Outcome = Literal["added", "replaced", "known"]

_ROW = tables.library.c
_ITEM: TypeAdapter[PriorCampaign | Research] = TypeAdapter(PriorCampaign | Research)
_LISTED = (_ROW.number, _ROW.kind, _ROW.title, _ROW.file, _ROW.added_at, _ROW.added_by)
_STATE = sa.select(sa.func.max(_ROW.number), sa.func.count(_ROW.removed_at))
_READ_AT_ONCE = 500


@dataclass(frozen=True)
class Kept:
    """A line of the library's list: an item without its content."""

    id: str
    kind: Kind
    title: str
    file: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True)
class Added:
    """What became of an item that was brought: it is new, it took the place of an older one, or it was known."""

    id: str
    title: str
    outcome: Outcome


class Library:
    """The items of one database. What can be found is kept in memory and follows what is added and removed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._catalogue = Catalogue()
        self._indexed: set[int] = set()
        self._state: tuple[Any, ...] = ()
        self._lock = Lock()

    def add(self, items: Sequence[Item], now: datetime, by: str) -> list[Added]:
        """Keep `items`; one of the same name from a file of the same name takes the place of the older one."""
        return self._database.transact(lambda connection: [_keep(connection, item, now, by) for item in items])

    def remove(self, item_id: str, now: datetime) -> Kept | None:
        """Forget an item's content and return what it was, or None where there is none; its id is not used again."""
        if not ITEM_ID.fullmatch(item_id):
            return None
        number = int(item_id.removeprefix("LIB-"))

        def forget(connection: Connection) -> Kept | None:
            row = connection.execute(_living(*_LISTED).where(_ROW.number == number)).one_or_none()
            if row is None:
                return None
            _forget(connection, number, now)
            return _kept(row)

        return self._database.transact(forget)

    def items(self) -> list[Kept]:
        """Return everything that is kept, in the order of the ids."""
        with self._database.read() as connection:
            rows = connection.execute(_living(*_LISTED).order_by(_ROW.number)).all()
        return [_kept(row) for row in rows]

    def cited(self, item_ids: Iterable[str]) -> Evidence:
        """Return those of the items that are still kept."""
        found = self._load([item_id for item_id in item_ids if ITEM_ID.fullmatch(item_id)])
        return _sorted_out(found, len(found))

    def evidence(self, campaign: Campaign, today: date) -> Evidence:
        """Return what the library offers for `campaign`, the nearest first.

        Raises:
            CorruptHistory: when an item cannot be read.
        """
        with self._lock:
            self._follow()
            near = self._catalogue.campaigns(campaign, today)
            studies = self._catalogue.research(campaign, today)
            held = self._catalogue.held
        found = _sorted_out(self._load([*near, *studies]), held)
        research = tuple(filter(None, (chosen_facts(study, campaign) for study in found.research)))
        return Evidence(found.campaigns, research, held)

    def _load(self, item_ids: Sequence[str]) -> list[Item]:
        """Return the items in the order of the ids; those that are gone are left out."""
        numbers = {int(item_id.removeprefix("LIB-")): place for place, item_id in enumerate(item_ids)}
        query = _living(_ROW.number, _ROW.content).where(_ROW.number.in_(numbers))
        with self._database.read() as connection:
            rows = sorted(connection.execute(query).all(), key=lambda row: numbers[row.number])
        return [_read(row) for row in rows]

    def _follow(self) -> None:
        """Bring what can be found up to what is kept, reading only what is new."""
        with self._database.read() as connection:
            state = tuple(connection.execute(_STATE).one())
            if state == self._state:
                return
            kept = set(connection.execute(_living(_ROW.number)).scalars())
            for number in self._indexed - kept:
                self._catalogue.drop(f"LIB-{number}")
            new = sorted(kept - self._indexed)
            for start in range(0, len(new), _READ_AT_ONCE):
                some = new[start : start + _READ_AT_ONCE]
                for row in connection.execute(_living(_ROW.number, _ROW.content).where(_ROW.number.in_(some))):
                    self._catalogue.put(_read(row))
        self._indexed, self._state = kept, state


def _living(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return sa.select(*columns).where(_ROW.removed_at.is_(None))


def _keep(connection: Connection, item: Item, now: datetime, by: str) -> Added:
    kind: Kind = "campaign" if isinstance(item, PriorCampaign) else "research"
    key = f"{kind}/{item.origin.file.casefold()}/{item.title.casefold()}"
    content = item.model_copy(update={"id": ""}).model_dump_json()
    digest = hashlib.sha256(content.encode()).hexdigest()
    before = connection.execute(sa.select(_ROW.number, _ROW.hash).where(_ROW.key == key)).one_or_none()
    if before is not None and before.hash == digest:
        return Added(f"LIB-{before.number}", item.title, "known")
    if before is not None:
        _forget(connection, before.number, now)
    number = (connection.execute(sa.select(sa.func.max(_ROW.number))).scalar() or 0) + 1
    row = {"number": number, "key": key, "kind": kind, "title": item.title, "file": item.origin.file}
    row |= {"hash": digest, "content": content, "added_at": now, "added_by": by}
    connection.execute(tables.library.insert(), row)
    return Added(f"LIB-{number}", item.title, "replaced" if before is not None else "added")


def _forget(connection: Connection, number: int, now: datetime) -> None:
    """Empty a row: documents that cite its id must never lead to another item."""
    emptied = {"key": None, "content": None, "title": "", "file": "", "removed_at": now}
    connection.execute(tables.library.update().where(_ROW.number == number).values(emptied))


def _kept(row: Any) -> Kept:
    return Kept(f"LIB-{row.number}", row.kind, row.title, row.file, row.added_at, row.added_by)


def _read(row: Any) -> Item:
    try:
        return _ITEM.validate_json(row.content).model_copy(update={"id": f"LIB-{row.number}"})
    except ValidationError:
        raise CorruptHistory(
            f"LIB-{row.number} of the library cannot be read; remove it and add its file again."
        ) from None


def _sorted_out(found: Iterable[Item], held: int) -> Evidence:
    items = list(found)
    campaigns = tuple(item for item in items if isinstance(item, PriorCampaign))
    return Evidence(campaigns, tuple(item for item in items if isinstance(item, Research)), held)
