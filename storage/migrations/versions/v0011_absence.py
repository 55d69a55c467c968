"""What do absences add to the schema? What happened to each: proposed, confirmed, ended early, begun, over."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create the table of absences."""
    op.create_table(
        "absence",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String),
        sa.Column("data", sa.Text),
    )
