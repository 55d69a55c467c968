"""Time travel: is everybody reminded at their own hour, once, whatever restarts and however many schedulers wake?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.reminding import Reminding
from bot.sandbox.person import until
from bot.sandbox.records import JSON
from bot.sandbox.server import Sandbox
from bot.views.buttons import APPROVE, REQUEST_CHANGES
from tests.journeys.northfold import (
    DESIGN,
    DESIGNER,
    MARKETER,
    PATIENCE,
    Northfold,
    buttons,
    living,
    only,
    read,
    settings_for,
)
from tests.journeys.steps import NOTE, SECOND_DESIGNER, approve, at_design, waiting
from tests.journeys.wall import Wall

HOUR = timedelta(hours=1)
START = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)  # a Monday; the clocks of London show UTC
ZONES = {SECOND_DESIGNER: "Asia/Tokyo", MARKETER: "America/New_York"}
STATIONS = (
    (3.98, (0, 0, 0, 0)),
    (4.02, (1, 0, 0, 0)),  # half of the SLA is over: London works, the others sleep
    (4.5, (1, 0, 1, 0)),  # nine in New York
    (4.6, (1, 0, 1, 0)),
    (14.5, (1, 0, 1, 1)),  # nine in Tokyo, midnight in London
    (23.6, (1, 1, 1, 1)),  # the SLA is over, and London has begun to work
    (28.5, (1, 1, 2, 1)),  # nine in New York again
)
"""Hours after the start; how many reminders stand then in the thread, and with Dee, Maya and Noor."""

RESTARTED = {4.6, 28.5}


class Travel:
    """The workspace, the bot that is restarted in it, and the way through time."""

    def __init__(self, sandbox: Sandbox, database_url: str, wall: Wall) -> None:
        self.settings = settings_for(sandbox, database_url)
        self.sandbox, self.wall = sandbox, wall
        self._life = ExitStack()
        self.begin()

    def begin(self) -> None:
        """Start the bot, anew if it runs."""
        self._life.close()
        process = self._life.enter_context(living(self.settings, self.wall))
        self.sandbox.wait_for_socket(timeout=PATIENCE)
        self.town = Northfold(self.sandbox, self.settings, process.services)
        self._schedulers = [Reminding(process.services) for _ in range(2)]

    def end(self) -> None:
        self._life.close()

    def to(self, instant: datetime) -> None:
        """Let it be `instant`, have two schedulers wake at once, and what follows be done."""
        self.wall.pass_by(instant - self.wall())
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda one: one.wake(), self._schedulers))
        self.town.until_idle()

    def told(self, user: str) -> list[JSON]:
        """Return what Baton wrote to somebody directly, in the faces of this moment."""
        person = self.sandbox.person(user)
        return person.messages(person.dm())

    def called(self) -> list[JSON]:
        """Return the reminders in the threads of the designers' channel."""
        messages = self.sandbox.channel(DESIGN).messages
        return [m for m in messages if m.get("thread_ts", m["ts"]) != m["ts"] and not m.get("files")]

    def counts(self) -> tuple[int, ...]:
        return (len(self.called()), *(len(self.told(user)) for user in (DESIGNER, MARKETER, SECOND_DESIGNER)))


@contextmanager
def travelling(folder: Path) -> Iterator[Travel]:
    wall = Wall(START)
    with Sandbox(rate_limit=False, clock=wall) as sandbox:
        people = sandbox.workspace.store.people
        for user, zone in ZONES.items():
            people[user] = replace(people[user], tz=zone)
        sandbox.set_group("S0DESIGNERS", DESIGNER, *ZONES)
        travel = Travel(sandbox, f"sqlite:///{folder / 'baton.db'}", wall)
        try:
            yield travel
        finally:
            travel.end()


def test_three_zones_a_restart_and_two_schedulers_then_a_round_up_that_is_worked_off_in_place(tmp_path: Path) -> None:
    with travelling(tmp_path) as travel:
        at_design(travel.town)
        for hours, counts in STATIONS:
            if hours in RESTARTED:
                travel.begin()
            travel.to(START + hours * HOUR)
            assert travel.counts() == counts, hours
        assert f"<@{DESIGNER}>: " in only(travel.called())["text"], "nobody else was at work when the thread called"
        assert "*Overdue*" in read(only(travel.called()))
        overdue = only(travel.told(DESIGNER))
        approve(travel.town, DESIGNER, overdue)
        travel.town.until_idle()
        everything = [
            *travel.called(),
            *(m for user in (DESIGNER, MARKETER, SECOND_DESIGNER) for m in travel.told(user)),
        ]
        assert all("approved revision 1" in read(message) and not buttons(message) for message in everything)
        _work_off_a_round_up(travel)


def _work_off_a_round_up(travel: Travel) -> None:
    town, dee = travel.town, travel.sandbox.person(DESIGNER)
    for _ in range(2):
        at_design(town)
    travel.to(START + 47.5 * HOUR)  # nine on Wednesday

    def round_up() -> JSON:
        return travel.told(DESIGNER)[-1]

    assert round_up()["text"].startswith("2 wait for you")
    approve(town, DESIGNER, round_up())
    until(lambda: round_up()["text"].startswith("1 waits for you") or None, PATIENCE, "the round-up to be redrawn")
    assert town.brief("BRF-2").approvals
    assert dee.click(round_up(), REQUEST_CHANGES)["ok"]
    dee.submit({"note": NOTE}, dee.view("changes"))
    until(lambda: round_up()["text"].startswith("Nothing of this") or None, PATIENCE, "the round-up to be done")
    assert town.brief("BRF-3").changes
    assert buttons(round_up()) & {APPROVE, REQUEST_CHANGES} == set()
    waiting(town, DESIGN, "BRF-3", 2)
    town.until_idle()
    assert len(travel.told(DESIGNER)) == 2
