"""Is every document of ours recognised wherever it is dropped, and is its sender always told what became of it?"""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from bot.documents import document
from bot.listeners import editing
from bot.views.buttons import EditValue
from bot.word.stamp import claimed
from bot.word.xml import qualified
from storage.jobs import Job
from storage.queries import Queries
from tests.bot.office import AUTHOR, HOME, Office
from tests.bot.word.edits import edited
from tests.bot.word.hostile import packed, unpacked
from workflow.commands import Cancel
from workflow.draft import Section, content_hash
from workflow.events import Message

DESIGN, MARKETING, DESIGNER, STRANGER = "C0DESIGN", "C0MARKETING", "U0DEE", "U0PRIYA"
_NUMBERS = count(1)


class Unreported(Queries):
    """A log into which the report of no message has come yet."""

    def standing_at(self, message: Message) -> None:
        """Know no message."""


def opened(office: Office) -> Office:
    """Have a brief opened, drafted and delivered to the designers."""
    office.apply_team()
    office.open()
    office.work()
    return office


def original(office: Office, number: int = 1, brief_id: str = "BRF-1") -> bytes:
    """Return the document of a revision, as it stands in the brief's thread."""
    brief = office.brief(brief_id)
    revision = brief.written(number)
    return document(brief, office.services.drafts.load(revision.content_hash), revision, None)


def by_hand(content: bytes, section: Section = Section.SUMMARY) -> bytes:
    """Return a document with words of a person's at the end of a section's first paragraph."""

    def add(body: Any) -> None:
        texts = list(body.iter(qualified("t")))
        heading = next(i for i, text in enumerate(texts) if text.text == section.label)
        text = next(text for text in texts[heading + 1 :] if len(text.text) > 20)
        text.text = f"{text.text} By hand."

    return edited(content, add)


def unstamped(content: bytes) -> bytes:
    """Return a document as a program saves it that keeps no custom properties."""
    parts = unpacked(content)
    properties = parts["docProps/custom.xml"]
    return packed({**parts, "docProps/custom.xml": properties.replace(b"Brief", b"Other")})


def headless(content: bytes) -> bytes:
    """Return a document without a stamp and without our header."""
    parts = unpacked(unstamped(content))
    return packed({name: part.replace(b"BRF-", b"No. ") if "header" in name else part for name, part in parts.items()})


def root(office: Office, channel: str = DESIGN) -> str:
    """Return the newest message that stands in a channel itself."""
    roots = [m for m in office.sandbox.channel(channel).messages if m.get("thread_ts", m["ts"]) == m["ts"]]
    return str(roots[-1]["ts"])


def chat(office: Office, channel: str = MARKETING) -> str:
    """Have somebody begin a thread that is no brief's."""
    return str(office.sandbox.person(DESIGNER).say(channel, "What do you think of this one?")["ts"])


def drop(
    office: Office, content: bytes, ts: str, channel: str = DESIGN, *, by: str = DESIGNER, name: str = "edited.docx"
) -> dict[str, Any]:
    """Drop a file into a thread, and have what follows from it done."""
    file = office.sandbox.person(by).upload(channel, name, content, ts)
    share(office, file, ts, channel, by)
    return file


def share(office: Office, file: dict[str, Any], ts: str, channel: str = DESIGN, by: str = DESIGNER) -> None:
    message = {"user": by, "channel": channel, "thread_ts": ts, "ts": f"1800000000.{next(_NUMBERS):06}"}
    event = {**message, "files": [{"id": file["id"], "name": file["name"]}]}
    editing.dropped({"team_id": HOME, "event": event}, office.services)
    office.work()


def whispers(office: Office, ts: str, channel: str = DESIGN, user: str = DESIGNER) -> list[str]:
    return [json.dumps(m, ensure_ascii=False) for m in office.sandbox.person(user).ephemerals(channel, ts)]


def direct(office: Office, user: str = DESIGNER) -> str:
    """Return everything that somebody was told in their direct messages."""
    person = office.sandbox.person(user)
    return json.dumps(person.messages(person.dm()), ensure_ascii=False)


def use(office: Office, by: str = DESIGNER, **value: Any) -> None:
    """Take the offer, with an address for answers that has died meanwhile."""
    dead = office.sandbox.api_url.replace("/api/", "/response/expired")
    payload = {"user": by, "workspace": HOME, "response_url": dead, **value}
    office.perform(Job(key=f"use/{next(_NUMBERS)}", name="use_edit", payload=payload))
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
