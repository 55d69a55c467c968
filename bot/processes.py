"""How does each kind of process start, stay up and stop?"""

import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from http.client import HTTPException
from threading import Event, Thread
from types import FrameType
from uuid import uuid4

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.app import make_app, make_services
from bot.clock import Clock, now
from bot.delivery.perform import Performer
from bot.delivery.telling import tell_of_fault
from bot.failures import DeliveryError
from bot.logs import incident
from bot.metrics import JOBS_WAITING, OLDEST_JOB_SECONDS, acknowledging
from bot.pages.routes import page_routes
from bot.schedule import make_scheduler
from bot.services import Services
from bot.serving import DRAIN, serve_http, serving_beside
from bot.settings import Settings, SettingsError
from bot.web import make_pages, make_web
from storage.database import Database
from storage.errors import StorageError
from storage.jobs import Job, Worker
from storage.migrate import migrate

log = structlog.get_logger()

SLACK_RETRY_SECONDS = 5.0
PING_SECONDS = 2.0
"""Pause between two pings over Socket Mode; after four without an answer, or five that fail, the client reconnects."""

STALE_JOB = timedelta(minutes=5)
"""Age of the oldest waiting job from which a process no longer calls itself ready."""


@dataclass(frozen=True)
class Process:
    """What a running process is made of."""

    settings: Settings
    services: Services
    app: App
    stopping: Event


@contextmanager
def start(settings: Settings, clock: Clock = now, *, migrating: bool = False) -> Iterator[Process]:
    """Connect, bring the team file in, and close everything at the end.

    Raises:
        SettingsError, StorageError, InvalidInput: when something that must be right before the start is wrong.
    """
    with ExitStack() as stack:
        database = Database.connect(settings.database_url)
        stack.callback(database.close)
        if migrating:
            migrate(database)
        services = make_services(settings, database, clock)
        apply_team_file(settings, services)
        stopping = Event()
        stack.callback(stopping.set)
        greeter = Thread(target=_greet, args=(services, stopping), name="greeter", daemon=True)
        greeter.start()
        yield Process(settings, services, make_app(settings, services), stopping)


def team_text(settings: Settings) -> str | None:
    """Return the team file that the environment names, or None when it names none.

    Raises:
        SettingsError: when the file cannot be read.
    """
    path = settings.team_file
    try:
        return path.read_text(encoding="utf-8") if path else None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"BATON_TEAM: the team file {path} cannot be read.") from None


def apply_team_file(settings: Settings, services: Services) -> None:
    """Store the team file that the environment names, if there is one and it changed since it was last applied.

    Raises:
        SettingsError: when the file cannot be read.
        InvalidInput: when it is not a right team file.
    """
    text = team_text(settings)
    if text is not None and services.teams.apply_changed(text, services.now()):
        log.info("the team file was stored", file=str(settings.team_file))


def _greet(services: Services, stopping: Event) -> None:
    """Ask Slack who we are until it says so: an outage at Slack must not keep Baton from starting."""
    while not stopping.is_set():
        try:
            identity = services.slack.identity()
        except DeliveryError as error:
            log.warning("Slack does not know us yet", reason=str(error))
            stopping.wait(SLACK_RETRY_SECONDS)
        else:
            log.info("connected to Slack", workspace=identity.workspace, user=identity.user)
            return


@contextmanager
def performing(process: Process) -> Iterator[None]:
    """Perform jobs and wake by the clock until the end of the block, then finish what is under way."""
    name = process.settings.executor or f"{socket.gethostname()}-{uuid4().hex[:8]}"
    services = process.services
    worker = Worker(
        services.database,
        Performer(services),
        executor_id=name,
        now=services.now,
        on_failure=partial(report_failure, services),
    )
    worker.start()
    scheduler = make_scheduler(services)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        worker.stop(DRAIN)


