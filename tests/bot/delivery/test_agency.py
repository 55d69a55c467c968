"""Do people outside of the team get the brief, all of it, and nothing of how it came about?"""

import json
import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.documents import document
from bot.review import findings_of
from bot.sandbox.person import until
from bot.sandbox.records import JSON
from bot.word.comments import comments
from bot.word.guard import guard
from bot.word.normalise import tracked_changes
from bot.word.stamp import read_stamp
from storage.jobs import Job, RetryLater
from tests.bot.delivery.test_perform import kinds
from tests.bot.office import AUTHOR, HOME, Office
from tests.bot.word.edits import edited, typed
from tests.bot.word.hostile import packed, unpacked
from tests.bot.word.reading import body, text_of
from tests.programs import PDFTOTEXT
from tests.workflow.drafting import material
from workflow.commands import Approve, Command, Override, RequestChanges
from workflow.draft import Section
from workflow.people import Person

PATIENCE = 15.0
AGENCY_ROOM = "C0AGENCY"
DEE, MAYA, AXEL = (Person(id=f"U0{name}", workspace=HOME) for name in ("DEE", "MAYA", "AXEL"))
SECRET = "Axel must not hear of the merger."
OVERRIDE = Override(by=AUTHOR, reason="Legal whispered yes.")
WISH = "Say what the boots weigh."
INTERNAL = (
    "whispered",
    "merger",
    "autumn.csv",
    "walkers.md",
    "library/",
    "Dee",
    "Maya",
    "U0DEE",
    "U0MAYA",
    "*Checks:*",
    "show_findings",
)


def submit(office: Office, command: Command) -> None:
    office.services.ledger.submit("BRF-1", command, office.now)
    office.work()


def approve(office: Office, who: Person, stage: str, revision: int) -> None:
    submit(office, Approve(by=who, stage=stage, revision=revision))


def drop(office: Office, who: Person, message: JSON, content: bytes) -> None:
    """Drop a document into a thread as the sandbox's Slack tells of it."""
    sent = office.sandbox.person(who.id).upload(message["channel"], "edited.docx", content, message["ts"])
    said = {"user": who.id, "workspace": HOME, "channel": message["channel"], "thread_ts": message["ts"]}
    office.perform(Job(key="edit", name="take_edit", payload={"file": sent["id"], **said}))
    office.work()


def at_the_agency(office: Office) -> JSON:
    """Return the agency's message about a brief that colleagues asked changes of and edited by hand."""
    office.apply_team()
    office.services.library.add([material.AUTUMN, material.WALKERS], office.now, "U0DEE")
    office.open()
    office.work()
    submit(office, RequestChanges(by=DEE, stage="designer", revision=1, section=Section.AUDIENCE, note=SECRET))
    (_, latest) = roots(office, "C0DESIGN")
    drop(office, DEE, latest, edited(files(office, latest)[0][1], typed("The goal", "The one goal of £77,777")))
    submit(office, OVERRIDE)
    approve(office, DEE, "designer", 3)
    approve(office, MAYA, "marketer", 3)
    (message,) = roots(office, AGENCY_ROOM)
    return message


def roots(office: Office, channel: str) -> Sequence[JSON]:
    return office.sandbox.person("U0TOM").messages(channel)


def files(office: Office, message: JSON, count: int = 1) -> list[tuple[str, bytes]]:
    """Return the files in a message's thread, by name, the oldest first, once there are `count`."""
    reader = office.sandbox.person("U0TOM")

    def look() -> list[JSON] | None:
        thread = reader.thread(message["channel"], message["ts"])
        found = [file for reply in thread for file in reply["files"]]
        return found if len(found) >= count else None

    return [(file["name"], reader.download(file)) for file in until(look, PATIENCE, f"{count} files in the thread")]


def inside(content: bytes) -> str:
    """Return every part of a document and every part's name as one text, and what its paragraphs say."""
    parts = unpacked(content)
    return "\n".join([*parts, *(part.decode("utf-8", "replace") for part in parts.values()), text_of(body(content))])


def leaks(office: Office, text: str) -> list[str]:
    brief = office.brief()
    found = {
        one.sentence for number in range(1, brief.revision + 1) for one in findings_of(office.services, brief, number)
    }
    assert found
    return [words for words in (*INTERNAL, *found) if words in text]


def shown(message: JSON) -> str:
    return json.dumps(message, ensure_ascii=False)


def test_the_agency_gets_the_clean_copy_and_a_plain_message(office: Office) -> None:
    message = at_the_agency(office)
    ((name, content),) = files(office, message)
    assert name == "BRF-1-r3-spring-trail-launch-ridgeline-2.docx"
    assert leaks(office, shown(message) + name + inside(content)) == []
    assert "The one goal of £77,777" in text_of(body(content))
    assert (tracked_changes(body(content)), list(comments(guard(content)))) == (0, [])
    assert "Changed since" not in shown(message)
    brief = office.brief()
    own = document(brief, office.services.drafts.load(brief.written(3).content_hash), brief.written(3), None)
    assert {"merger", "autumn.csv", "library/", "Dee", "Maya"} <= set(leaks(office, inside(own)))


