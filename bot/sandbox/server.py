"""How is a sandbox started, steered and stopped?"""

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from bot.clock import Clock, now
from bot.sandbox.assets import Assets
from bot.sandbox.controls import Controls
from bot.sandbox.courier import RETRY_AFTER, Courier, Post
from bot.sandbox.faults import Faults, Limiter, Pace
from bot.sandbox.happenings import Happenings
from bot.sandbox.http_push import HttpPush
from bot.sandbox.live import Live
from bot.sandbox.mint import Mint
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.store import Store
from bot.sandbox.tickets import Tickets
from bot.sandbox.ui_api import PageApi
from bot.sandbox.web_api.gateway import Gateway
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import NORTHFOLD, World

_START_SECONDS = 10.0
_GRACE_SECONDS = 1
_BACKLOG = 2048
_PING_SECONDS = 0.25  # a client that listens notices an order to stop no sooner than the next ping
_SHARE_DELAY = timedelta(milliseconds=30)


class _Server(uvicorn.Server):
    """uvicorn, stopped by an event instead of by polling."""

    def __init__(self, config: uvicorn.Config, opened: Callable[[], None], closing: Callable[[], None]) -> None:
        super().__init__(config)
        self._opened = opened
        self._closing = closing
        self.stopping = asyncio.Event()

    async def main_loop(self) -> None:
        """Serves until told to stop."""
        self._opened()
        await self.stopping.wait()
        self._closing()


class Sandbox(Controls):
    """A running workspace: `with Sandbox() as sandbox:`, on 127.0.0.1, in a thread of its own.

    With a `request_url` the app is reached over signed HTTP, otherwise over Socket Mode.
    An upload stands in its thread `share_delay` after it is complete, as in Slack.
    `rate_limit` is True (a burst of 10 messages a channel, then one a second), False or a Pace.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        world: World = NORTHFOLD,
        request_url: str | None = None,
        rate_limit: bool | Pace = True,
        clock: Clock = now,
        ack_seconds: float = 3.0,
        retry_after: tuple[float, ...] = RETRY_AFTER,
        share_delay: timedelta = _SHARE_DELAY,
    ) -> None:
        self._listener = socket.create_server(("127.0.0.1", port), backlog=_BACKLOG)
        self.port: int = self._listener.getsockname()[1]
        self._push: HttpPush | None = None
        self._share_delay = share_delay
        mint = Mint(clock)
        sockets = SocketMode(mint, world.app.id, ack_seconds)
        courier: Courier = sockets
        if request_url:
            courier = self._push = HttpPush(request_url, world.app.signing_secret, mint, ack_seconds)
        self._build(world, mint, sockets, Post(courier, retry_after), _pace(rate_limit))

    def _build(self, world: World, mint: Mint, sockets: SocketMode, post: Post, pace: Pace | None) -> None:
        store = Store(world, mint)
        self.workspace = Workspace(
            base=f"http://127.0.0.1:{self.port}",
            mint=mint,
            store=store,
            tickets=Tickets(mint),
            faults=Faults(),
            limiter=Limiter(pace),
            sockets=sockets,
            post=post,
            scopes=set(world.app.scopes),
            subscriptions=set(world.app.subscriptions),
            later=self._later,
            pause=self._pause,
            cut=self._cut,
            share_delay=self._share_delay,
        )
        self.happenings = Happenings(self.workspace)
        self._live = Live(store)
        store.on_change.append(self._live.publish)
        store.on_message.append(self.happenings.said)

    def _application(self) -> Starlette:
        page = PageApi(self.workspace, self.happenings, self._live)
        gateway = Gateway(self.workspace)
        return Starlette(
            routes=[
                Route("/api/{method}", gateway.endpoint, methods=["GET", "POST"]),
                WebSocketRoute("/link", self.workspace.sockets.serve),
                *page.routes(),
                *Assets(self.workspace).routes(),
            ]
        )

    def __enter__(self) -> Self:
        """Serves once this returns."""
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)
        self._thread.start()
        if not self._ready.wait(_START_SECONDS):
            raise RuntimeError("The sandbox did not start.")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ends the connections, the thread and the port."""
        self.stop()

    def stop(self) -> None:
        """Ends the sandbox; a second call does nothing."""
        with suppress(RuntimeError):  # the loop is closed when it has already ended
            self._loop.call_soon_threadsafe(self._server.stopping.set)
        self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._live.attach(self._loop)
        self.workspace.post.attach(self._loop)
        config = uvicorn.Config(
            self._application(),
            ws="wsproto",
            http="h11",
            lifespan="off",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            date_header=False,
            ws_ping_interval=_PING_SECONDS,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        self._server = _Server(config, self._ready.set, self._live.close)
        await self._server.serve(sockets=[self._listener])
        await self.workspace.post.close()
        if self._push:
            self._push.close()

    def _later(self, pause: timedelta, deed: Callable[[], object]) -> None:
        self._loop.call_later(pause.total_seconds(), self._locked, deed)

    def _locked(self, deed: Callable[[], object]) -> None:
        with self.workspace.store.lock:
            deed()

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._server.stopping.wait(), seconds)

    def _connections(self) -> list[Any]:
        return list(self._server.server_state.connections)

    def _cut(self, client: tuple[str, int]) -> None:
        for connection in self._connections():
            if connection.client == tuple(client):
                connection.transport.abort()


def _pace(rate_limit: bool | Pace) -> Pace | None:  # noqa: FBT001 - three spellings of one setting
    if isinstance(rate_limit, Pace):
        return rate_limit
    return Pace() if rate_limit else None
