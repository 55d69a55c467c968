"""Do edits made in Word come back as revisions, and does the agent leave people's words alone afterwards?"""

import io
import json

import docx
import pytest

from bot.sandbox.person import until
from bot.sandbox.records import JSON
from bot.views.buttons import OVERRIDE, REVISE, USE_EDIT
from bot.word.stamp import read_stamp
from tests.bot.word.edits import edited, typed
from tests.journeys.northfold import DESIGN, DESIGNER, MARKETING, PATIENCE, Northfold
from tests.journeys.steps import (
    HEAD,
    NOTE,
    RIDGELINE,
    ask,
    at_design,
    author_message,
    request_changes,
    waiting,
    whispered,
)
from workflow.brief import Status


def files_in(town: Northfold, message: JSON) -> list[JSON]:
    thread = town.author.thread(message["channel"], message["ts"])
    return [file for reply in thread for file in reply["files"]]


def document(town: Northfold, message: JSON) -> bytes:
    return town.author.download(files_in(town, message)[0])


def said(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def summary_word(content: bytes) -> str:
    """Return a long word of the summary, to be replaced by hand."""
    words = [word for word in said(content).split() if word.isalpha() and len(word) > 7]
    return words[0]


def told(town: Northfold, user: str, message: JSON, words: str) -> JSON:
    """Return what only that person was told in the message's thread."""

    def look() -> JSON | None:
        whispers = town.person(user).ephemerals(message["channel"], message["ts"])
        return next((one for one in whispers if words in one["text"]), None)

    return until(look, PATIENCE, f"“{words}” whispered to {user}")


def drop(town: Northfold, user: str, message: JSON, content: bytes) -> None:
    town.person(user).upload(message["channel"], "edited.docx", content, message["ts"])


def test_a_document_dropped_into_the_thread_is_the_next_revision(town: Northfold) -> None:
    ask(town)
    message = waiting(town, DESIGN)
    original = document(town, message)
    word = summary_word(original)
    drop(town, DESIGNER, message, edited(original, typed(word, f"{word}-by-hand")))
    again = waiting(town, DESIGN, revision=2)
    brief = town.brief()
    assert (brief.revision, brief.written(2).by_hand, brief.written(2).written_by) == (2, True, DESIGNER)
    assert "Changed since revision 1" in json.dumps(again["blocks"])
    told(town, DESIGNER, message, "Your document is revision 2")
    changed = until(
        lambda: next((f for f in files_in(town, again) if f["name"].endswith("-changes.docx")), None),
        PATIENCE,
        "the redline",
    )
    assert b"PK" in town.author.download(changed)[:2]
    stamp = read_stamp(document(town, again))
    assert stamp is not None
    assert stamp.revision == 2


def test_the_agent_leaves_alone_what_people_wrote(town: Northfold) -> None:
    ask(town)
    message = waiting(town, DESIGN)
    original = document(town, message)
    word = summary_word(original)
    drop(town, DESIGNER, message, edited(original, typed(word, f"{word}-by-hand")))
    request_changes(town, DESIGNER, waiting(town, DESIGN, revision=2), NOTE)
    third = document(town, waiting(town, DESIGN, revision=3))
    assert f"{word}-by-hand" in said(third)
    assert NOTE.rstrip(".") in "\n".join(t.text for t in docx.Document(io.BytesIO(third)).element.body.iter() if t.text)


def test_an_edit_of_an_older_revision_is_a_choice(town: Northfold) -> None:
    ask(town)
    message = waiting(town, DESIGN)
    original = document(town, message)
    request_changes(town, DESIGNER, message)
    newer = waiting(town, DESIGN, revision=2)
    word = summary_word(original)
    drop(town, DESIGNER, newer, edited(original, typed(word, f"{word}-by-hand")))
    offer = told(town, DESIGNER, newer, "You edited revision 1")
    assert town.brief().revision == 2
    assert town.person(DESIGNER).click(offer, USE_EDIT)["ok"]
    town.until_brief("revision 3", lambda brief: brief.revision == 3)
    assert town.brief().written(3).by_hand


def test_a_document_sent_with_brief_revise_is_the_next_revision(town: Northfold) -> None:
    original = document(town, at_design(town))
    dee, priya = town.person(DESIGNER), town.person(HEAD)
    assert dee.command("/brief revise")["ok"]
    assert "Which brief?" in whispered(dee, MARKETING, "Which brief?")
    assert priya.command(f"/brief revise {town.newest}")["ok"]
    assert "Only the author" in whispered(priya, MARKETING, "Only the author")
    assert dee.command(f"/brief revise {town.newest}")["ok"]
    word = summary_word(original)
    file = dee.upload("", "edited.docx", edited(original, typed(word, f"{word}-by-hand")))
    assert dee.submit({"file": file["id"]}, dee.view("revise"))["ok"]
    told = dee.wait_for(dee.dm(), lambda message: "Your document is revision 2" in message["text"], PATIENCE)
    assert town.newest in told["text"]
    again = waiting(town, DESIGN, revision=2)
    stamp = read_stamp(document(town, again))
    assert stamp is not None
    assert (stamp.revision, town.brief().written(2).written_by) == (2, DESIGNER)


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a document", b""])
def test_what_is_no_word_document_is_refused_privately(town: Northfold, content: bytes) -> None:
    ask(town)
    message = waiting(town, DESIGN)
    town.person(DESIGNER).upload(DESIGN, "edited.docx", content or b"x", message["ts"])
    told(town, DESIGNER, message, "This")
    assert town.brief().revision == 1


def test_a_stranger_writes_no_revision(town: Northfold) -> None:
    ask(town)
    message = waiting(town, DESIGN)
    original = document(town, message)
    word = summary_word(original)
    drop(town, HEAD, message, edited(original, typed(word, f"{word}-by-hand")))
    told(town, HEAD, message, "Only the author")
    assert town.brief().revision == 1


def test_a_finding_that_makes_the_brief_untrue_holds_it_back_until_the_author_overrides(town: Northfold) -> None:
    ask(town, RIDGELINE | {"audience": "Walkers, for example jane.doe@example.com, who own no trail shoes."})
    town.until_brief("the brief to be held", lambda brief: brief.held is not None)
    town.until_idle()
    message = author_message(town)
    assert "held back" in message["text"]
    assert town.author.click(message, OVERRIDE)["ok"]
    town.author.submit({"reason": "She agreed in writing."}, town.author.view("override"))
    shown = waiting(town, DESIGN)
    assert "She agreed in writing." in json.dumps(shown["blocks"])


def test_a_held_brief_is_mended_by_editing_the_request(town: Northfold) -> None:
    ask(town, RIDGELINE | {"audience": "Walkers, for example jane.doe@example.com, who own no trail shoes."})
    town.until_brief("the brief to be held", lambda brief: brief.held is not None)
    town.until_idle()
    assert town.author.click(author_message(town), REVISE)["ok"]
    contradicting = {"audience": RIDGELINE["audience"], "notes": "The budget is £90k."}
    refused = town.author.submit(contradicting, town.author.view("campaign_revision"))
    assert "the Budget field says £180,000" in refused["errors"]["notes"]
    done = town.author.submit({"notes": "Dry."}, town.author.view("campaign_revision"))
    assert done["ok"], done
    waiting(town, DESIGN, revision=2)
    assert town.brief().status is Status.IN_REVIEW
