from dataclasses import replace
from pathlib import Path

from bot.console.demo import TEAM
from bot.library_files.read import understand
from bot.sandbox.person import until
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Group
from bot.views.buttons import APPROVE, DECLINE, REMOVE_ITEM, REQUEST_CHANGES
from tests.bot.word.edits import edited, typed
from tests.bot.word.hostile import unpacked
from tests.journeys.northfold import (
    AGENCY,
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
from tests.journeys.steps import (
    OUTSIDER,
    WAY,
    approvals,
    approve,
    at_agency,
    at_design,
    request_changes,
    told_once,
    waiting,
    whispered,
)
from tests.journeys.test_library import AUTUMN, listed
from tests.journeys.test_word import document, files_in, summary_word, told
from tests.journeys.wall import Wall


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


def test_a_person_of_another_workspace_sends_the_brief_back_in_the_thread(tmp_path: Path, shared: Path) -> None:
    """Of their file Slack tells no more than the id, so Baton asks for its name; of themselves it may tell nothing."""
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall(), team=shared) as town:
        message, ines = at_agency(town), town.person(OUTSIDER)
        town.sandbox.fail("files.info", error="access_denied", times=None)
        ines.upload(AGENCY_ROOM, "edited.docx", b"whatever it says", message["ts"])
        told(town, OUTSIDER, message, "does not show that file to Baton")
        town.sandbox.heal()
        town.sandbox.fail("users.info", error="user_not_visible", times=None)
        ines.upload(AGENCY_ROOM, "notes.txt", b"see you on Monday", message["ts"])
        copy = document(town, message)
        ines.upload(AGENCY_ROOM, "edited.docx", edited(copy, typed(summary_word(copy), "Wandering")), message["ts"])
        told(town, OUTSIDER, message, "Your document is revision 2")
        written = town.brief().revisions[-1]
        assert (written.by_hand, written.written_by) == (True, OUTSIDER)
        approve(town, OUTSIDER, waiting(town, AGENCY_ROOM, revision=2))
        assert approvals(town)[-1] == ("agency", OUTSIDER)
        assert len(ines.ephemerals(AGENCY_ROOM, message["ts"])) == 2


def test_where_slack_connect_keeps_files_out_the_author_is_told_what_to_do(tmp_path: Path, shared: Path) -> None:
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall(), team=shared) as town:
        at_design(town)
        approve(town, DESIGNER, waiting(town, DESIGN))
        message, refused = waiting(town, MARKETING), "slack_connect_file_upload_sharing_blocked"
        town.sandbox.fail("files.completeUploadExternal", error=refused, times=None)
        approve(town, MARKETER, message)
        brief = town.until_brief("the delivery to be blocked", lambda brief: brief.open_handovers[-1].blocked)
        assert "settings of Slack Connect" in str(brief.open_handovers[-1].blocked)


def test_an_agencys_guest_decides_and_has_neither_the_command_nor_the_library(tmp_path: Path) -> None:
    """The guest of our workspace is listed through the agency's user group only."""
    file = tmp_path / "team.toml"
    file.write_text(TEAM.read_text("utf-8").replace('"U0AXEL"', '"S0AGENCY"'), "utf-8")

    def invite(sandbox: Sandbox) -> None:
        store = sandbox.workspace.store
        store.people[AGENCY] = replace(store.people[AGENCY], restricted=True)
        store.groups["S0AGENCY"] = Group("S0AGENCY", "harbour", "Harbour", ())

    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall(), team=file, prepare=invite) as town:
        guest = town.person(AGENCY)
        town.services.library.add(understand("prior.csv", AUTUMN, "GBP").items, Wall()(), AGENCY)
        before = listed(guest)
        town.sandbox.set_group("S0AGENCY", AGENCY)
        for line in ("/brief", "/brief list", "/brief library"):
            assert guest.command(line)["ok"]
        refusals = until(
            lambda: guest.ephemerals(MARKETING)[1:][2:] and guest.ephemerals(MARKETING)[1:], PATIENCE, "no"
        )
        assert ["is for the team" in refusal["text"] for refusal in refusals] == [True] * 3
        guest.click(before, REMOVE_ITEM)
        whispered(guest, MARKETING, "may remove this from the library")
        assert len(town.services.library.items()) == 1
        message = at_agency(town)
        assert guest.command("/brief revise BRF-1", AGENCY_ROOM)["ok"]
        guest.view("revise")
        approve(town, AGENCY, message)
        assert approvals(town)[-1] == ("agency", AGENCY)
