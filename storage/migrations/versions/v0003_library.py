"""What does the library add to the schema? Its items, each under a number that is never given twice."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the library's table."""
    op.create_table(
        "library",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("content", sa.Text),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.Column("added_by", sa.String, nullable=False),
        sa.Column("removed_at", _MOMENT),
        sa.UniqueConstraint("key"),
    )
