"""What becomes of old messages when a brief ends or moves on, and of news for an author who cannot be written to?"""

from datetime import timedelta

import pytest

from tests.journeys.northfold import DESIGN, DESIGNER, MARKETER, MARKETING, PATIENCE, Northfold, buttons, read
from tests.journeys.steps import approve, ask, at_design, author_message, cancel, decided, request_changes, waiting


@pytest.mark.parametrize("ending", ["cancelled", "declined"])
def test_a_stage_that_had_approved_reads_how_the_brief_ended(quick: Northfold, ending: str) -> None:
    message = at_design(quick)
    approve(quick, DESIGNER, message)
    decided(quick, message)
    second = waiting(quick, MARKETING)
    if ending == "cancelled":
        cancel(quick, author_message(quick))
    else:
        maya = quick.person(MARKETER)
        assert maya.click(second, "decline")["ok"]
        assert maya.submit({"reason": "The launch moved."}, maya.view("decline"))["ok"]
    shown = quick.author.wait_for(DESIGN, lambda face: f"then {ending}" in face["text"], PATIENCE)
    assert shown["ts"] == message["ts"]
    assert "The launch moved." in read(shown)
    assert "went on to" not in read(shown)


def test_an_offer_to_look_again_is_taken_when_a_newer_revision_comes(quick: Northfold) -> None:
    design = at_design(quick)
    approve(quick, DESIGNER, design)
    for revision in (1, 2):
        request_changes(quick, MARKETER, waiting(quick, MARKETING, revision=revision), note="Name the shop.")
    waiting(quick, MARKETING, revision=3)
    newest = quick.author.wait_for(DESIGN, lambda face: "revision 3" in face["text"], PATIENCE, design["ts"])
    quick.until_idle()
    offers = [reply for reply in quick.author.thread(DESIGN, design["ts"]) if "Your approval st" in reply["text"]]
    assert [buttons(offer) for offer in offers] == [set(), {"look_again"}]
    assert "Revision 3 is the newest now." in read(offers[0])
    assert offers[1]["ts"] == newest["ts"]
    cancel(quick, author_message(quick))
    quick.author.wait_for(
        DESIGN, lambda face: face["ts"] == newest["ts"] and "has ended" in read(face), PATIENCE, design["ts"]
    )


def test_news_for_an_author_who_cannot_be_written_to_end_at_the_refusal(quick: Northfold) -> None:
    quick.sandbox.fail("conversations.open", error="cannot_dm_bot", times=None)
    ask(quick)
    waiting(quick, DESIGN)
    quick.until_idle()
    assert quick.pauses(timedelta(), quick.newest) == []
    told = [event for event in quick.shown()["events"] if event["kind"] == "author_unreachable"]
    assert [event["reason"] for event in told] == ["That person is a bot, and bots get no direct messages."]
    quick.sandbox.heal()
    approve(quick, DESIGNER, waiting(quick, DESIGN))
    quick.until_brief("the author to be reached after all", lambda brief: brief.author_message)
    assert "Marketing" in read(author_message(quick))
