import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from bot.sandbox.records import JSON
from tests.journeys.northfold import (
    AGENCY,
    AGENCY_ROOM,
    DESIGN,
    DESIGNER,
    MARKETER,
    MARKETING,
    PATIENCE,
    Northfold,
    buttons,
    only,
    read,
)
from tests.journeys.steps import (
    AFTER_COMPLETION,
    NOTE,
    RIDGELINE,
    answers_of,
    approve,
    ask,
    author_message,
    completed,
    decided,
    request_changes,
    waiting,
    whispered,
)
from tests.workflow.drafting.test_real_briefs import PUBLISHED, inputs
from workflow.campaign import LABELS

REAL = ("TechGear", "EcoMotion", "HealthFirst")
BATON = Path(sys.executable).with_name("baton")

SHOWN = {"id", "name", "status", "stage", "revision", "inputs", "approvals", "handovers", "events"}
HANDOVER = {
    "stage",
    "revision",
    "handed_over_at",
    "delivered_at",
    "decided_at",
    "decision",
    "calendar_seconds",
    "working_seconds",
    "sla_seconds",
    "breached",
}


def baton(town: Northfold, *arguments: str) -> Any:
    """Return the JSON that a command prints, run as its users run it."""
    environment = {"DATABASE_URL": town.settings.database_url, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [str(BATON), *arguments, "--json"], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def documents(town: Northfold, message: JSON) -> dict[str, bytes]:
    """Return the files in a message's thread by name."""
    replies = town.author.thread(message["channel"], message["ts"])
    return {file["name"]: town.author.download(file) for reply in replies for file in reply["files"]}


def words(document: bytes) -> str:
    """Return all that a Word document says in paragraphs and tables."""
    opened = Document(BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_a_brief_goes_down_the_chain(everywhere: Northfold) -> None:
    town = everywhere
    _the_form_asks_what_the_contract_names(town)
    assert ask(town) == "BRF-1"
    designs = _the_designer_is_asked(town)
    first = author_message(town)
    assert approve(town, DESIGNER, designs)["ok"]
    _the_designers_message_is_decided(town, designs)
    _the_marketer_asks_for_changes_and_gets_them(town)
    assert approve(town, AGENCY, waiting(town, AGENCY_ROOM, revision=2))["ok"]
    last = completed(town)
    assert last["ts"] == first["ts"]
    _the_author_was_told_everything(town, last)
    _the_commands_answer(town)
    _the_log_holds_it_all(baton(town, "brief", "show", "BRF-1"))
    assert only(baton(town, "brief", "list"))["status"] == "completed"
    assert [call for call in town.sandbox.calls() if not call.ok] == []


def _the_form_asks_what_the_contract_names(town: Northfold) -> None:
    assert town.author.command("/brief")["ok"]
    view = town.author.view("campaign")
    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == list(LABELS)
    town.author.close()


def _the_designer_is_asked(town: Northfold) -> JSON:
    message = waiting(town, DESIGN)
    assert buttons(message) >= {"approve", "request_changes"}
    told = read(message)
    assert "<@U0TOM>" in told
    assert "Design review" in told
    assert "<!date^" in told
    assert "£180,000" in told
    approving = next(e for b in message["blocks"] for e in b.get("elements", ()) if e.get("action_id") == "approve")
    assert "revision 1" in json.dumps(approving["confirm"])
    name, document = only(list(documents(town, message).items()))
    assert name == "BRF-1-r1-spring-trail-launch-ridgeline-2.docx"
    assert RIDGELINE["proposition"] in words(document)
    _the_notes_are_shown(town, message)
    return message


def _the_notes_are_shown(town: Northfold, message: JSON) -> None:
    if "show_findings" not in buttons(message):
        assert "all passed" in read(message)
        return
    dee = town.person(DESIGNER)
    assert dee.click(message, "show_findings")["ok"]
    assert whispered(dee, DESIGN, "Checks:")


def _the_designers_message_is_decided(town: Northfold, message: JSON) -> None:
    face = decided(town, message)
    assert face["text"].startswith("Approved")
    for expected in ("<@U0DEE>", "approved revision 1", "<!date^", "Marketing sign-off"):
        assert expected in read(face)


def _the_marketer_asks_for_changes_and_gets_them(town: Northfold) -> None:
    message = waiting(town, MARKETING)
    done = request_changes(town, MARKETER, message, section="audience")
    assert (done["ok"], done["errors"]) == (True, {})
    face = decided(town, message)
    assert NOTE in read(face)
    assert "<@U0MAYA>" in read(face)
    again = waiting(town, MARKETING, revision=2)
    assert NOTE in read(again)
    name, document = only(list(documents(town, again).items()))
    assert name == "BRF-1-r2-spring-trail-launch-ridgeline-2.docx"
    assert NOTE in words(document)
    assert len(town.posts(DESIGN)) == 1
    assert approve(town, MARKETER, again)["ok"]


def _the_author_was_told_everything(town: Northfold, message: JSON) -> None:
    dm = town.author.dm()
    assert [post["ts"] for post in town.posts(dm)] == [message["ts"]]
    assert "complete" in message["text"]
    assert buttons(message) == AFTER_COMPLETION
    thread = town.author.thread(dm, message["ts"])
    told = "\n".join(reply["text"] for reply in thread[1:])
    for expected in ("Revision 1 is written", "<@U0DEE> approved", NOTE, "Revision 2 is written", "BRF-1 is complete"):
        assert told.count(expected) == 1
    assert sorted(documents(town, message)) == [
        f"BRF-1-r{revision}-spring-trail-launch-ridgeline-2.docx" for revision in (1, 2)
    ]


def _the_commands_answer(town: Northfold) -> None:
    tom = town.author
    expected = {"help": "/brief list", "status": "Complete", "status BRF-1": "Complete", "list": "BRF-1"}
    for said, answered in expected.items():
        before = len(tom.ephemerals(MARKETING))
        assert tom.command(f"/brief {said}")["ok"]
        answer = only(tom.ephemerals(MARKETING)[before:])
        assert answered in read(answer)
    assert tom.command("/brief digest")["ok"]
    drawn = tom.wait_for(MARKETING, lambda m: m["ephemeral"] and '"image"' in read(m), PATIENCE)
    assert "Design review" in read(drawn)
    assert town.person("U0PRIYA").ephemerals(MARKETING) == []


def _the_log_holds_it_all(shown: JSON) -> None:
    assert shown.keys() >= SHOWN
    assert (shown["status"], shown["stage"], shown["revision"]) == ("completed", None, 2)
    assert {key: shown["inputs"][key] for key in ("name", "channels")} == {
        key: RIDGELINE[key] for key in ("name", "channels")
    }
    assert [(one["stage"], one["revision"], one["by"]) for one in shown["approvals"]] == [
        ("designer", 1, "U0DEE"),
        ("marketer", 2, "U0MAYA"),
        ("agency", 2, "U0AXEL"),
    ]
    assert [(stay["stage"], stay["revision"], stay["decision"]) for stay in shown["handovers"]] == [
        ("designer", 1, "approved"),
        ("marketer", 1, "changes_requested"),
        ("marketer", 2, "approved"),
        ("agency", 2, "approved"),
    ]
    for stay in shown["handovers"]:
        assert stay.keys() >= HANDOVER
        assert stay["handed_over_at"] <= stay["delivered_at"] <= stay["decided_at"]
        assert stay["breached"] is False
        assert 0 <= stay["working_seconds"] <= PATIENCE
    times = [event["at"] for event in shown["events"]]
    assert times == sorted(times)
    assert shown["events"][0]["kind"] == "opened"
    assert shown["events"][-1]["kind"] == "completed"


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published example briefs are not beside the project")
@pytest.mark.parametrize("name", REAL)
def test_the_inputs_of_a_real_brief_go_down_the_chain(town: Northfold, name: str) -> None:
    ask(town, answers_of(inputs(name)))
    for user, channel in ((DESIGNER, DESIGN), (MARKETER, MARKETING), (AGENCY, AGENCY_ROOM)):
        message = waiting(town, channel)
        assert inputs(name).goal[:40] in words(only(list(documents(town, message).values())))
        assert approve(town, user, message)["ok"]
    assert "complete" in completed(town)["text"]
