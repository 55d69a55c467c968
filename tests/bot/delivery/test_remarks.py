"""Is every remark in a margin passed on, and does it become a request for changes only by an approver's click?"""

import json
from typing import Any

from slack_bolt import BoltRequest

from bot.app import make_app
from bot.delivery.returned import Returned
from bot.views.buttons import REQUEST_REMARKS, RemarksValue
from bot.word.ingest import Ingested, MarginNote
from storage.jobs import Job
from tests.bot.delivery.sending import (
    DESIGN,
    DESIGNER,
    NUMBERS,
    STRANGER,
    by_hand,
    direct,
    drop,
    opened,
    original,
    root,
    whispers,
)
from tests.bot.office import AUTHOR, HOME, Office
from tests.bot.word.drafts import short_draft
from tests.bot.word.edits import comment
from workflow.difference import differences
from workflow.draft import Section
from workflow.events import ChangesRequested, Remark

SAID = "Too broad: who exactly?"


def remarked(content: bytes) -> bytes:
    """Return a document with a remark on its audience."""
    return comment("Audience", SAID)(content)


def offers(messages: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """Return the messages that offer to request remarks, each with what its button carries."""
    buttons = [(m, e) for m in messages for b in m["blocks"] for e in b.get("elements", ()) if "action_id" in e]
    return [(message, element["value"]) for message, element in buttons if element["action_id"] == REQUEST_REMARKS]


def in_thread(office: Office) -> list[dict[str, Any]]:
    return [m for m in office.sandbox.person(DESIGNER).thread(DESIGN, root(office)) if not m["ephemeral"]]


def press(office: Office, value: str, by: str = DESIGNER) -> None:
    """Press the button that requests remarks; the address for answers has died."""
    click = {
        "type": "block_actions",
        "team": {"id": HOME},
        "user": {"id": by, "team_id": HOME},
        "trigger_id": f"press-{next(NUMBERS)}",
        "response_url": office.sandbox.api_url.replace("/api/", "/response/expired"),
        "actions": [{"action_id": REQUEST_REMARKS, "block_id": "b", "value": value}],
    }
    make_app(office.settings, office.services).dispatch(BoltRequest(body=dict(click), mode="socket_mode"))
    office.work()


def send(office: Office, content: bytes, by: str) -> None:
    """Send a document with `/brief revise`."""
    file = office.sandbox.person(by).upload(office.sandbox.person(by).dm(), "edited.docx", content)
    payload = {"file": file["id"], "user": by, "workspace": HOME, "brief": "BRF-1", "sent": f"V{next(NUMBERS)}"}
    office.perform(Job(key=f"edit/{payload['sent']}", name="take_edit", payload=payload))
    office.work()


def test_remarks_are_passed_on_and_requested_by_an_approvers_click_alone(office: Office) -> None:
    opened(office)
    drop(office, remarked(original(office)), root(office), by=STRANGER)
    (passed_on, value) = offers(in_thread(office))[0]
    assert SAID in json.dumps(passed_on["blocks"])
    assert SAID in direct(office, AUTHOR.id)
    assert "1 remark in the margin: passed on." in whispers(office, root(office), user=STRANGER)[0]
    assert office.brief().changes == ()
    press(office, value, by=STRANGER)
    assert office.brief().changes == ()
    ts = root(office)
    press(office, value)
    (asked,) = office.brief().changes
    remark = Remark(section=Section.AUDIENCE, note=SAID, by="Dee Okafor", about="Audience")
    assert (asked.by, asked.section, asked.remarks) == (DESIGNER, Section.AUDIENCE, (remark,))
    assert "You asked for 1 change to revision 1" in direct(office)
    face = next(m for m in office.sandbox.channel(DESIGN).messages if m["ts"] == ts)
    assert SAID in json.dumps(face["blocks"])


def test_the_redraft_touches_the_section_of_the_remark(office: Office) -> None:
    opened(office)
    drop(office, remarked(original(office)), root(office))
    press(office, offers(in_thread(office))[0][1])
    first, second = (office.services.drafts.load(office.brief().written(n).content_hash) for n in (1, 2))
    (answer,) = second.answers
    assert (answer.by, answer.section, answer.note) == ("Dee Okafor", Section.AUDIENCE, SAID)
    touched = {found.section for found in differences(first, second)}
    assert Section.AUDIENCE in touched
    follows = {Section.RISKS, Section.SOURCES, Section.SUMMARY}  # a question, its source, and the count of questions
    assert touched - {None} <= {Section.AUDIENCE, *follows}


def test_beside_edits_remarks_are_about_the_revision_that_the_edits_became(office: Office) -> None:
    opened(office)
    before = root(office)
    drop(office, by_hand(remarked(original(office))), before)
    thread = office.sandbox.person(DESIGNER).thread(DESIGN, before)
    assert RemarksValue.loads(offers(thread)[0][1]).revision == office.brief().revision == 2


def test_remarks_sent_privately_are_shown_to_their_sender_and_the_author_alone(office: Office) -> None:
    opened(office)
    send(office, remarked(original(office)), DESIGNER)
    person = office.sandbox.person(DESIGNER)
    assert len(offers(person.messages(person.dm()))) == 1
    assert SAID in direct(office, AUTHOR.id)
    assert SAID not in json.dumps(in_thread(office))


def test_authors_cannot_request_what_their_own_document_remarks(office: Office) -> None:
    opened(office)
    send(office, remarked(original(office)), AUTHOR.id)
    author = office.sandbox.person(AUTHOR.id)
    assert offers(author.messages(author.dm())) == []
    assert "shown to you alone" in direct(office, AUTHOR.id)


def test_a_click_twice_asks_once_and_after_the_file_is_gone_tells_so(office: Office) -> None:
    opened(office)
    file = drop(office, remarked(original(office)), root(office))
    value = RemarksValue.loads(offers(in_thread(office))[0][1])
    payload = {**value.model_dump(exclude={"v"}), "user": DESIGNER, "workspace": HOME}
    job = Job(key="twice", name="request_remarks", payload={**payload, "response_url": f"{office.sandbox.api_url}x"})
    office.perform(job)
    office.perform(job)
    assert [type(event) for event in office.services.ledger.history("BRF-1")].count(ChangesRequested) == 1
    office.sandbox.fail("files.info", error="file_deleted")
    press(office, value.model_copy(update={"file": file["id"]}).dumps())
    assert len(office.brief().changes) == 1


def test_resolved_remarks_are_left_and_replies_stand_with_what_they_answer() -> None:
    def note(text: str, section: Section | None = Section.RISKS, **flags: bool) -> MarginNote:
        told = {"resolved": False, "reply": False, **flags}
        return MarginNote("Dee", None, text, "a word", section, resolved=told["resolved"], reply=told["reply"])

    margin = (
        note("Done already", resolved=True),
        note("Why?"),
        note("Because", reply=True),
        note("Who?", Section.APPROVALS),
    )
    read = Ingested(short_draft(), margin, (), (), 0)
    first, second = Returned(read, 1, ()).remarks
    assert (first.note, first.section) == ("Why?\nDee: Because", Section.RISKS)
    assert (second.note, second.section) == ("Who?", None)
