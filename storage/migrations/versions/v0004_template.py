"""What does the team's own template add to the schema? Every template, and when it was put in force."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table of templates."""
    op.create_table(
        "template",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String),
        sa.Column("file", sa.String),
        sa.Column("content", sa.LargeBinary),
        sa.Column("choices", sa.Text, nullable=False),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("proposed_by", sa.String, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.Column("used_by", sa.String),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_template_used_at", "template", ["used_at"])
