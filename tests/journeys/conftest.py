from collections.abc import Iterator
from typing import cast

import pytest

from tests.journeys.northfold import Northfold, Transport, northfold
from tests.journeys.wall import Wall


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture(params=["socket", "http"])
def transport(request: pytest.FixtureRequest) -> Transport:
    return cast("Transport", request.param)


@pytest.fixture
def everywhere(database_url: str, transport: Transport, wall: Wall) -> Iterator[Northfold]:
    """Workspace and bot over each transport, with each database."""
    with northfold(database_url, transport, clock=wall) as town:
        yield town


@pytest.fixture
def town(tmp_path_factory: pytest.TempPathFactory, transport: Transport, wall: Wall) -> Iterator[Northfold]:
    """Workspace and bot over each transport."""
    folder = tmp_path_factory.mktemp("town")
    with northfold(f"sqlite:///{folder / 'baton.db'}", transport, clock=wall) as running:
        yield running


@pytest.fixture
def quick(tmp_path_factory: pytest.TempPathFactory, wall: Wall) -> Iterator[Northfold]:
    """Workspace and bot over Socket Mode: for what happens between the bot and the Web API."""
    folder = tmp_path_factory.mktemp("quick")
    with northfold(f"sqlite:///{folder / 'baton.db'}", clock=wall) as running:
        yield running
