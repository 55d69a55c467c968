"""How does a test bring the sandbox's workspace and the bot to life, and end both without a trace?"""

import contextlib
import json
import re
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar

import sqlalchemy as sa
from pydantic import SecretStr

from bot import processes
from bot.clock import Clock, now
from bot.console.briefs import brief_json
from bot.console.demo import TEAM
from bot.processes import Process
from bot.sandbox.faults import Pace
from bot.sandbox.person import Driver, until
from bot.sandbox.records import JSON, RecordedCall
from bot.sandbox.server import Sandbox
from bot.services import Services
from bot.settings import Settings, load_settings
from workflow.brief import Brief

Transport = Literal["socket", "http"]
T = TypeVar("T")
PATIENCE = 60.0
START_WITHIN = 180.0
_ALONE = threading.Lock()

AUTHOR, DESIGNER, MARKETER, AGENCY = "U0TOM", "U0DEE", "U0MAYA", "U0AXEL"
DESIGN, MARKETING, AGENCY_ROOM, DIGEST = "C0DESIGN", "C0MARKETING", "C0AGENCY", "C0DIGEST"


class Northfold:
    """A workspace with the bot in it: what tests see of both, and how they make time pass."""

    def __init__(self, sandbox: Sandbox, settings: Settings, services: Services) -> None:
        self.sandbox = sandbox
        self.settings = settings
        self.services = services
        schema = None if self.services.database.is_sqlite else "dbos"
        names = ("workflow_uuid", "status", "delay_until_epoch_ms")
        held: list[sa.ColumnClause[Any]] = [sa.column(name) for name in names]
        self._runs = sa.table("workflow_status", *held, schema=schema)

    def person(self, user: str) -> Driver:
        """Act as somebody of the workspace."""
        return self.sandbox.person(user)

    @property
    def author(self) -> Driver:
        """The person who asks for briefs."""
        return self.person(AUTHOR)

    @property
    def newest(self) -> str:
        """The id of the newest brief."""
        return self.services.queries.briefs()[0].id

    def brief(self, brief_id: str | None = None) -> Brief:
        """Return a brief, the newest when none is named, as its log tells it."""
        return self.services.ledger.brief(brief_id or self.newest)

    def shown(self, brief_id: str | None = None) -> JSON:
        """Return what `baton brief show ID --json` prints of a brief, the newest when none is named."""
        brief = self.brief(brief_id)
        return brief_json(brief, self.services.ledger.history(brief.id))

    def kinds(self, brief_id: str | None = None) -> list[str]:
        """Return the kinds of a brief's events, in order."""
        return [event["kind"] for event in self.shown(brief_id)["events"]]

    def until_brief(self, what: str, check: Callable[[Brief], object], brief_id: str | None = None) -> Brief:
        """Return the brief once it is as `check` wants it."""

        def look() -> Brief | None:
            brief = self.brief(brief_id)
            return brief if check(brief) else None

        return until(look, PATIENCE, what)

    def until_idle(self) -> None:
        """Return once no job waits or runs; jobs that wait for better times do not count."""
        until(lambda: self.services.jobs.depth(self.services.now())[0] == 0 or None, PATIENCE, "the jobs to be done")

    def posts(self, channel: str, brief_id: str | None = None) -> list[JSON]:
        """Return the messages about a brief that stand in a channel itself, the oldest first."""
        about = re.compile(rf"\({brief_id or self.newest}\b")
        roots = (m for m in self.sandbox.channel(channel).messages if m.get("thread_ts", m["ts"]) == m["ts"])
        return [message for message in roots if message.get("bot_id") and about.search(message["text"])]

    def forget_whispers(self) -> None:
        """Take away what only single persons were told, and every open form."""
        store = self.sandbox.workspace.store
        with store.lock:
            for channel in store.channels.values():
                channel.whispers.clear()
            for person in store.people:
                if store.stacks[person]:
                    store.close_views(person, everything=True)

    def calls(self, method: str, *, ok: bool = True) -> list[RecordedCall]:
        """Return the calls of a Web API method that Slack took, or all."""
        return [call for call in self.sandbox.calls(method) if call.ok or not ok]

    def pauses(self, least: timedelta = timedelta(seconds=0.5), about: str = "") -> list[timedelta]:
        """Return for how long each delayed job still waits, if for more than `least`.

        With the id of a brief only its own jobs count: in a shared town another test's may still wait.
        News for an author whose first message is still on its way wait for less.
        """
        own = self._runs.c.workflow_uuid.startswith(f"{about}/" if about else "", autoescape=True)
        query = sa.select(self._runs.c.delay_until_epoch_ms).where(self._runs.c.status == "DELAYED", own)
        with self.services.database.read() as connection:
            ends = connection.execute(query).scalars().all()
        present = now().timestamp()
        return [pause for end in ends if (pause := timedelta(seconds=end / 1000 - present)) > least]

    def until_paused(self, least: timedelta = timedelta(seconds=0.5), about: str = "") -> timedelta:
        """Return the pause of the delayed job that waits longest, once one of `pauses` waits longer than `least`."""
        return until(lambda: max(self.pauses(least, about), default=None), PATIENCE, "a job that waits")

    def pass_time(self) -> None:
        """Let the pauses of all delayed jobs be over."""
        with self.services.database.write() as connection:
            connection.execute(self._runs.update().where(self._runs.c.status == "DELAYED").values(status="ENQUEUED"))


