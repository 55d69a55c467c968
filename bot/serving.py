"""How is HTTP listened to, by a process of its own or beside Socket Mode?"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

import structlog
import uvicorn
from starlette.applications import Starlette

from bot.settings import Settings, SettingsError

log = structlog.get_logger()

DRAIN = timedelta(seconds=10)
"""How long what is under way may take to end when a process is told to stop."""


def host_of(settings: Settings) -> str:
    """Return the address that is listened at; with a stand-in for Slack only this machine's own."""
    return "127.0.0.1" if settings.slack_api_url.startswith("http://") else "0.0.0.0"  # noqa: S104  # a platform's router has to reach it


def server_of(application: Starlette, settings: Settings) -> uvicorn.Server:
    """Return the server of an application, not yet running."""
    config = uvicorn.Config(
        application,
        host=host_of(settings),
        port=settings.port,
        log_config=None,
        access_log=False,  # an address may be the key to a brief
        proxy_headers=False,  # whom to believe about addresses is for `BATON_PROXIES` to say
        server_header=False,
        timeout_graceful_shutdown=int(DRAIN.total_seconds()),
    )
    return uvicorn.Server(config)


def serve_http(application: Starlette, settings: Settings, stop: Event | None = None) -> None:
    """Listen until a signal, or until `stop` is set by whoever runs us in a thread."""
    server = server_of(application, settings)
    if stop is not None:
        Thread(target=_end, args=(server, stop), name="http-end", daemon=True).start()
    server.run()


def _end(server: uvicorn.Server, stop: Event) -> None:
    stop.wait()
    server.should_exit = True


@contextmanager
def serving_beside(application: Starlette, settings: Settings) -> Iterator[None]:
    """Listen in a thread until the end of the block.

    Raises:
        SettingsError: when the port is taken.
    """
    try:
        listener = socket.create_server((host_of(settings), settings.port))
    except OSError:
        raise SettingsError(
            f"PORT: {settings.port} is taken; links for people without Slack need a free one."
        ) from None
    server = server_of(application, settings)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="pages", daemon=True)
    thread.start()
    log.info("links for people without Slack are served", port=listener.getsockname()[1])
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(DRAIN.total_seconds())
        listener.close()
