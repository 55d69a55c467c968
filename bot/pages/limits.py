"""How often may one address, and one link, ask for a page? Memory is bounded, whoever asks."""

from collections import OrderedDict
from datetime import datetime
from ipaddress import IPv6Address, ip_address
from threading import Lock

MOST_REMEMBERED = 4096
"""How many askers are remembered; the ones that asked least recently are forgotten first."""

_HOME = 64  # bits of an IPv6 address that one household or one server has to itself


class Gate:
    """Lets each asker through so many times at once, and then as often as a minute allows."""

    def __init__(self, at_once: int, a_minute: float, most: int = MOST_REMEMBERED) -> None:
        self._at_once = at_once
        self._a_second = a_minute / 60
        self._most = most
        self._left: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self._lock = Lock()

    def lets_in(self, asker: str, now: datetime) -> bool:
        """Tell whether `asker` may pass once more, and count it."""
        with self._lock:
            left, since = self._left.pop(asker, (float(self._at_once), now))
            left = min(self._at_once, left + max(0.0, (now - since).total_seconds()) * self._a_second)
            passes = left >= 1
            self._left[asker] = (left - passes, now)
            while len(self._left) > self._most:
                self._left.popitem(last=False)
            return passes

    def __len__(self) -> int:
        return len(self._left)


def asker_of(peer: str, forwarded: str, proxies: int) -> str:
    """Return who asks: the address that connects to us, or the one that the outermost of our `proxies` saw.

    Whatever stands further left in `X-Forwarded-For` was written by the asker and is worth nothing.
    """
    seen = [part.strip() for part in forwarded.split(",") if part.strip()]
    address = seen[-proxies] if 0 < proxies <= len(seen) else peer
    try:
        known = ip_address(address)
    except ValueError:
        return peer
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or f"{int(known) >> (128 - _HOME):x}")
