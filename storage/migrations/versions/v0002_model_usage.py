"""Where is it kept what language models cost?"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of calls to language models."""
    op.create_table(
        "model_usage",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("brief", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("model", sa.String),
        sa.Column("tokens", sa.Integer, nullable=False),
        sa.Column("cost_usd", sa.String),
    )
    op.create_index("ix_model_usage_at", "model_usage", ["at"])
    op.create_index("ix_model_usage_brief", "model_usage", ["brief"])
