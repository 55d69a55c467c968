"""Which views does the database offer to tools that ask it in SQL? They read the log and hold nothing themselves.

Working time is not among them: its hours, zones and holidays are no arithmetic for SQL. `baton export` has it.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.database import Database
from workflow.inputs import CAMPAIGN

_STATUS = {
    "opened": "drafting",
    "held": "drafting",
    "campaign_revised": "drafting",
    "edited": "drafting",
    "draft_retried": "drafting",
    "changes_requested": "drafting",
    "draft_failed": "draft_failed",
    "handed_over": "in_review",
    "resumed": "in_review",
    "paused": "paused",
    "withdrawn": "withdrawn",
    "completed": "completed",
    "declined": "declined",
    "cancelled": "cancelled",
}
"""The status that a brief has after the last event of these kinds; the others leave it as it was."""

_ENDS_EVERY_STAY = ("changes_requested", "declined", "cancelled", "edited", "withdrawn")


@dataclass(frozen=True)
class _Dialect:
    """How a database spells what SQL leaves open; `{0}` and `{1}` are expressions, of a field a column and a name.

    `no_more` is what an approval stores as the number that is still missing when it was the last.
    """

    field: str
    inside: str
    hours: str
    earlier: str
    later: str
    no_more: str


_SQLITE = _Dialect(
    field="json_extract({0}, '$.{1}')",
    inside=".",
    hours="(julianday({1}) - julianday({0})) * 24.0",
    earlier="min({0}, {1})",
    later="max({0}, {1})",
    no_more="0",
)
_POSTGRES = _Dialect(
    field="({0}::jsonb #>> '{{{1}}}')",
    inside=",",
    hours="(extract(epoch from ({1} - {0})) / 3600.0)::double precision",
    earlier="least({0}, {1})",
    later="greatest({0}, {1})",
    no_more="'0'",
)


def create_views(database: Database) -> tuple[str, ...]:
    """Create the views, or bring those that stand to what this release means by them; return their names.

    Raises:
        StorageError: when the database does not answer.
    """
    told = _views(_SQLITE if database.is_sqlite else _POSTGRES)

    def create(connection: Connection) -> None:
        _drop(connection, told)
        for name, query in told.items():
            connection.execute(sa.text(f"CREATE VIEW {name} AS {query}"))

    database.transact(create)
    return tuple(told)


def drop_views(database: Database) -> None:
    """Take the views away; nothing else changes.

    Raises:
        StorageError: when the database does not answer.
    """
    database.transact(lambda connection: _drop(connection, _views(_SQLITE)))


def _drop(connection: Connection, names: dict[str, str]) -> None:
    for name in reversed(names):
        connection.execute(sa.text(f"DROP VIEW IF EXISTS {name}"))


def _views(dialect: _Dialect) -> dict[str, str]:
    """Return the query of each view by its name; a later one may read an earlier."""
    return {
        "baton_event": _events(dialect),
        "baton_brief": _briefs(dialect),
        "baton_pause": _pauses(dialect),
        "baton_handover": _handovers(dialect),
        "baton_change": _changes(dialect),
    }


def _id(dialect: _Dialect, number: str) -> str:
    """The id of the brief whose number is in the column `number`: its workflow's letters stand in its first event."""
    told = dialect.field.format("b.data", "brief_id")
    return f"(SELECT {told} FROM event b WHERE b.brief = {number} AND b.position = 0)"


def _events(dialect: _Dialect) -> str:
    return f'SELECT {_id(dialect, "e.brief")} AS brief, e.position, e.at, e.kind, e."by" FROM event e'


def _briefs(dialect: _Dialect) -> str:
    kinds = ", ".join(f"'{kind}'" for kind in _STATUS)
    status = " ".join(f"WHEN '{kind}' THEN '{status}'" for kind, status in _STATUS.items())
    return f"""
        SELECT {dialect.field.format("o.data", "brief_id")} AS brief,
            {dialect.field.format("o.data", f"campaign{dialect.inside}name")} AS name,
            (SELECT CASE s.kind {status} END FROM event s WHERE s.brief = o.brief AND s.kind IN ({kinds})
                ORDER BY s.position DESC LIMIT 1) AS status,
            o."by" AS author, {dialect.field.format("o.data", "team")} AS team, o.at AS opened_at,
            (SELECT min(x.at) FROM event x WHERE x.brief = o.brief
                AND x.kind IN ('completed', 'declined', 'cancelled')) AS ended_at,
            (SELECT count(*) FROM event d WHERE d.brief = o.brief AND d.kind IN ('drafted', 'edited')) AS revisions,
            (SELECT count(*) FROM event c WHERE c.brief = o.brief AND c.kind = 'changes_requested') AS rework_loops,
            coalesce({dialect.field.format("o.data", "workflow")}, '{CAMPAIGN}') AS workflow
        FROM event o WHERE o.position = 0
    """


