"""Is every document of ours recognised wherever it is dropped, and is its sender always told what became of it?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from structlog.testing import capture_logs

from bot.processes import report_failure
from bot.sandbox.person import until
from bot.views.buttons import EditValue
from bot.word.normalise import normalise
from bot.word.stamp import claimed
from bot.word.xml import element, qualified, text_element
from storage.jobs import Job
from storage.queries import Queries
from tests.bot.delivery.sending import (
    DESIGN,
    DESIGNER,
    MARKETING,
    NUMBERS,
    STRANGER,
    by_hand,
    chat,
    direct,
    drop,
    headless,
    opened,
    original,
    root,
    share,
    unstamped,
    whispers,
)
from tests.bot.office import AUTHOR, HOME, Office
from tests.bot.word.edits import BY, comment, edited, enters, paragraph_with
from tests.bot.word.hostile import packed, unpacked
from tests.bot.word.reading import text_of
from workflow.commands import Cancel
from workflow.draft import Section, content_hash
from workflow.events import Message

PATIENCE = 60.0


class Unreported(Queries):
    """A log into which the report of no message has come yet."""

    def standing_at(self, message: Message) -> None:
        """Know no message."""


def posted(office: Office, ts: str, many: int) -> list[bytes]:
    """Return the files that Baton put into a thread, once there are so many: Slack shows them a moment later."""
    person = office.sandbox.person(DESIGNER)

    def look() -> list[dict[str, Any]] | None:
        files = [file for reply in person.thread(DESIGN, ts) if reply["bot"] for file in reply["files"]]
        return files if len(files) >= many else None

    return [person.download(file) for file in until(look, PATIENCE, f"{many} files in the thread")]


def body_of(content: bytes) -> bytes:
    return unpacked(content)["word/document.xml"]


def use(office: Office, by: str = DESIGNER, **value: Any) -> None:
    """Take the offer, with an address for answers that has died meanwhile."""
    dead = office.sandbox.api_url.replace("/api/", "/response/expired")
    payload = {"user": by, "workspace": HOME, "response_url": dead, **value}
    office.perform(Job(key=f"use/{next(NUMBERS)}", name="use_edit", payload=payload))
    office.work()


def offered(office: Office, newest: int | None = 1) -> dict[str, Any]:
    """Return what the button carries that offers to use an edit of revision 1, which the office then keeps."""
    draft = office.services.drafts.load(office.brief().written(1).content_hash)
    kept = office.services.drafts.keep(draft.model_copy(update={"title": "Another title"}))
    value = EditValue(brief="BRF-1", based_on=1, content_hash=kept, newest=newest)
    return value.model_dump(exclude={"v"}, exclude_none=True)


def test_a_file_dropped_before_our_own_report_of_the_message_is_the_next_revision(office: Office) -> None:
    office.sandbox.fail("files.getUploadURLExternal", status=500, times=None)
    opened(office)
    stay = office.brief().open_handover
    assert stay is not None
    assert stay.message is None  # posted, and not yet reported
    drop(office, by_hand(original(office)), root(office))
    kinds = [type(event).__name__ for event in office.services.ledger.history("BRF-1")]
    assert office.brief().written(2).written_by == DESIGNER
    assert kinds.index("Delivered") < kinds.index("Edited")
    assert office.brief().handovers[0].message is not None


def test_a_file_in_the_authors_thread_is_recognised_by_the_message_alone(office: Office) -> None:
    opened(office)
    office.services = replace(office.services, queries=Unreported(office.services.database))
    author = office.sandbox.person(AUTHOR.id)
    drop(office, by_hand(original(office)), office.news()[0]["ts"], author.dm(), by=AUTHOR.id)
    assert office.brief().written(2).written_by == AUTHOR.id


@pytest.mark.parametrize("strip", [bytes, unstamped, headless], ids=["stamped", "by its header", "by its content"])
def test_in_its_thread_a_document_is_diffed_against_the_revision_that_it_was_made_from(
    office: Office, strip: Callable[[bytes], bytes]
) -> None:
    opened(office)
    first = original(office)
    drop(office, by_hand(first, Section.RISKS), root(office))
    assert office.brief().revision == 2
    drop(office, strip(by_hand(first)), root(office))
    assert office.brief().revision == 2
    assert "You edited revision 1" in whispers(office, root(office))[-1]


def test_a_document_of_ours_in_another_thread_is_a_choice_for_its_sender(office: Office) -> None:
    opened(office)
    ts = chat(office)
    drop(office, by_hand(unstamped(original(office))), ts, MARKETING)
    assert office.brief().revision == 1
    told = whispers(office, ts, MARKETING)
    assert len(told) == 1
    assert "This is BRF-1, revision 1, with 1 edit. Make it the next revision?" in told[0]


def test_a_document_in_the_thread_of_another_brief_is_a_choice_as_well(office: Office) -> None:
    opened(office)
    office.open("second")
    office.work()
    drop(office, by_hand(original(office)), root(office))
    assert "This is BRF-1" in whispers(office, root(office))[0]
    assert [office.brief(one).revision for one in ("BRF-1", "BRF-2")] == [1, 1]


@pytest.mark.parametrize(
    ("change", "by", "told"),
    [
        (bytes, DESIGNER, "says already"),
        (by_hand, STRANGER, "Only the author"),
        (lambda content: by_hand(_renamed(content, b"BRF-1", b"BRF-9")), DESIGNER, "it is BRF-9, revision 1, but"),
        (lambda content: by_hand(_renamed(content, b"fileless", b"")), DESIGNER, "did not write it here"),
    ],
    ids=["unchanged", "by a stranger", "of an unknown brief", "of another memory"],
)
def test_in_another_thread_too_nothing_that_claims_to_be_ours_is_met_with_silence(
    office: Office, change: Callable[[bytes], bytes], by: str, told: str
) -> None:
    opened(office)
    ts = chat(office)
    drop(office, change(original(office)), ts, MARKETING, by=by)
    assert told in whispers(office, ts, MARKETING, by)[0]
    assert office.brief().revision == 1


def _renamed(content: bytes, before: bytes, after: bytes) -> bytes:
    parts = unpacked(content)
    claim = claimed(content)
    assert claim is not None
    before = before if after else claim.content_hash.encode()
    stamp = parts["docProps/custom.xml"].replace(before, after or b"0" * 64)
    return packed({**parts, "docProps/custom.xml": stamp})


def test_a_document_of_ours_dropped_into_the_direct_message_is_no_prior_campaign(office: Office) -> None:
    opened(office)
    dee = office.sandbox.person(DESIGNER)
    file = dee.upload(dee.dm(), "edited.docx", by_hand(original(office)))
    dropped = dee.messages(dee.dm())[-1]
    payload = {"file": file["id"], "user": DESIGNER, "channel": dee.dm(), "ts": dropped["ts"]}
    office.perform(Job(key="library/1", name="add_to_library", payload=payload))
    assert "Make it the next revision?" in direct(office)
    assert office.services.library.items() == []


def test_other_peoples_files_in_other_threads_are_none_of_our_business(office: Office) -> None:
    opened(office)
    ts = chat(office)
    for content in (headless(original(office)), b"PK not a document"):
        drop(office, content, ts, MARKETING)
    drop(office, b"x" * 10, ts, MARKETING, name="notes.doc")
    assert whispers(office, ts, MARKETING) == []
    assert "edit" not in direct(office)


def test_an_old_format_in_the_thread_is_refused_with_what_to_do(office: Office) -> None:
    opened(office)
    drop(office, b"{\\rtf1 hello}", root(office), name="edited.rtf")
    assert ".docx" in whispers(office, root(office))[0]


def test_a_file_that_is_shared_again_is_read_again(office: Office) -> None:
    opened(office)
    ts = chat(office)
    file = drop(office, by_hand(original(office)), ts, MARKETING)
    share(office, file, root(office))
    assert office.brief().written(2).by_hand


def test_a_fault_of_our_own_is_told_to_whoever_sent_the_file_once(office: Office) -> None:
    sent, nobodys = Job("edit/1", "take_edit", {"user": DESIGNER}), Job("digest", "digest", {})
    with capture_logs():
        for job, attempt in ((sent, 1), (sent, 2), (nobodys, 1)):
            report_failure(office.services, job, attempt, ZeroDivisionError("planted"))
        office.sandbox.fail("chat.postMessage", error="channel_not_found")
        report_failure(office.services, sent, 1, ZeroDivisionError("planted"))
    dee = office.sandbox.person(DESIGNER)
    assert ["Something broke on Baton's side" in m["text"] for m in dee.messages(dee.dm())] == [True]


def test_what_people_struck_out_or_remarked_travels_no_further_than_their_own_file(office: Office) -> None:
    opened(office)
    secret = element("del", element("r", text_element("delText", "They will pay double")), **BY)
    before = root(office)
    sent = edited(by_hand(original(office)), lambda body: paragraph_with(body, "By hand.").append(secret))
    drop(office, comment("By hand.", "Do not tell the client")(sent), before)
    assert office.brief().revision == 2
    for content in (*posted(office, before, 1), *posted(office, root(office), 2)):
        parts = b"".join(unpacked(content).values())
        assert b"pay double" not in parts
        assert b"Do not tell" not in parts


def test_sections_that_people_added_are_kept_in_the_next_document(office: Office) -> None:
    opened(office)
    before = root(office)
    legal = edited(
        original(office),
        enters(Section.RISKS.label, "Only with the small print.", "Normal"),
        enters(Section.RISKS.label, "Legal", "Heading1"),
    )
    drop(office, legal, before)
    assert "is kept as notes of" in whispers(office, before)[0]
    assert b"Only with the small print." in unpacked(original(office, 2))["word/document.xml"]


def test_a_redline_of_an_edit_by_hand_is_its_writers_and_leads_to_the_new_revision(office: Office) -> None:
    opened(office)
    drop(office, by_hand(original(office)), root(office))
    redlined = next(content for content in posted(office, root(office), 2) if b"w:ins " in body_of(content))
    made = etree.fromstring(body_of(redlined))
    assert {mark.get(qualified("author")) for mark in made.iter(qualified("ins"), qualified("del"))} == {"Dee Okafor"}
    normalise(made[0])
    new = etree.fromstring(body_of(original(office, 2)))
    assert [text_of(one) for one in made.iter(qualified("p"))] == [text_of(one) for one in new.iter(qualified("p"))]


def test_a_sender_who_cannot_be_told_in_the_thread_is_told_directly(office: Office) -> None:
    opened(office)
    office.sandbox.fail("chat.postEphemeral", error="user_not_in_channel")
    drop(office, original(office), root(office))
    assert "says already" in direct(office)


def test_an_offer_taken_twice_is_one_revision_and_both_times_told(office: Office) -> None:
    opened(office)
    value = offered(office)
    use(office, **value)
    use(office, **value)
    assert office.brief().revision == 2
    person = office.sandbox.person(DESIGNER)
    assert [m["text"][:27] for m in person.messages(person.dm())] == ["Your document is revision 2"] * 2


def test_an_offer_is_made_again_when_a_newer_revision_came_in_between(office: Office) -> None:
    opened(office)
    value = offered(office)
    drop(office, by_hand(original(office)), root(office))
    use(office, **value)
    assert office.brief().revision == 2
    assert "You edited revision 1" in direct(office)


def test_a_refused_offer_is_told_even_when_its_address_has_died(office: Office) -> None:
    opened(office)
    value = offered(office, newest=None)
    assert content_hash(office.services.drafts.load(value["content_hash"])) == value["content_hash"]
    office.services.ledger.submit("BRF-1", Cancel(by=AUTHOR, reason="Over."), office.now)
    use(office, **value)
    assert "was cancelled by" in direct(office)
