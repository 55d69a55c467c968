"""Which id, timestamp or ticket comes next? Each is given out once and in order."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from string import ascii_uppercase, digits

Clock = Callable[[], datetime]

_LETTERS = digits + ascii_uppercase
_MICRO = 1_000_000


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number, len(_LETTERS))
        text = _LETTERS[rest] + text
    return text.rjust(6, "0")


class Mint:
    """Gives out ids and timestamps; two of one mint are never equal."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._last = 0

    def now(self) -> datetime:
        """The sandbox's time, in UTC."""
        return self._clock().astimezone(UTC)

    def seconds(self) -> int:
        """The sandbox's time in whole Unix seconds."""
        return int(self.now().timestamp())

    def ts(self) -> str:
        """A message's timestamp: seconds and microseconds, later than any before."""
        self._last = max(self._last + 1, int(self.now().timestamp() * _MICRO))
        return f"{self._last // _MICRO}.{self._last % _MICRO:06d}"

    def id(self, prefix: str) -> str:
        """A fresh id such as `F0SBX000001`."""
        return f"{prefix}0SBX{_letters(next(self._numbers))}"

    def ticket(self) -> str:
        """A fresh token for a URL, a trigger, an envelope or a view's hash."""
        return f"{int(self.now().timestamp())}.{next(self._numbers)}.{_letters(next(self._numbers)).lower()}"
