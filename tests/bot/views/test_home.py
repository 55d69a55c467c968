"""Does the Home tab say what waits, offer what the channel offers, and stay within Slack's limits?"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views.buttons import APPROVE, REQUEST_CHANGES, DecisionValue
from bot.views.home import Away, Waiting, home_view, oldest_first
from bot.views.in_place import own_lines, place_line
from bot.views.stage_message import decision_buttons
from tests.bot.views.away import MONDAY, absence
from tests.bot.views.briefs import DUE, campaigns, faces, filled, renamed
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow import story as told
from workflow.brief import Brief
from workflow.campaign import Campaign
from workflow.cover import Cover
from workflow.waits import Wait

FACES = faces()
NOW = told.START + timedelta(hours=3, minutes=20)
IN_FLIGHT = [brief for brief in FACES.values() if not brief.status.is_final]
COVERED = [Cover(absence=absence(), by="U0NOOR"), *(Cover(absence=absence(who=f"U0{n}"), by=None) for n in "ABC")]
AWAY_HERE = Away([absence(who="U0NOOR", stand_in=None)], [absence()], {brief.id: COVERED for brief in IN_FLIGHT})
"""A reader who is away and stands in for somebody at the same time sees both, though nobody has both."""


def waiting(brief: Brief = FACES["waiting"], **more: Any) -> Waiting:
    return Waiting(brief, brief.open_handovers[0], DUE, **more)


def texts(view: dict[str, Any]) -> str:
    return "\n".join(block["text"]["text"] for block in view["blocks"] if "text" in block)


def buttons(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for block in view["blocks"] if block["type"] == "actions" for one in block["elements"]]


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("home", home_view([waiting(url="https://slack.test/archives/C0/p1")], IN_FLIGHT[:4], "U0ROSA", NOW)),
        ("home_empty", home_view([], [], "U0ROSA", NOW)),
        (
            "home_away",
            home_view([waiting(places=COVERED[:1])], IN_FLIGHT[:4], "U0NOOR", NOW, away=AWAY_HERE),
        ),
        ("home_outside", home_view([waiting()], None, "U0AXEL", DUE + timedelta(hours=1))),
    ],
)
def test_the_home_tab_looks_like_this(name: str, view: dict[str, Any]) -> None:
    assert_looks_like(name, view)


def test_its_buttons_are_those_of_the_stages_message() -> None:
    shown = buttons(home_view([waiting()], None, "U0DEE", NOW))
    assert [one["action_id"] for one in shown] == [APPROVE, REQUEST_CHANGES]
    assert shown == decision_buttons(FACES["waiting"], FACES["waiting"].open_handovers[0])[:2]
    assert DecisionValue.loads(shown[0]["value"]) == DecisionValue(brief="BRF-1", stage="designer", revision=1)


def test_people_outside_of_the_team_see_only_what_waits_for_them() -> None:
    shown = home_view([], None, "U0AXEL", NOW)
    assert texts(shown) == "Waiting on you\nNothing waits for your decision."
    assert buttons(shown) == []


def test_your_briefs_are_those_you_opened() -> None:
    told_to_another = texts(home_view([], IN_FLIGHT, "U0DEE", NOW))
    assert "None of your briefs is on its way." in told_to_another
    assert "None of your briefs" not in texts(home_view([], IN_FLIGHT, "U0ROSA", NOW))


def test_what_waited_longest_comes_first() -> None:
    early, late = waiting(), waiting(FACES["returned"])
    assert oldest_first([late, early]) == [early, late]


def test_a_stand_in_sees_in_whose_place_and_who_is_away_sees_who_decides_meanwhile() -> None:
    noor = texts(home_view([waiting(places=COVERED[:1])], [], "U0NOOR", NOW))
    assert "In <@U0MAYA>’s place, away until Fri 4 Dec" in noor
    later = Cover(absence=absence(who="U0DEE", until=MONDAY + timedelta(days=9)), by="U0NOOR")
    assert place_line([*COVERED[:1], later]) == "In <@U0MAYA>’s and <@U0DEE>’s place"
    assert own_lines("U0MAYA", [absence()], []) == [
        "You are away until Fri 4 Dec; <@U0NOOR> decides in your place. `/brief away end` says that you are back."
    ]
    assert own_lines("U0NOOR", [], [absence()]) == ["You decide in <@U0MAYA>’s place until Fri 4 Dec."]


def test_a_brief_whose_people_are_away_says_so_on_its_line() -> None:
    brief = FACES["waiting"]
    said = texts(home_view([], [brief], "U0ELSE", NOW, away=Away(asked={brief.id: COVERED}))).partition("The team")[2]
    assert "<@U0MAYA> is away until Fri 4 Dec; <@U0NOOR> decides in their place." in said
    assert "<@U0A> is away until Fri 4 Dec; nobody stands in." in said
    assert "… and 2 more away." in said


def wait(brief_id: str, waiting: int, usual: int | None) -> Wait:
    return Wait(
        brief_id=brief_id,
        name="Spring",
        stage="designer",
        title="Design <review>",
        since=told.START,
        waiting=timedelta(hours=waiting),
        breached=False,
        message=None,
        sla=timedelta(hours=8),
        usual=None if usual is None else timedelta(hours=usual),
    )


def test_what_waits_longer_than_is_usual_where_it_is_stands_first_and_is_marked() -> None:
    briefs = [replace(FACES["waiting"], id=f"BRF-{number}") for number in (1, 2, 3, 4)]
    waits = [wait("BRF-3", 9, 3), wait("BRF-2", 7, 6), wait("BRF-1", 2, 6), wait("BRF-3", 1, 6), wait("BRF-4", 1, None)]
    said = texts(home_view([], briefs, "U0ELSE", NOW, waits)).partition("The team")[2]
    assert [said.index(f"*BRF-{number}*") for number in (3, 2, 1, 4)] == sorted(
        said.index(f"*BRF-{number}*") for number in (1, 2, 3, 4)
    )
    assert "*Longer than usual:* 1 working day 1 h of working time, most take up to 3 h" in said
    assert said.count("Longer than usual") == 2
    assert said.rindex("Longer than usual") < said.index("*BRF-1*")
    assert complaints(home_view([], briefs, "U0ELSE", NOW, waits)) == []


def test_a_long_list_says_how_many_more_there_are() -> None:
    shown = home_view(
        [waiting(replace(FACES["waiting"], id=f"BRF-{number}")) for number in range(1, 23)],
        [FACES["waiting"]] * 22,
        "U0ROSA",
        NOW,
    )
    said = [block["elements"][0]["text"] for block in shown["blocks"] if block["type"] == "context"]
    assert said[:3] == ["… and 12 more. `/brief list` shows them."] * 3
    assert complaints(shown) == []


@settings(max_examples=25)
@given(campaigns(), filled(60), filled(1000), st.sampled_from(["https://slack.test/archives/C0/p1", None]))
def test_whatever_is_typed_the_home_tab_is_within_slacks_limits(
    campaign: Campaign, title: str, words: str, url: str | None
) -> None:
    told_of = [renamed(brief, campaign) for brief in faces(title, words).values() if not brief.status.is_final]
    lived = [replace(brief, id=f"BRF-{number}") for number, brief in enumerate(told_of, 1)]
    asked = [Waiting(brief, stay, DUE, url) for brief in lived for stay in brief.open_handovers]
    shown = home_view(asked, lived * 2, "U0ROSA", NOW)
    said = [one for one in complaints(shown) if not one.startswith("obeys <https://slack.test/archives/C0/p1|")]
    assert said == []
