"""How long does each signed click take? A generator of load in a process of its own, with connections that stay open.

Each line on stdin is a load and is answered by a line on stdout, both JSON. A client sends its next click when the last
was answered.
The signature is made anew for each request and is not part of the measured time.
"""

import asyncio
import hashlib
import hmac
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

ANSWER_WITHIN = 10.0
FORM = "application/x-www-form-urlencoded"
OK = b"HTTP/1.1 200 "


@dataclass(frozen=True)
class Load:
    """What to send: `template` is a click's JSON in which `placeholder` stands for the brief's id."""

    port: int
    secret: str
    template: str
    placeholder: str
    briefs: list[str]
    clients: int

    def bodies(self) -> list[bytes]:
        clicks = (self.template.replace(self.placeholder, brief) for brief in self.briefs)
        return [urlencode({"payload": click}).encode() for click in clicks]


@dataclass
class Seen:
    """What came of it."""

    milliseconds: list[float]
    failures: int = 0


def request(body: bytes, secret: str) -> bytes:
    """Return a whole signed request."""
    stamp = str(int(time.time()))
    signature = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Slackbot 1.0\r\n"
        f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signature}\r\n\r\n"
    )
    return head.encode() + body


async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, whole: bytes) -> bool:
    """Send a request, read its whole answer and tell whether it was a 200."""
    writer.write(whole)
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if line)
    await reader.readexactly(int(fields.get(b"content-length", b"0")))
    return head.startswith(OK)


async def client(load: Load, bodies: Iterator[bytes], seen: Seen) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    for body in bodies:
        whole = request(body, load.secret)
        began = time.perf_counter()
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                good = await exchange(reader, writer, whole)
        except (TimeoutError, OSError, EOFError):
            good = False
        seen.milliseconds.append((time.perf_counter() - began) * 1000)
        seen.failures += not good
    writer.close()


async def drive(load: Load) -> dict[str, object]:
    """Send every click and return the latencies, the failures and the seconds that it took."""
    seen = Seen([])
    bodies = iter(load.bodies())
    began = time.perf_counter()
    await asyncio.gather(*(client(load, bodies, seen) for _ in range(load.clients)))
    return {**vars(seen), "seconds": time.perf_counter() - began}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(asyncio.run(drive(Load(**json.loads(line))))), flush=True)  # noqa: T201  # the answer
