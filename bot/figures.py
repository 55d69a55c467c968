"""What did a week or a month come to, by the briefs in the ledger?"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.calendars import working_calendar
from storage.queries import Queries
from workflow.digest import Digest, digest, window
from workflow.team import Team
from workflow.week import Span


def digest_of(queries: Queries, team: Team, span: Span, now: datetime) -> Digest:
    """Return the figures of `span` for `team`, from as few briefs as it needs."""
    needed = window(span, team)
    with _uncollected():
        return digest(span, team, queries.window(needed.start, needed.end), working_calendar, now)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: among very many values that are all in use that takes as long as the rest."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