def _live(settings: Settings, clock: Clock, born: "Future[Process]", stop: threading.Event) -> None:
    """Live as `baton serve` does until told to stop."""
    with processes.start(settings, clock, migrating=True) as process, processes.performing(process):
        born.set_result(process)
        processes.listen(process, stop)


@contextlib.contextmanager
def living(settings: Settings, clock: Clock = now) -> Iterator[Process]:
    """Run the bot in a thread of this process: one at a time, since the job engine is one for a process."""
    assert _ALONE.acquire(blocking=False), "another bot lives in this process"
    born: Future[Process] = Future()
    stop = threading.Event()
    with ThreadPoolExecutor(1, "bot") as thread:
        life = thread.submit(_live, settings, clock, born, stop)
        try:
            ends: list[Future[Any]] = [born, life]
            wait(ends, START_WITHIN, FIRST_COMPLETED)
            if life.done():
                life.result()
            yield born.result(0)
        finally:
            stop.set()
            _ALONE.release()
        life.result(START_WITHIN)


@contextlib.contextmanager
def northfold(
    database_url: str,
    transport: Transport = "socket",
    *,
    clock: Clock = now,
    team: Path | None = TEAM,
    rate_limit: bool | Pace = False,
    office: str = "off",
    links: bool = False,
    model: str | None = None,
    prepare: Callable[[Sandbox], object] = lambda _sandbox: None,
) -> Iterator[Northfold]:
    """Run workspace and bot together; `prepare` meets the sandbox before the bot does.

    With `links` people without Slack reach the bot's own pages; `model` is where a language model answers.
    """
    port = free_port()
    request_url = f"http://127.0.0.1:{port}/slack/events" if transport == "http" else None
    with Sandbox(request_url=request_url, rate_limit=rate_limit, clock=clock, retry_after=(0.05, 0.2, 0.5)) as sandbox:
        prepare(sandbox)
        settings = settings_for(sandbox, database_url, transport, port, team)
        address = f"http://127.0.0.1:{port}" if links else None
        settings = settings.model_copy(update={"baton_libreoffice": office, "baton_public_url": address})
        settings = settings.model_copy(update=_with_model(model) if model else {})
        with living(settings, clock) as process:
            _wait_for_listener(sandbox, transport, port)
            yield Northfold(sandbox, settings, process.services)


def _with_model(url: str) -> dict[str, object]:
    return {"openai_api_key": SecretStr("sk-test"), "openai_base_url": url, "baton_model": "m-1"}


def settings_for(
    sandbox: Sandbox, database_url: str, transport: Transport = "socket", port: int = 0, team: Path | None = TEAM
) -> Settings:
    """Return the settings that connect the bot to the sandbox, as the environment would give them."""
    return load_settings(
        _env_file=None,
        database_url=database_url,
        slack_bot_token=sandbox.bot_token,
        slack_app_token=sandbox.app_token if transport == "socket" else None,
        slack_signing_secret=sandbox.signing_secret,
        slack_api_url=sandbox.api_url,
        baton_team=team,
        port=port,
        baton_libreoffice="off",
    )


def _wait_for_listener(sandbox: Sandbox, transport: Transport, port: int) -> None:
    if transport == "socket":
        sandbox.wait_for_socket(timeout=START_WITHIN)
    else:
        until(lambda: answers(port), START_WITHIN, "the HTTP listener")


def answers(port: int) -> bool:
    """Tell whether somebody listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """Return a port that nobody uses just now and that the system gives to no outgoing connection meanwhile."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def buttons(message: JSON) -> set[str]:
    """Return the action ids of a message's buttons."""
    return {
        element["action_id"]
        for block in message.get("blocks", ())
        for element in [*block.get("elements", ()), block.get("accessory") or {}]
        if isinstance(element, dict) and element.get("type") == "button"
    }


def read(message: JSON) -> str:
    """Return everything that a message says, blocks included, as one text."""
    return json.dumps([message.get("text"), message.get("blocks")], ensure_ascii=False)


def only(found: list[Any]) -> Any:
    """Return the one element of a list; anything else is a failure that shows the list."""
    assert len(found) == 1, found
    return found[0]
