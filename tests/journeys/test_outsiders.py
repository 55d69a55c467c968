from pathlib import Path

import pytest

from bot.console.demo import TEAM
from bot.sandbox.person import until
from bot.views.buttons import APPROVE, DECLINE, REQUEST_CHANGES
from tests.bot.word.hostile import unpacked
from tests.journeys.northfold import (
    AGENCY_ROOM,
    DESIGN,
    DESIGNER,
    MARKETER,
    MARKETING,
    PATIENCE,
    Transport,
    buttons,
    northfold,
    read,
)
from tests.journeys.steps import OUTSIDER, WAY, approvals, approve, at_design, request_changes, told_once, waiting
from tests.journeys.test_word import files_in
from tests.journeys.wall import Wall


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A team file whose agency stage lists a person of another workspace, as one of ours and as themselves."""
    file = tmp_path / "shared.toml"
    file.write_text(TEAM.read_text("utf-8").replace('"U0AXEL"', '"U0AXEL", "T0HARBOUR/U0INES"'), "utf-8")
    return file


def test_a_listed_person_of_another_workspace_decides(tmp_path: Path, shared: Path, transport: Transport) -> None:
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", transport, clock=Wall(), team=shared) as town:
        at_design(town)
        for user, channel in WAY[:2]:
            approve(town, user, waiting(town, channel))
        done = request_changes(town, OUTSIDER, waiting(town, AGENCY_ROOM))
        assert (done["ok"], done["errors"]) == (True, {})
        approve(town, OUTSIDER, waiting(town, AGENCY_ROOM, revision=2))
        assert approvals(town)[-1] == ("agency", OUTSIDER)


def test_an_outsider_listed_by_id_alone_is_not_ours(tmp_path: Path, transport: Transport) -> None:
    file = tmp_path / "team.toml"
    file.write_text(TEAM.read_text("utf-8").replace('"U0AXEL"', '"U0AXEL", "U0INES"'), "utf-8")
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", transport, clock=Wall(), team=file) as town:
        at_design(town)
        for user, channel in WAY[:2]:
            approve(town, user, waiting(town, channel))
        approve(town, OUTSIDER, waiting(town, AGENCY_ROOM))
        told_once(town, OUTSIDER, AGENCY_ROOM, "you are not one of them")


def test_the_agencys_channel_gets_the_clean_copy_and_a_pdf(tmp_path: Path) -> None:
    office = tmp_path / "soffice"
    office.write_text('#!/bin/sh\nfor last; do :; done\necho "%PDF-1.7" > "$(dirname "$last")/brief.pdf"\n')
    office.chmod(0o700)
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall(), office=str(office)) as town:
        request_changes(town, DESIGNER, at_design(town), "Axel must not hear of the merger.")
        approve(town, DESIGNER, waiting(town, DESIGN, revision=2))
        approve(town, MARKETER, waiting(town, MARKETING, revision=2))
        message = waiting(town, AGENCY_ROOM, revision=2)
        copy, printed = until(lambda: files_in(town, message)[1:] and files_in(town, message), PATIENCE, "the PDF")
        assert [file["name"].rpartition(".")[2] for file in (copy, printed)] == ["docx", "pdf"]
        document = b"".join(unpacked(town.author.download(copy)).values()).decode()
        assert "Ridgeline" in document
        assert [words for words in ("merger", "Dee", "library/") if words in document + read(message)] == []
        assert buttons(message) == {APPROVE, REQUEST_CHANGES, DECLINE}
