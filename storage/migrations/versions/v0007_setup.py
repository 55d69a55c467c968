"""What does setting up in Slack add to the schema? The settings of each admin who is changing them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the table of settings that are being changed."""
    op.create_table(
        "setup",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("tables", sa.Text, nullable=False),
        sa.Column("based_on", sa.Integer, nullable=False),
        sa.Column("found", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
