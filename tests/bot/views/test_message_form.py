"""Does a message become a form that says what it took from it, and can nothing in it harm the form?"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from bot.console.demo import TEAM
from bot.views.message_form import mentioned, message_form, plain_text, reading_modal
from tests.bot.views.briefs import hostile
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from workflow.team_file import parse_team

TODAY = date(2026, 11, 22)
WISH = parse_team(TEAM.read_text("utf-8"))
SAID = (
    "*Campaign:* Winter coats &amp; hats\nThe budget is £30k, <@U0DEE> &lt;3\n"
    "We launch on 5 January. See <https://slack.test/x|the deck>."
)


def held(view: dict[str, object], field: str) -> object:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    element = next(block["element"] for block in blocks if block.get("block_id") == field)
    return element.get("initial_value", element.get("initial_date"))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("*Budget:* £30k &amp; more &lt;3", "Budget: £30k & more <3"),
        ("Ask <@U0DEE> or <@U0MAYA|maya> or <@U0X>", "Ask @Dee Okafor or @maya or @somebody"),
        ("<#C0DESIGN|design> <!here> <mailto:a@b.test|a@b.test>", "design here a@b.test"),
        ("<https://slack.test/a_b_c> snake_case 2 * 3 * 4", "https://slack.test/a_b_c snake_case 2 * 3 * 4"),
    ],
)
def test_a_message_is_read_as_people_see_it(text: str, read: str) -> None:
    assert plain_text(text, {"U0DEE": "Dee Okafor"}) == read


def test_people_are_looked_up_once() -> None:
    assert mentioned("<@U0DEE> and <@U0MAYA|maya> and <@U0DEE>") == ("U0DEE", "U0MAYA")


def test_what_is_certain_is_filled_in_and_said() -> None:
    view = message_form(WISH, TODAY, plain_text(SAID, {"U0DEE": "Dee Okafor"}))
    assert_looks_like("message_form", view)
    assert (held(view, "name"), held(view, "budget")) == ("Winter coats & hats", "30000")
    assert (held(view, "start"), held(view, "end")) == ("2027-01-05", None)
    assert held(view, "notes") == (
        "Campaign: Winter coats & hats\nThe budget is £30k, @Dee Okafor <3\nWe launch on 5 January. See the deck."
    )


def test_a_message_without_a_word_is_an_empty_form() -> None:
    assert held(message_form(WISH, TODAY, ""), "notes") is None


@settings(max_examples=25)
@given(hostile(4000))
def test_whatever_a_message_says_the_form_is_within_slacks_limits(text: str) -> None:
    view = message_form(WISH, TODAY, f"Campaign: {text}\nGoal: {text}\nMarket: {text}\n{plain_text(text, {})}")
    assert complaints(view) == []


def told(view: dict[str, Any]) -> str:
    return str(view["blocks"][0]["elements"][0]["text"])


def test_what_a_model_found_is_filled_in_apart_from_what_is_certain() -> None:
    text = "The budget is £30k. We hope to win 900 walkers over, with 5 January as the first day."
    excerpts = {"budget": "£30k", "target": "900", "metric": "walkers", "start": "5 January", "goal": "invented"}
    view = message_form(WISH, TODAY, text, excerpts)
    assert [held(view, field) for field in ("budget", "target", "metric", "start", "goal")] == [
        "30000", "900", "walkers", "2027-01-05", None,
    ]  # fmt: skip
    assert "Filled in from the message: Budget, Currency." in told(view)
    assert "Found by the language model, in the message’s own words: Success metric, Target, Start." in told(view)
    assert complaints(view) == []


def test_a_model_that_found_nothing_says_why() -> None:
    view = message_form(WISH, TODAY, "Winter coats", {}, "The language model took too long to answer.")
    assert "took too long" in told(view)
    assert "nothing but the notes" in told(view)


@given(hostile(400))
@settings(max_examples=20)
def test_the_notice_that_a_message_is_read_holds_any_message(text: str) -> None:
    assert complaints(reading_modal(text)) == []
    excerpts = dict.fromkeys(("name", "goal", "audience", "mandatories"), text)
    assert complaints(message_form(WISH, TODAY, text, excerpts, text)) == []
