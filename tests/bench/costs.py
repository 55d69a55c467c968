"""What do the single parts of Baton cost, beside the nearest thing that could not be left out?"""

import io
import statistics
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from lxml import etree

from bot.calendars import working_calendar
from bot.word.render import render
from bot.word.stamp import Stamp
from storage.codec import decode, encode
from tests.bench import library, word
from tests.bench.figures import timed
from tests.workflow.drafting import material
from tests.workflow.story import delivered, drafted, in_review, no
from workflow.checks.run import findings
from workflow.draft import content_hash
from workflow.drafting.compose import EmbeddedDrafter
from workflow.events import Event
from workflow.fold import replay
from workflow.team import CalendarSettings

STARTS = 10
LONG_LOG = 40


@dataclass(frozen=True)
class Cost:
    """A row of the table: milliseconds, the aim where there is one, and what was done."""

    what: str
    milliseconds: float
    aim: float | None
    done: str


def all_costs() -> list[Cost]:
    """Measure every part."""
    return [*_starts(), *_document(), *_word(), _checks(), _retrieval(), _replay()]


def _starts() -> list[Cost]:
    def started(*command: str) -> float:
        return statistics.median(_run(command) for _ in range(STARTS))

    baton = str(Path(sys.executable).with_name("baton"))
    return [
        Cost("`baton --help`", started(baton, "--help"), 300, f"process start to exit; median of {STARTS}"),
        Cost("`python -c pass`", started(sys.executable, "-c", "pass"), None, "the interpreter alone, for comparison"),
    ]


def _run(command: tuple[str, ...]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return (time.perf_counter() - began) * 1000


def _document() -> list[Cost]:
    assignment = material.assignment()
    drafter = EmbeddedDrafter()
    draft = drafter.draft(assignment)
    stamp = Stamp(
        brief_id="BRF-1",
        revision=1,
        content_hash=content_hash(draft),
        team="Northfold",
        author=draft.author,
        status="For review",
        name=assignment.campaign.name,
    )
    whole = timed(lambda: render(drafter.draft(assignment), stamp), warm_up=3, times=20)
    drafting = timed(lambda: drafter.draft(assignment), warm_up=3, times=20)
    package = render(draft, stamp)
    return [
        Cost("draft and render a brief", whole, None, f"five channels, {len(package) / 1000:.0f} kB of Word; warm"),
        Cost("of that, the draft", drafting, None, "the embedded drafter: every section, claim and source"),
        Cost("of that, write the package", _packing(package), None, "serialise the same XML and zip it: the floor"),
    ]


def _packing(package: bytes) -> float:
    """Return what it takes to write the parts of `package` again, from parsed XML to a zip archive."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}

    def write() -> None:
        with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, etree.tostring(trees[name]) if name in trees else data)

    return timed(write, warm_up=3, times=20)


def _word() -> list[Cost]:
    return [
        Cost("read a returned document", word.reading(), 60, "guarded, parsed, every field compared; eight pages"),
        Cost("write a redline", word.comparing(), None, "tracked changes between two revisions of eight pages"),
        Cost("fill a team's template", word.filling(), None, "guarded, mapped, filled, stamped; six headings"),
    ]


def _checks() -> Cost:
    campaign, draft = material.campaign(), material.drafted()
    calendar = working_calendar(CalendarSettings(timezone="Europe/London", holidays="GB"))
    cost = timed(lambda: findings(campaign, draft, calendar, material.TODAY), warm_up=3, times=20)
    return Cost("check a draft", cost, 10, "every rule over inputs and draft")


def _retrieval() -> Cost:
    return Cost(
        f"find what is near among {library.HELD:,} campaigns", library.retrieval(), 30, "words and facets; warm"
    )


def _replay() -> Cost:
    stored = [encode(event) for event in long_log()]
    cost = timed(lambda: replay(decode(kind, data) for kind, data in stored), warm_up=5, times=50)
    return Cost(f"replay a log of {LONG_LOG} events", cost, None, "from stored JSON to the brief's state")


def long_log() -> list[Event]:
    """Return the log of a brief that was sent back until it had 40 events."""
    story = in_review()
    revision = 1
    while len(story.history) < LONG_LOG:
        at = story.now + timedelta(minutes=1)
        story.tell(delivered(revision=revision, at=at), no(revision=revision), drafted(revision + 1))
        revision += 1
    return story.history[:LONG_LOG]