def test_what_the_agency_asks_for_comes_back_as_a_new_revision_with_its_own_redline(office: Office) -> None:
    at_the_agency(office)
    wish = RequestChanges(by=AXEL, stage="agency", revision=3, section=Section.CHANNELS, note=WISH)
    submit(office, wish)
    submit(office, OVERRIDE)
    asked, again = roots(office, AGENCY_ROOM)
    assert "brings it back here" in shown(asked)
    assert "*Revision 4 is new*: you saw revision 3 before." in shown(again)
    assert WISH in shown(again)
    (_, content), (redline_name, redline) = files(office, again, 2)
    assert redline_name.endswith("-changes.docx")
    for text in (shown(asked), shown(again), inside(content), inside(redline)):
        assert leaks(office, text) == []
    assert tracked_changes(body(redline)) > 0
    assert 'author="Northfold marketing"' in inside(redline)
    approve(office, AXEL, "agency", 4)
    assert "went on" not in shown(roots(office, AGENCY_ROOM)[-1])


def test_an_edit_of_the_agencys_copy_is_that_edit_alone(office: Office) -> None:
    message = at_the_agency(office)
    ((_, content),) = files(office, message)
    before = office.services.drafts.load(office.brief().written(3).content_hash)
    changed = edited(content, typed("The one goal", "The only goal"))
    unstamped = packed({name: part for name, part in unpacked(changed).items() if name != "docProps/custom.xml"})
    assert read_stamp(unstamped) is None
    drop(office, AXEL, message, unstamped)
    submit(office, OVERRIDE)
    brief = office.brief()
    assert (brief.revision, brief.written(4).written_by) == (4, AXEL.id)
    after = office.services.drafts.load(brief.written(4).content_hash)
    assert after.summary[0].text.startswith("The only goal")
    assert after.model_copy(update={"summary": before.summary}) == before
    replaced, again = roots(office, AGENCY_ROOM)
    assert "Replaced" in shown(replaced)
    assert leaks(office, shown(replaced) + shown(again)) == []


def with_office(office: Office, path: Path | None) -> None:
    office.services = replace(office.services, office=str(path) if path else None)


def program(folder: Path, script: str) -> Path:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return path


MAKES = 'for last; do :; done; echo "%PDF-1.7" > "$(dirname "$last")/brief.pdf"'


def test_the_pdf_comes_after_the_handover_and_says_no_more_than_the_document(
    office: Office, soffice: Path, tmp_path: Path
) -> None:
    with_office(office, soffice)
    message = at_the_agency(office)
    (_, (name, made)) = files(office, message, 2)
    assert name == "BRF-1-r3-spring-trail-launch-ridgeline-2.pdf"
    path = tmp_path / name
    path.write_bytes(made)
    command = [str(PDFTOTEXT.require()), str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    assert "The one goal" in text
    assert leaks(office, text + made.decode("latin-1")) == []


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_libreoffice_that_fails_costs_only_the_pdf(office: Office, tmp_path: Path, script: str) -> None:
    with_office(office, program(tmp_path, script))
    with capture_logs() as logs:
        message = at_the_agency(office)
    assert len(files(office, message)) == 1
    assert [log["event"] for log in logs].count("LibreOffice made no PDF") == 1
    assert kinds(office)[-1] == "Delivered"


def test_without_libreoffice_no_pdf_is_asked_for(office: Office) -> None:
    with capture_logs() as logs:
        at_the_agency(office)
    assert [log["event"] for log in logs].count("no PDF is made, for LibreOffice is not here") == 1


def asked(office: Office, channel: str = AGENCY_ROOM) -> dict[str, object]:
    """Return what the job is asked that makes the PDF of a first revision."""
    office.open()
    office.work()
    return {"brief": "BRF-1", "revision": 1, "channel": channel, "ts": "1795253415.250000"}


def test_one_pdf_is_made_at_a_time(office: Office, tmp_path: Path) -> None:
    begun, gate = tmp_path / "begun", tmp_path / "gate"
    os.mkfifo(gate)
    with_office(office, program(tmp_path, f"touch {begun}; cat {gate}"))
    job = Job(key="pdf", name="attach_pdf", payload=asked(office))
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(office.perform, job)
        until(lambda: begun.exists() or None, PATIENCE, "the first to begin")
        try:
            with pytest.raises(RetryLater):
                office.perform(job)
        finally:
            gate.write_text("go")
        first.result(60)


def test_a_thread_that_cannot_be_written_to_costs_only_the_pdf(office: Office, tmp_path: Path) -> None:
    with_office(office, program(tmp_path, MAKES))
    with capture_logs() as logs:
        office.perform(Job(key="pdf", name="attach_pdf", payload=asked(office, "C0NOTHING")))
    assert [log["event"] for log in logs].count("the PDF could not be put into the thread") == 1
