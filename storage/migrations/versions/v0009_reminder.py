"""Where is it kept on which days people were reminded, and where each reminder stands?"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the tables of days that are taken, and of messages."""
    op.create_table(
        "reminder_day",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_reminder_day_day", "reminder_day", ["day"])
    op.create_table(
        "reminder_message",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("ts", sa.String, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
    )
    op.create_index("ix_reminder_message_ts", "reminder_message", ["ts"])
