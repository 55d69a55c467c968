"""What does a click cost without Baton? Bolt with a listener that does nothing, or commits one row and nothing else.

Run as `python -m tests.bench.floor PORT SLACK_API_URL [DATABASE_URL]`; the layout is that of `bot.web`: one uvicorn
process, Bolt's sync app in a pool of 16 threads, the answer after the listener.
"""

import queue
import sqlite3
import sys
import threading
from collections.abc import Callable
from typing import Any

import psycopg
import uvicorn
from anyio import CapacityLimiter, to_thread
from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.world import BATON

THREADS = 16
CONNECTIONS = 8
TABLE = "CREATE TABLE IF NOT EXISTS bench_click (value TEXT)"
INSERT = "INSERT INTO bench_click (value) VALUES ({})"

Commit = Callable[[str], object]


def make_bolt(api_url: str, commit: Commit | None) -> App:
    """Return a Bolt app as its documentation has it, which verifies signatures by itself."""
    client = WebClient(token=BATON.bot_token, base_url=api_url)
    app = App(client=client, signing_secret=BATON.signing_secret, process_before_response=True)

    @app.action("approve")
    def approve(ack: Ack, body: dict[str, Any]) -> None:
        if commit:
            commit(body["actions"][0]["value"])
        ack()

    return app


def make_web(app: App) -> Starlette:
    threads = CapacityLimiter(THREADS)

    def dispatch(body: str, headers: dict[str, str]) -> Response:
        answer = app.dispatch(BoltRequest(body=body, headers={**headers}))
        return Response(answer.body, answer.status)

    async def events(request: Request) -> Response:
        body = (await request.body()).decode()
        return await to_thread.run_sync(dispatch, body, dict(request.headers), limiter=threads)

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


def committing(url: str) -> Commit:
    """Return a deed that commits one row durably: the cheapest that the driver offers."""
    if url.startswith("sqlite:///"):
        return _to_sqlite(url.removeprefix("sqlite:///"))
    return _to_postgres(url)


def _to_sqlite(path: str) -> Commit:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(TABLE)
    one_at_a_time = threading.Lock()

    def commit(value: str) -> None:
        with one_at_a_time:
            connection.execute(INSERT.format("?"), (value,))

    return commit


def _to_postgres(url: str) -> Commit:
    idle: queue.SimpleQueue[psycopg.Connection] = queue.SimpleQueue()
    for _ in range(CONNECTIONS):
        idle.put(psycopg.connect(url, autocommit=True))
    connection = idle.get()
    connection.execute(TABLE)
    idle.put(connection)

    def commit(value: str) -> None:
        connection = idle.get()
        try:
            connection.execute(INSERT.format("%s"), (value,))
        finally:
            idle.put(connection)

    return commit


def serve(port: int, api_url: str, database_url: str | None) -> None:
    """Listen until the process is told to end."""
    app = make_bolt(api_url, committing(database_url) if database_url else None)
    uvicorn.run(make_web(app), host="127.0.0.1", port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2], sys.argv[3] if sys.argv[3:] else None)
