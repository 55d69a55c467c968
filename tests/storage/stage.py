"""How does a test start the actors, let them begin at once, and wait for what they do?"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tests.conftest import ROOT


def cue(*parts: list[str], within: float = 120) -> list[str]:
    """Run the actors' `parts` at the same moment and return what each said last."""
    actors = [_start(part) for part in parts]
    for actor in actors:
        assert actor.stdout is not None
        assert actor.stdout.readline() == "ready\n", actor.communicate(timeout=within)
    for actor in actors:
        assert actor.stdin is not None
        actor.stdin.write("go\n")
        actor.stdin.flush()
    said = [actor.communicate(timeout=within) for actor in actors]
    assert [actor.returncode for actor in actors] == [0] * len(actors), said
    return [out.strip() for out, _ in said]


@contextmanager
def working(url: str, executor_id: str, deeds: str, seconds: float = 0.0) -> Iterator[subprocess.Popen[str]]:
    """A worker process that is killed at the end, if nobody has ended it before."""
    actor = _start(["works", url, executor_id, deeds, str(seconds)])
    try:
        assert actor.stdout is not None
        assert actor.stdout.readline() == "working\n", actor.communicate(timeout=60)
        yield actor
    finally:
        with suppress(ProcessLookupError):
            actor.kill()
        actor.communicate(timeout=60)


def eventually(holds: Callable[[], bool], within: float = 60) -> bool:
    """Tell whether `holds` within so many seconds."""
    deadline = time.monotonic() + within
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _start(part: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.actors", *part]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
