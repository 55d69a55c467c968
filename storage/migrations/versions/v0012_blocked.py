"""How are the few briefs found that could not be delivered, without reading all that are in flight?"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_BLOCKED = sa.text("kind = 'delivery_blocked'")


def upgrade() -> None:
    """Index the deliveries that were blocked."""
    op.create_index("ix_event_blocked", "event", ["brief"], sqlite_where=_BLOCKED, postgresql_where=_BLOCKED)
