from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from bot.console.demo import TEAM
from tests.journeys.northfold import Northfold, Transport, northfold
from tests.journeys.wall import Wall


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture(params=["socket", "http"])
def transport(request: pytest.FixtureRequest) -> Transport:
    return cast("Transport", request.param)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A team file whose agency stage lists a person of another workspace, as one of ours and as themselves."""
    file = tmp_path / "shared.toml"
    file.write_text(TEAM.read_text("utf-8").replace('"U0AXEL"', '"U0AXEL", "T0HARBOUR/U0INES"'), "utf-8")
    return file


@pytest.fixture(
    params=[
        pytest.param(("sqlite", "socket"), id="sqlite-socket"),
        pytest.param(("postgres", "http"), id="postgres-http", marks=pytest.mark.postgres),
        pytest.param(("sqlite", "http"), id="sqlite-http", marks=pytest.mark.slow),
        pytest.param(("postgres", "socket"), id="postgres-socket", marks=[pytest.mark.postgres, pytest.mark.slow]),
    ]
)
def everywhere(request: pytest.FixtureRequest, tmp_path: Path, wall: Wall) -> Iterator[Northfold]:
    """Workspace and bot over each transport, with each database; the slow pairs are left to `make check-all`."""
    kind, transport = request.param
    here = f"sqlite:///{tmp_path / 'baton.db'}"
    database_url = here if kind == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with northfold(database_url, transport, clock=wall) as town:
        yield town


@pytest.fixture(scope="module", params=["socket", "http"])
def shared_town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Northfold]:
    folder = tmp_path_factory.mktemp("town")
    with northfold(f"sqlite:///{folder / 'baton.db'}", request.param, clock=Wall()) as running:
        yield running


@pytest.fixture
def town(shared_town: Northfold) -> Northfold:
    """Workspace and bot over each transport, shared by a module's tests: each looks at a brief of its own."""
    return tidied(shared_town)


@pytest.fixture(scope="module")
def _shared_quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Northfold]:
    folder = tmp_path_factory.mktemp("quick")
    with northfold(f"sqlite:///{folder / 'baton.db'}", clock=Wall()) as running:
        yield running


@pytest.fixture
def quick(_shared_quick: Northfold) -> Northfold:
    """The same over Socket Mode alone: for what goes wrong between the bot and the Web API."""
    return tidied(_shared_quick)


def tidied(town: Northfold) -> Northfold:
    """Return a shared town as a test may expect it."""
    town.sandbox.heal()
    town.forget_whispers()
    town.sandbox.set_group("S0DESIGNERS", "U0NOOR", "U0DEE")
    return town
