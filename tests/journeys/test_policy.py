"""Do the policies of a team hold from end to end: side by side, quorum, conditions, the author's moves, absence?"""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.calendars import working_calendar
from bot.console.demo import TEAM
from bot.sandbox.records import JSON
from bot.schedule import retry_blocked_deliveries, watch_for_shortages
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
    northfold,
    read,
)
from tests.journeys.steps import (
    AFTER_COMPLETION,
    RIDGELINE,
    SECOND_DESIGNER,
    answers_of,
    approve,
    ask,
    author_message,
    completed,
    decided,
    request_changes,
    value_of,
    waiting,
)
from tests.journeys.wall import Wall
from workflow.campaign_brief import campaign_of
from workflow.latency import latencies

POLICY = """
[[stage]]
name = "legal"
title = "Legal review"
channel = "C0DIGEST"
approvers = ["U0PRIYA"]
when = { budget_over = 5000000 }
"""


@pytest.fixture(scope="module")
def wall() -> Wall:
    return Wall()


@pytest.fixture(scope="module")
def policed(tmp_path_factory: pytest.TempPathFactory, wall: Wall) -> Iterator[Northfold]:
    """Two designers and the marketer side by side, legal only for a fortune, the agency last."""
    folder = tmp_path_factory.mktemp("policy")
    beside = 'parallel = "review"\nsla = "8h"'
    text = TEAM.read_text().replace('sla = "8h"', beside).replace("required = 1", 'required = "majority"')
    first, agency = text.rsplit("[[stage]]", 1)
    team = folder / "team.toml"
    team.write_text(f"{first}{POLICY}\n[[stage]]{agency}")
    with northfold(f"sqlite:///{folder / 'baton.db'}", clock=wall, team=team) as town:
        yield town


def until(town: Northfold, message: JSON, said: str) -> JSON:
    """Return the message's face once it says so."""
    shown = lambda face: face["ts"] == message["ts"] and said in read(face)  # noqa: E731  # said once, used once
    return town.author.wait_for(message["channel"], shown, PATIENCE)


def test_two_stages_decide_side_by_side_with_a_quorum_and_legal_is_skipped_aloud(policed: Northfold) -> None:
    brief_id = ask(policed)
    design, marketing = waiting(policed, DESIGN), waiting(policed, MARKETING)
    approve(policed, DESIGNER, design)
    until(policed, design, "1 of 2, by <@U0DEE>; 1 more needed")
    request_changes(policed, MARKETER, marketing)
    assert "Changes requested elsewhere" in decided(policed, design)["text"]
    design, marketing = (waiting(policed, channel, revision=2) for channel in (DESIGN, MARKETING))
    for user, message in ((DESIGNER, design), (MARKETER, marketing), (SECOND_DESIGNER, design)):
        assert approve(policed, user, message)["ok"]
    at_agency = waiting(policed, AGENCY_ROOM, revision=2)
    assert [skip["stage"] for skip in policed.shown()["skipped"]] == ["legal"]
    request_changes(policed, AGENCY, at_agency, note="Name the shop.")
    kept = policed.author.wait_for(DESIGN, lambda m: "look_again" in buttons(m), PATIENCE, design["ts"])
    assert "your approval of revision 2 (content " in read(kept)
    assert policed.person(SECOND_DESIGNER).click(kept, "look_again", channel=DESIGN)["ok"]
    again = waiting(policed, DESIGN, revision=3)
    looked = lambda reply: reply["ts"] == kept["ts"] and not buttons(reply)  # noqa: E731  # said once, used once
    assert "new message" in read(policed.author.wait_for(DESIGN, looked, PATIENCE, design["ts"]))
    approve(policed, AGENCY, waiting(policed, AGENCY_ROOM, revision=3))
    approve(policed, DESIGNER, again)
    approve(policed, SECOND_DESIGNER, again)
    assert "Legal review is skipped for revision 2: the budget is not over £5,000,000." in thread_of(policed, brief_id)
    assert buttons(completed(policed)) == AFTER_COMPLETION


