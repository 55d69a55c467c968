"""Does somebody outside decide on a report as on a brief: by its own name, on a copy without what was said inside?"""

import io
from datetime import timedelta

import docx
import pytest

from bot.console.demo import TEAM
from tests.bot.office import AUTHOR, HOME, Office
from tests.bot.pages.visitor import DEE, NOTE, Reception, Visitor, reception
from tests.journeys.test_nouns import ANSWERS
from workflow.commands import Approve, MakeLink, Open, RequestChanges
from workflow.kinds.campaign_report import REPORT
from workflow.kinds.registry import chain_of
from workflow.team_file import parse_team

CLIENT = """name = "client"
title = "Client"
channel = "C0AGENCY"
approvers = ["U0AXEL"]
outside = true
"""
OWN, _ = TEAM.read_text("utf-8").split('name = "release"')
"""The team's settings, with somebody outside as the last to decide on a report."""
INSIDE = "Nobody outside may know that the films failed."


def report_of(house: Reception) -> None:
    """Open a report that the team mended once before it went to the client."""
    office, team = house.office, parse_team(OWN + CLIENT)
    opening = Open(
        by=AUTHOR,
        workspace=HOME,
        team=team.name,
        inputs=REPORT.parse(ANSWERS, lambda _: None),
        chain=chain_of(team, "report"),
        calendar=team.calendar,
        workflow="report",
        prefix="RPT",
    )
    office.apply_team(OWN + CLIENT)
    office.services.ledger.open(opening, "report", office.now)
    office.work()
    house.submit(RequestChanges(by=DEE, stage="figures", revision=1, section="cost", note=INSIDE), "RPT-1")
    house.submit(Approve(by=DEE, stage="figures", revision=2), "RPT-1")


@pytest.fixture
def client(office: Office) -> tuple[Reception, Visitor]:
    house = reception(office)
    report_of(house)
    until = office.now + timedelta(days=7)
    made = MakeLink(by=AUTHOR, stage="client", person="LJO", name="Jo Smith", until=until)
    return house, house.visitor(house.submit(made, "RPT-1"), "LJO")


def test_the_page_and_the_document_speak_of_a_report_and_not_of_what_was_said_inside(
    client: tuple[Reception, Visitor],
) -> None:
    house, jo = client
    page, word = jo.ask(), jo.ask("/brief.docx")
    document = docx.Document(io.BytesIO(word.body))
    said = "\n".join("".join(node.itertext()) for node in document.element.body.iter("{*}p"))
    for text in (page.words, said):
        assert "What worked" in text
        assert "£41,250" in text
        for inside in (INSIDE, "Dee", "Tom", "Figures check", "the log, revision", "What changed in this revision"):
            assert inside not in text, inside
    assert document.core_properties.author == house.office.brief("RPT-1").team
    assert "Accept this campaign report?" in jo.ask("/accept").words
    assert "The whole campaign report" in jo.ask("/changes").words


def test_a_report_is_mended_for_somebody_outside_and_accepted_by_them(client: tuple[Reception, Visitor]) -> None:
    house, jo = client
    assert jo.ask_for_changes(NOTE, "worked").status == 303
    house.office.work()
    assert house.office.brief("RPT-1").changes[-1].section == "worked"
    assert "revision 3 is new" in jo.ask().words
    assert jo.accept().status == 303
    assert "This campaign report is complete" in jo.ask().words
