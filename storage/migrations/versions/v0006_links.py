"""What do links for people without Slack add to the schema? Their hashes and use, and the secret that signs them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables of links and of secrets."""
    op.create_table(
        "link",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("brief", sa.Integer, sa.ForeignKey("brief.number"), nullable=False),
        sa.Column("token_hash", sa.String, nullable=False),
        sa.Column("email", sa.String),
        sa.Column("opens", sa.Integer, nullable=False),
        sa.Column("first_opened_at", _MOMENT),
        sa.Column("last_opened_at", _MOMENT),
    )
    op.create_index("ix_link_brief", "link", ["brief"])
    op.create_table(
        "secret",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
