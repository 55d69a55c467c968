"""What time is it in a journey? A Monday morning in November 2026 on which it started, later when a test says so."""

import time
from datetime import UTC, datetime, timedelta

MONDAY = datetime(2026, 11, 16, 10, tzinfo=UTC)


class Wall:
    """A clock on the wall: it runs as clocks do, from `start`, and can be put forward or back."""

    def __init__(self, start: datetime = MONDAY) -> None:
        self._start = start
        self._began = time.monotonic()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def pass_by(self, span: timedelta) -> None:
        """Put the clock forward, or back when the span is negative."""
        self._start += span
