"""How are the briefs in flight at a moment found among very many? By an index of the events that end one."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ENDING = sa.text("kind IN ('completed', 'declined', 'cancelled')")


def upgrade() -> None:
    """Create the index."""
    op.create_index("ix_event_ended", "event", ["brief", "at"], sqlite_where=_ENDING, postgresql_where=_ENDING)
