"""Which request should go wrong, and how? Tests plant faults; the server takes them."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_TOO_MANY = 429


@dataclass
class Fault:
    """One planted mishap; `times` is how many requests it still spoils (None: all)."""

    method: str
    error: str | None = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | dict[str, Any] | None = None
    times: int | None = 1
    channel: str | None = None
    after: bool = False
    hang: float = 0.0
    drop: bool = False
    hits: int = 0

    @property
    def answers(self) -> bool:
        """Whether it gives an answer of its own."""
        return bool(self.error or self.status or self.body is not None)

    @property
    def told(self) -> str | dict[str, Any]:
        """The body of its own answer; a broken server says nothing that makes sense."""
        if self.body is not None:
            return self.body
        error = self.error or ("ratelimited" if self.status == _TOO_MANY else None)
        return {"ok": False, "error": error} if error else "<html>It is not you, it is us.</html>"

    @property
    def breaks(self) -> bool:
        """Whether the connection is cut instead of an answer."""
        return self.drop or (self.after and not self.answers and not self.hang)


class Faults:
    """The mishaps that are planted."""

    def __init__(self) -> None:
        self._planted: list[Fault] = []

    def plant(self, fault: Fault) -> Fault:
        """Adds a mishap; it is spent in the order of planting."""
        self._planted.append(fault)
        return fault

    def clear(self) -> None:
        """Forgets every mishap."""
        self._planted.clear()

    def take(self, method: str, channel: str | None) -> Fault | None:
        """The mishap for this request, if one is planted; spends one of its times."""
        for fault in self._planted:
            if fault.method != method or fault.channel not in {None, channel}:
                continue
            fault.hits += 1
            if fault.times is not None and fault.hits >= fault.times:
                self._planted.remove(fault)
            return fault
        return None


@dataclass(frozen=True)
class Pace:
    """How fast a channel may be written to: a burst, refilled at a rate per second."""

    burst: int = 10
    per_second: float = 1.0


class Limiter:
    """Token buckets, one a key."""

    def __init__(self, pace: Pace | None, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._elapsed = elapsed
        self._levels: dict[str, float] = defaultdict(lambda: float(pace.burst if pace else 0))
        self._seen: dict[str, float] = {}

    def wait(self, key: str) -> float:
        """Seconds until this key may go on; 0 means now, and takes one from the bucket."""
        if self._pace is None:
            return 0.0
        now = self._elapsed()
        refill = (now - self._seen.get(key, now)) * self._pace.per_second
        level = min(float(self._pace.burst), self._levels[key] + refill)
        self._seen[key] = now
        self._levels[key] = level - 1 if level >= 1 else level
        return 0.0 if level >= 1 else (1 - level) / self._pace.per_second