def thread_of(town: Northfold, brief_id: str) -> str:
    """Return everything that the author was told in the brief's thread."""
    root = author_message(town, brief_id)
    return "\n".join(reply["text"] for reply in town.author.thread(town.author.dm(), root["ts"]))


def test_the_author_pauses_resumes_withdraws_and_edits(policed: Northfold, wall: Wall) -> None:
    ask(policed)
    design = waiting(policed, DESIGN)
    policed.until_idle()
    assert policed.author.click(author_message(policed), "pause")["ok"]
    assert policed.author.submit({"reason": "Waiting for the prices."}, policed.author.view("pause"))["ok"]
    assert "Waiting for the prices." in read(decided(policed, design))
    approve(policed, DESIGNER, design)
    assert policed.brief().approvals == ()
    wall.pass_by(timedelta(days=3))
    policed.until_idle()
    assert policed.author.click(author_message(policed), "resume")["ok"]
    policed.author.wait_for(DESIGN, lambda face: face["ts"] == design["ts"] and "approve" in buttons(face), PATIENCE)
    stay = latencies(policed.brief(), working_calendar(policed.brief().calendar), wall())[0]
    assert stay.waiting < timedelta(hours=1)
    policed.until_idle()
    assert policed.author.click(author_message(policed), "withdraw")["ok"]
    assert decided(policed, design)["text"].startswith("Taken back")
    policed.until_idle()
    assert policed.author.click(author_message(policed), "revise")["ok"]
    mended = {**RIDGELINE, "start": "2027-04-05", "end": "2027-05-30"}
    assert policed.author.submit(mended, policed.author.view("campaign_revision"))["ok"]
    waiting(policed, DESIGN, revision=2)


def test_an_approver_declines_and_the_author_begins_another_from_the_same_answers(policed: Northfold) -> None:
    brief_id = ask(policed)
    marketing = waiting(policed, MARKETING)
    person = policed.person(MARKETER)
    assert person.click(marketing, "decline")["ok"]
    assert person.submit({"reason": "The range was sold."}, person.view("decline"))["ok"]
    for channel in (DESIGN, MARKETING):
        face = policed.author.wait_for(channel, lambda m: m["text"].startswith("Declined") and brief_id in m["text"])
        assert "The range was sold." in read(face)
    policed.until_idle()
    assert policed.shown()["status"] == "declined"
    assert policed.author.click(author_message(policed), "duplicate")["ok"]
    assert policed.author.submit({}, policed.author.view("campaign"))["ok"]
    assert policed.newest != brief_id
    earlier, later = (answers_of(campaign_of(policed.brief(one))) for one in (brief_id, policed.newest))
    assert later == earlier


def test_a_stage_that_nobody_is_left_to_decide_at_is_blocked_aloud_and_goes_on_once_somebody_is(
    policed: Northfold, wall: Wall
) -> None:
    policed.sandbox.set_group("S0DESIGNERS")
    ask(policed, by=DESIGNER)
    blocked = policed.until_brief("the block", lambda brief: brief.handovers and brief.handovers[0].blocked)
    assert "authors do not approve what they asked for" in str(blocked.handovers[0].blocked)
    policed.sandbox.set_group("S0DESIGNERS", "U0NOOR", "U0DEE")
    policed.until_idle()
    wall.pass_by(timedelta(minutes=6))
    retry_blocked_deliveries(policed.services)
    design = waiting(policed, DESIGN)
    assert value_of(design) is not None
    policed.sandbox.set_group("S0DESIGNERS")
    watch_for_shortages(policed.services)
    policed.until_brief("the second block", lambda brief: brief.handovers[0].blocked)
    policed.sandbox.set_group("S0DESIGNERS", "U0NOOR", "U0DEE")
    wall.pass_by(timedelta(minutes=6))
    retry_blocked_deliveries(policed.services)
    assert approve(policed, SECOND_DESIGNER, design)["ok"]
    policed.until_brief("the approval", lambda brief: brief.handovers[0].decision)
    assert len(policed.posts(DESIGN)) == 1
