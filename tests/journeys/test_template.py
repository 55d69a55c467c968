"""Does a team bring its own template in Slack, choose what Baton does not recognise, and get its briefs in it?"""

import json

from bot.sandbox.records import JSON
from bot.views.buttons import CHOOSE_PLACE, OWN_DESIGN, USE_TEMPLATE
from bot.views.template import CALLBACK_ID
from bot.word.topics import Left
from tests.bot.word.edits import edited, typed
from tests.bot.word.reading import paragraphs
from tests.bot.word.templates import bold_headings
from tests.journeys.northfold import DESIGN, DESIGNER, MARKETER, MARKETING, PATIENCE, Northfold
from tests.journeys.steps import ask, waiting, whispered

TEMPLATE = bold_headings("OBJECTIVES", "TARGET AUDIENCE", "WEATHER", "BUDGET")


def document(town: Northfold, message: JSON) -> bytes:
    thread = town.author.thread(message["channel"], message["ts"])
    return town.author.download(next(file for reply in thread for file in reply["files"]))


def bring(town: Northfold, content: bytes = TEMPLATE) -> JSON:
    """Bring a template as the marketer, and return the card that tells what it asks for."""
    maya = town.person(MARKETER)
    assert maya.command("/brief template")["ok"]
    file = maya.upload("", "team.docx", content)
    assert maya.submit({"file": file["id"]}, maya.view(CALLBACK_ID))["errors"] == {}
    return maya.wait_for(maya.dm(), lambda message: "team.docx: " in message["text"], PATIENCE)


def test_a_team_brings_its_template_and_goes_back(quick: Northfold) -> None:
    maya = quick.person(MARKETER)
    card = bring(quick)
    assert card["text"] == "team.docx: 3 of 4 places recognised."
    preview = maya.wait_for(maya.dm(), lambda reply: bool(reply["files"]), PATIENCE * 4, card["ts"])
    assert preview["files"][0]["name"].startswith("preview-")
    assert maya.click(card, CHOOSE_PLACE, Left.OUT)["ok"]
    assert maya.click(card, USE_TEMPLATE)["ok"]
    maya.wait_for(maya.dm(), lambda face: face["ts"] == card["ts"] and "is the team's template now" in face["text"])

    ask(quick)
    said = paragraphs(document(quick, waiting(quick, DESIGN)))
    assert "TARGET AUDIENCE" in said
    assert "WEATHER" not in said

    message = waiting(quick, DESIGN)
    content = edited(document(quick, message), typed("Urban professionals", "Weekend professionals"))
    quick.person(DESIGNER).upload(DESIGN, "edited.docx", content, message["ts"])
    again = document(quick, waiting(quick, DESIGN, revision=2))
    assert (
        quick.services.drafts.load(quick.brief().written(2).content_hash).audiences[0].name == "Weekend professionals"
    )
    assert "Weekend professionals" in paragraphs(again)
    assert "TARGET AUDIENCE" in paragraphs(again)

    go_back(quick)
    ask(quick)
    assert "Summary" in paragraphs(document(quick, waiting(quick, DESIGN)))


def go_back(town: Northfold) -> None:
    """See which template is in force, and set it aside."""
    maya = town.person(MARKETER)
    assert maya.command("/brief template")["ok"]
    whispered(maya, MARKETING, "The team's template")
    shown = maya.ephemerals(MARKETING)[-1]
    assert "team.docx" in json.dumps(shown["blocks"])
    assert maya.click(shown, OWN_DESIGN)["ok"]
    whispered(maya, MARKETING, "Baton's own design")


def test_what_is_no_template_and_who_is_no_approver_are_told_so(quick: Northfold) -> None:
    maya = quick.person(MARKETER)
    assert maya.command("/brief template")["ok"]
    file = maya.upload("", "team.docx", b"PK\x03\x04 no document")
    assert maya.submit({"file": file["id"]}, maya.view(CALLBACK_ID))["errors"] == {}
    maya.wait_for(maya.dm(), lambda message: message["text"].startswith("This file"), PATIENCE)
    assert quick.author.command("/brief template")["ok"]
    whispered(quick.author, MARKETING, "Only an approver")
