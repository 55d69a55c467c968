"""What do many measurements come to?"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass
class Sample:
    """Measurements of one thing in milliseconds, and how many attempts failed."""

    milliseconds: list[float] = field(default_factory=list)
    failures: int = 0
    seconds: float = 0.0

    def add(self, milliseconds: Sequence[float], failures: int, seconds: float) -> None:
        self.milliseconds += milliseconds
        self.failures += failures
        self.seconds += seconds

    def at(self, share: float) -> float:
        """Return the value below which `share` of the measurements lie, interpolated linearly."""
        ordered = sorted(self.milliseconds)
        place = share * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (ordered[above] - ordered[below]) * (place - below)

    @property
    def p50(self) -> float:
        return self.at(0.5)

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds


def timed(deed: Callable[[], object], *, warm_up: int, times: int) -> float:
    """Return the median of `times` runs in milliseconds, after `warm_up` runs that do not count."""
    for _ in range(warm_up):
        deed()
    return statistics.median(_once(deed) for _ in range(times))


def _once(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000
