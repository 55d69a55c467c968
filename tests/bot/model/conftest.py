"""What do the model's tests begin with? A stand-in for the endpoint and a drafter that asks it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from bot.model.caps import Caps, Unkept
from bot.model.chat import Chat
from bot.model.drafter import ModelDrafter
from bot.model.endpoint import Endpoint
from bot.model.responses import Responses
from tests.model_server import ModelServer, serving

CAPS = Caps(seconds=20, per_brief=200_000, per_person=500_000, per_day=1_000_000)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)

MakeDrafter = Callable[..., ModelDrafter]


@pytest.fixture(scope="session")
def _server() -> Iterator[ModelServer]:
    with serving() as running:
        yield running


@pytest.fixture
def server(_server: ModelServer) -> ModelServer:
    _server.reset()
    return _server


@pytest.fixture(params=["responses", "chat"])
def api(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def endpoint(server: ModelServer, api: str) -> Endpoint:
    return Endpoint("sk-test", "m-1", (Responses() if api == "responses" else Chat(),), server.url)


@pytest.fixture
def drafter(endpoint: Endpoint) -> ModelDrafter:
    return ModelDrafter(endpoint, CAPS, Unkept(), lambda: NOW)