def report_failure(services: Services, job: Job, attempt: int, error: Exception) -> None:
    """Log that a job failed through a fault of Baton's own, and tell whoever it was for, the first time."""
    incident_id = incident(log, "a job failed", error, job=job.key, attempt=attempt)
    user = job.payload.get("user")
    if user is not None and attempt == 1:
        tell_of_fault(services, str(user), incident_id)


class _SocketMode(SocketModeHandler):
    """Bolt's handler, measured."""

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as in Bolt
        with acknowledging():
            super().handle(client, req)


@contextmanager
def listening_over_socket_mode(process: Process) -> Iterator[None]:
    """Listen over Socket Mode until the end of the block.

    Raises:
        SettingsError: when Slack does not accept the app token.
    """
    token = process.settings.slack_app_token
    handler = _SocketMode(
        process.app, token.get_secret_value() if token else "", concurrency=16, ping_interval=PING_SECONDS
    )
    connecting = Thread(target=_connect, args=(handler, process.stopping), name="socket-mode", daemon=True)
    connecting.start()
    try:
        yield
    finally:
        process.stopping.set()
        with suppress(OSError):
            handler.close()


def _connect(handler: SocketModeHandler, stopping: Event) -> None:
    """Open the first connection, however long Slack takes; later ones reopen by themselves."""
    while not stopping.is_set():
        try:
            handler.connect()
        except (SlackClientError, OSError, HTTPException) as error:
            log.warning("Socket Mode is not connected yet", reason=str(error))
            stopping.wait(SLACK_RETRY_SECONDS)
        else:
            return


def problems(services: Services) -> dict[str, str]:
    """Return what keeps this process from being ready, by part."""
    found: dict[str, str] = {}
    try:
        waiting, oldest = services.jobs.depth(services.now())
        JOBS_WAITING.set(waiting)
        OLDEST_JOB_SECONDS.set(oldest.total_seconds())
        if oldest > STALE_JOB:
            found["jobs"] = f"{waiting} jobs wait, the oldest for {int(oldest.total_seconds())} s: is a worker running?"
    except StorageError as error:
        found["database"] = str(error)
    try:
        services.slack.identity()
    except DeliveryError as error:
        found["slack"] = str(error)
    return found


def serve(settings: Settings, clock: Clock = now, stop: Event | None = None) -> None:
    """Listen, perform and schedule in one process until it is told to stop; the schema is brought up to date."""
    with start(settings, clock, migrating=True) as process, performing(process):
        listen(process, stop)


def web(settings: Settings, clock: Clock = now) -> None:
    """Listen over HTTP only."""
    with start(settings, clock) as process:
        _listen_over_http(process)


def work(settings: Settings, clock: Clock = now, stop: Event | None = None) -> None:
    """Perform and schedule only."""
    with start(settings, clock) as process, performing(process):
        _wait(process, stop)


def listen(process: Process, stop: Event | None = None) -> None:
    """Listen over the transport that the environment chooses."""
    if process.settings.uses_socket_mode:
        with _serving_pages(process), listening_over_socket_mode(process):
            _wait(process, stop)
    else:
        _listen_over_http(process, stop)


def _listen_over_http(process: Process, stop: Event | None = None) -> None:
    settings, services = process.settings, process.services
    pages = page_routes(services, settings.baton_proxies)
    application = make_web(process.app, settings.signing_secret(), services.now, lambda: problems(services), pages)
    serve_http(application, settings, stop)


@contextmanager
def _serving_pages(process: Process) -> Iterator[None]:
    """Serve the pages for people without Slack beside Socket Mode, where there is an address to reach them at."""
    pages = page_routes(process.services, process.settings.baton_proxies)
    if not pages:
        yield
        return
    with serving_beside(make_pages(lambda: problems(process.services), pages), process.settings):
        yield


def _wait(process: Process, stop: Event | None) -> None:
    """Stay until a signal, or until `stop` is set by whoever runs us in a thread."""
    if stop is not None:
        stop.wait()
        return

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        process.stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    process.stopping.wait()