def _pauses(dialect: _Dialect) -> str:
    return f"""
        SELECT {_id(dialect, "p.brief")} AS brief, p.at AS paused_at,
            (SELECT min(r.at) FROM event r WHERE r.brief = p.brief AND r.position > p.position
                AND r.kind IN ('resumed', 'cancelled')) AS resumed_at
        FROM event p WHERE p.kind = 'paused'
    """


def _handovers(dialect: _Dialect) -> str:
    return f"""
        WITH h AS ({_handed_over(dialect)}), t AS ({_closed(dialect)}), w AS ({_decided(dialect)})
        SELECT {_id(dialect, "w.brief")} AS brief, w.stage, CAST(w.revision AS INTEGER) AS revision,
            w.handed_over_at, w.delivered_at, w.decided_at, w.ended_at, w.decision, w.decided_by,
            {dialect.hours.format("w.delivered_at", "w.decided_at")} - coalesce(({_paused(dialect)}), 0)
                AS decision_calendar_hours
        FROM w
    """


def _handed_over(dialect: _Dialect) -> str:
    stage, revision = (dialect.field.format("data", name) for name in ("stage", "revision"))
    return f"""
        SELECT brief, position, at, {stage} AS stage, {revision} AS revision FROM event WHERE kind = 'handed_over'
    """


def _closed(dialect: _Dialect) -> str:
    """Each stay with the moment of its delivery and the position of the event that ended it."""
    missing = dialect.field.format("x.data", "missing")
    approved = f"x.kind = 'approved' AND {_of(dialect, 'x', 'h')} AND coalesce({missing}, {dialect.no_more}) = "
    endings = ", ".join(f"'{kind}'" for kind in _ENDS_EVERY_STAY)
    return f"""
        SELECT h.*,
            (SELECT min(d.at) FROM event d WHERE d.brief = h.brief AND d.position > h.position
                AND d.kind = 'delivered' AND {_of(dialect, "d", "h")}) AS delivered_at,
            (SELECT min(x.position) FROM event x WHERE x.brief = h.brief AND x.position > h.position
                AND (x.kind IN ({endings}) OR ({approved} {dialect.no_more}))) AS closed
        FROM h
    """


def _decided(dialect: _Dialect) -> str:
    """Each stay with what ended it; the decision is its own stage's, or none."""
    own = f"x.kind IN ('approved', 'changes_requested', 'declined') AND {_of(dialect, 'x', 't')}"
    return f"""
        SELECT t.brief, t.stage, t.revision, t.at AS handed_over_at, t.delivered_at, x.at AS ended_at,
            CASE WHEN {own} THEN x.kind END AS decision, CASE WHEN {own} THEN x."by" END AS decided_by,
            CASE WHEN {own} THEN x.at END AS decided_at
        FROM t LEFT JOIN event x ON x.brief = t.brief AND x.position = t.closed
    """


def _of(dialect: _Dialect, event: str, stay: str) -> str:
    same = (f"{dialect.field.format(f'{event}.data', name)} = {stay}.{name}" for name in ("stage", "revision"))
    return " AND ".join(same)


def _paused(dialect: _Dialect) -> str:
    """The hours of a stay `w`, from its delivery to its decision, in which the author had paused the brief."""
    until = dialect.earlier.format("coalesce(p.resumed_at, w.decided_at)", "w.decided_at")
    overlap = dialect.hours.format(dialect.later.format("p.paused_at", "w.delivered_at"), until)
    return f"""
        SELECT sum({overlap}) FROM baton_pause p WHERE p.brief = {_id(dialect, "w.brief")}
            AND p.paused_at < w.decided_at AND coalesce(p.resumed_at, w.decided_at) > w.delivered_at
    """


def _changes(dialect: _Dialect) -> str:
    told = {name: dialect.field.format("c.data", name) for name in ("stage", "revision", "section", "note")}
    return f"""
        SELECT {_id(dialect, "c.brief")} AS brief, {told["stage"]} AS stage,
            CAST({told["revision"]} AS INTEGER) AS revision, c.at, {told["section"]} AS section, {told["note"]} AS note
        FROM event c WHERE c.kind = 'changes_requested'
    """
