"""Which rows does the memory keep? No behaviour here; what they mean is told elsewhere."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

ENDING = text("kind IN ('completed', 'declined', 'cancelled')")
"""Holds for the events that end a brief; a query that says it in these words finds them by their own index."""


BLOCKED = text("kind = 'delivery_blocked'")
"""Holds for the events that tell of a stage that could not be asked, likewise."""


class BriefRow(SQLModel, table=True):
    """A brief's number (`BRF-number`), and the key of the gesture that opened it."""

    __tablename__ = "brief"
    __table_args__ = (UniqueConstraint("workspace", "key"),)

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    workspace: str
    key: str
    opened_at: datetime


class EventRow(SQLModel, table=True):
    """One fact of a brief; `at` and `by` repeat what `data` says, for those who read the table with SQL."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_ended", "brief", "at", sqlite_where=ENDING, postgresql_where=ENDING),
        Index("ix_event_blocked", "brief", sqlite_where=BLOCKED, postgresql_where=BLOCKED),
    )

    brief: int = Field(sa_column=Column(ForeignKey("brief.number"), primary_key=True, autoincrement=False))
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(index=True)
    kind: str
    by: str | None
    data: str = Field(sa_type=Text)


class DraftRow(SQLModel, table=True):
    """The written content of a revision, kept under its hash."""

    __tablename__ = "draft"

    content_hash: str = Field(primary_key=True)
    content: str = Field(sa_type=Text)


class TeamRow(SQLModel, table=True):
    """A version of the team file, as its text."""

    __tablename__ = "team"

    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    text: str = Field(sa_type=Text)
    hash: str
    applied_at: datetime
    applied_by: str


class SetupRow(SQLModel, table=True):
    """A team's settings as somebody is changing them, and what looking at Slack found out about them."""

    __tablename__ = "setup"

    person: str = Field(primary_key=True)
    tables: str = Field(sa_type=Text)
    based_on: int
    found: str = Field(sa_type=Text)
    changed_at: datetime


class DigestRow(SQLModel, table=True):
    """A week's digest: claimed once, then posted."""

    __tablename__ = "digest"

    workspace: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    late: bool
    claimed_at: datetime
    posted_at: datetime | None
    channel: str | None
    ts: str | None


class JobRow(SQLModel, table=True):
    """How often a job was begun and how it fared; `awaits_retry` is 0 while a try has not been settled."""

    __tablename__ = "job"

    key: str = Field(primary_key=True)
    name: str
    lane: str
    payload: str = Field(sa_type=Text)
    tries: int
    failures: int
    interruptions: int
    awaits_retry: int
    began_at: datetime
    parked_at: datetime | None = Field(index=True)
    reason: str | None = Field(sa_type=Text)


class OutboxRow(SQLModel, table=True):
    """A job that was asked for and waits to be moved into the engine."""

    __tablename__ = "outbox"

    id: int | None = Field(default=None, primary_key=True)
    job: str = Field(sa_type=Text)
    run: int


class ExecutorRow(SQLModel, table=True):
    """A process that performs jobs; `beat` is another random word every few seconds as long as it lives."""

    __tablename__ = "executor"

    id: str = Field(primary_key=True)
    beat: str
    beat_at: datetime


class ModelUsageRow(SQLModel, table=True):
    """A call to a language model: the tokens reserved for it, then those it cost, in US dollars where that is known."""

    __tablename__ = "model_usage"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    brief: str = Field(index=True)
    person: str
    model: str | None
    tokens: int
    cost_usd: str | None


class LibraryRow(SQLModel, table=True):
    """An earlier campaign or a study; one that was removed keeps its number and nothing else."""

    __tablename__ = "library"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    key: str | None = Field(unique=True)
    kind: str
    title: str
    file: str
    hash: str
    content: str | None = Field(sa_type=Text)
    added_at: datetime
    added_by: str
    removed_at: datetime | None


class TemplateRow(SQLModel, table=True):
    """A template of the team's: proposed, and in force from `used_at` on; without content it is Baton's own design."""

    __tablename__ = "template"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    key: str | None = Field(unique=True)
    file: str | None
    content: bytes | None
    choices: str = Field(sa_type=Text)
    proposed_at: datetime
    proposed_by: str
    used_at: datetime | None = Field(index=True)
    used_by: str | None


class LinkRow(SQLModel, table=True):
    """A link for somebody without Slack: its hash, and how often it was opened; the log of its brief tells the rest."""

    __tablename__ = "link"

    person: str = Field(primary_key=True)
    brief: int = Field(sa_column=Column(ForeignKey("brief.number"), index=True, nullable=False))
    token_hash: str
    email: str | None
    opens: int
    first_opened_at: datetime | None
    last_opened_at: datetime | None


class SecretRow(SQLModel, table=True):
    """A secret that this database made for itself."""

    __tablename__ = "secret"

    name: str = Field(primary_key=True)
    value: str


class TrialFactRow(SQLModel, table=True):
    """One fact of a trial; `at` and `by` repeat what `data` says, for those who read the table with SQL."""

    __tablename__ = "trial_fact"

    trial: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    kind: str
    by: str | None
    data: str = Field(sa_type=Text)


class SheetRow(SQLModel, table=True):
    """The bare words of one brief of a trial, kept under their hash."""

    __tablename__ = "sheet"

    hash: str = Field(primary_key=True)
    content: str = Field(sa_type=Text)


class ReminderDayRow(SQLModel, table=True):
    """A person's working day (`2026-11-16`, in their own zone), taken by the one reminder that `key` names."""

    __tablename__ = "reminder_day"

    person: str = Field(primary_key=True)
    day: str = Field(primary_key=True, index=True)
    key: str
    claimed_at: datetime


class ReminderMessageRow(SQLModel, table=True):
    """Where a reminder stands: in a thread, for no `person`, or in somebody's direct messages.

    `key` names the reminder; `shown` is what a round-up lists, as JSON.
    """

    __tablename__ = "reminder_message"

    key: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    channel: str
    ts: str = Field(index=True)
    shown: str = Field(sa_type=Text)


class GuidanceRow(SQLModel, table=True):
    """What the team accepted as standing guidance for a section, by the gesture that accepted it."""

    __tablename__ = "guidance"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    key: str = Field(unique=True)
    section: str
    text: str = Field(sa_type=Text)
    accepted_at: datetime
    accepted_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None


class AbsenceRow(SQLModel, table=True):
    """One fact about an absence, never altered: proposed, confirmed, ended early, begun, over; each happens once."""

    __tablename__ = "absence"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(primary_key=True)
    at: datetime
    by: str | None
    data: str | None = Field(sa_type=Text)


_TABLES = SQLModel.metadata.tables

absence = _TABLES["absence"]
brief = _TABLES["brief"]
event = _TABLES["event"]
draft = _TABLES["draft"]
team = _TABLES["team"]
setup = _TABLES["setup"]
digest = _TABLES["digest"]
job = _TABLES["job"]
outbox = _TABLES["outbox"]
executor = _TABLES["executor"]
library = _TABLES["library"]
model_usage = _TABLES["model_usage"]
template = _TABLES["template"]
link = _TABLES["link"]
secret = _TABLES["secret"]
trial_fact = _TABLES["trial_fact"]
sheet = _TABLES["sheet"]
reminder_day = _TABLES["reminder_day"]
reminder_message = _TABLES["reminder_message"]
guidance = _TABLES["guidance"]
metadata = SQLModel.metadata
