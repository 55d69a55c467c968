"""What do trials of the agent add to the schema? Their facts, and the words of the briefs that are compared."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the tables of facts and of sheets."""
    op.create_table(
        "trial_fact",
        sa.Column("trial", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("by", sa.String),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "sheet",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
    )
