import pytest

from tests.journeys.forging import last, send
from tests.journeys.northfold import AGENCY, AGENCY_ROOM, MARKETING, PATIENCE, Northfold, only, read
from tests.journeys.steps import RIDGELINE, ask, at_design

SAID = {
    "help": "/brief digest",
    "  HELP  ": "/brief digest",
    "optimise the payload": "does not know “optimise”",
    "payload": "does not know “payload”",
    "payload=%7B%7D": "does not know",
    "{}": "does not know",
    "💥": "does not know “💥”",
    "<!channel>": "does not know",
    "status BRF-999999": "There is no brief “BRF-999999”",
    "status BRF-1; DROP TABLE event": "There is no brief",
    "status ../../etc/passwd": "There is no brief",
    "status 💥": "There is no brief",
    "x" * 3000: "does not know",
    "digest 2026-W99": "week",
    "digest yesterday": "week",
}


@pytest.mark.parametrize("said", SAID, ids=lambda said: said[:20])
def test_whatever_is_typed_is_answered_privately_and_kindly(town: Northfold, said: str) -> None:
    assert town.author.command(f"/brief {said}")["ok"]
    answer = only(town.author.ephemerals(MARKETING))
    assert SAID[said] in read(answer)
    assert "incident" not in read(answer)
    assert "<!channel>" not in answer["text"]
    assert town.person("U0PRIYA").ephemerals(MARKETING) == []


def test_an_agencys_guest_reads_nothing_of_the_teams(town: Northfold) -> None:
    guest = town.person(AGENCY)
    for said in ("", "status", "list", "library", "template", "digest"):
        town.forget_whispers()
        assert guest.command(f"/brief {said}", AGENCY_ROOM)["ok"]
        assert "`/brief` is for the team" in only(guest.ephemerals(AGENCY_ROOM))["text"]
        assert guest.open_view() is None


def test_status_is_found_however_the_id_is_written(town: Northfold) -> None:
    at_design(town)
    town.until_idle()
    number = town.newest.removeprefix("BRF-")
    for written in (f"BRF-{number}", f"brf-{number}", f"  Brf-{number} "):
        town.forget_whispers()
        town.author.command(f"/brief status {written}")
        answer = only(town.author.ephemerals(MARKETING))
        assert "Design review" in read(answer)
        assert "/archives/C0DESIGN/" in read(answer)


def test_the_list_shows_the_newest_first(town: Northfold) -> None:
    ids = [ask(town, {**RIDGELINE, "name": f"Campaign {number}"}) for number in (1, 2)]
    town.until_idle()
    town.forget_whispers()
    town.author.command("/brief list")
    shown = read(only(town.author.ephemerals(MARKETING)))
    assert shown.index(ids[1]) < shown.index(ids[0])


def test_a_digest_on_request_is_shown_to_one_person_only(town: Northfold) -> None:
    at_design(town)
    town.until_idle()
    town.forget_whispers()
    dee = town.person("U0DEE")
    assert dee.command("/brief digest")["ok"]
    drawn = dee.wait_for(MARKETING, lambda message: '"image"' in read(message), PATIENCE)
    assert drawn["ephemeral"]
    assert town.author.ephemerals(MARKETING) == []


def test_a_command_from_another_workspace_is_refused(town: Northfold) -> None:
    town.author.command("/brief help")
    forged = last(town, "slash_commands")
    forged["team_id"] = "T0STRANGE"
    ack = send(town, forged, "slash_commands")
    assert "not the one that Baton works for" in ack.payload["text"]


def test_the_same_command_delivered_twice_opens_one_form(town: Northfold) -> None:
    assert town.author.command("/brief")["ok"]
    again = town.sandbox.redeliver(kind="slash_commands")
    assert again.error is None
    assert "try again" in again.payload["text"]
    assert town.author.view("campaign")
    assert len(town.sandbox.workspace.store.stacks["U0TOM"]) == 1
