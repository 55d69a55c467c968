"""What is the first schema? Briefs and their events, drafts, teams, digests, jobs, executors."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)

_APPEND_ONLY_SQLITE = """
CREATE TRIGGER event_no_{verb} BEFORE {verb} ON event
BEGIN SELECT RAISE(ABORT, 'events are never altered'); END
"""

_APPEND_ONLY_SERVER = """
CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'events are never altered'; END $$
"""

_TRIGGER_SERVER = """
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only()
"""


def upgrade() -> None:
    """Create every table, and forbid changing events."""
    _the_log()
    _what_it_refers_to()
    _the_work()
    _append_only()


def _the_log() -> None:
    op.create_table(
        "brief",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("workspace", "key"),
    )
    op.create_table(
        "event",
        sa.Column("brief", sa.Integer, sa.ForeignKey("brief.number"), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("by", sa.String),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("ix_event_at", "event", ["at"])


def _what_it_refers_to() -> None:
    op.create_table(
        "draft",
        sa.Column("content_hash", sa.String, primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "team",
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("applied_at", _MOMENT, nullable=False),
        sa.Column("applied_by", sa.String, nullable=False),
    )


def _the_work() -> None:
    op.create_table(
        "digest",
        sa.Column("workspace", sa.String, primary_key=True),
        sa.Column("week", sa.String, primary_key=True),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("claimed_at", _MOMENT, nullable=False),
        sa.Column("posted_at", _MOMENT),
        sa.Column("channel", sa.String),
        sa.Column("ts", sa.String),
    )
    op.create_table(
        "job",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("lane", sa.String, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("interruptions", sa.Integer, nullable=False),
        sa.Column("awaits_retry", sa.Integer, nullable=False),
        sa.Column("began_at", _MOMENT, nullable=False),
        sa.Column("parked_at", _MOMENT),
        sa.Column("reason", sa.Text),
    )
    op.create_index("ix_job_parked_at", "job", ["parked_at"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("job", sa.Text, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
    )
    op.create_table(
        "executor",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("beat", sa.String, nullable=False),
        sa.Column("beat_at", _MOMENT, nullable=False),
    )


def _append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_APPEND_ONLY_SQLITE.format(verb=verb))
    else:
        op.execute(_APPEND_ONLY_SERVER)
        op.execute(_TRIGGER_SERVER)
