from typing import Any

import pytest

from tests.journeys.northfold import AUTHOR, DESIGN, DESIGNER, MARKETING, Northfold, buttons, read
from tests.journeys.steps import approve, ask, at_design, author_message, cancel, completed, waiting

BOT = "U0BATON"


def blocked(town: Northfold) -> str:
    """Return what the author is told of their brief, once its delivery is blocked and that has been said."""
    town.until_brief("the delivery to be blocked", lambda b: b.open_handover and b.open_handover.blocked)
    tom = town.author
    message = author_message(town)
    face = tom.wait_for(tom.dm(), lambda m: m["ts"] == message["ts"] and "retry_delivery" in buttons(m))
    town.until_idle()
    return read(face)


def press_retry(town: Northfold) -> None:
    assert town.author.click(author_message(town), "retry_delivery")["ok"]


def delivered_once(town: Northfold, channel: str = DESIGN) -> None:
    waiting(town, channel)
    town.until_brief("the delivery", lambda brief: brief.open_handover and brief.open_handover.delivered_at)
    town.until_idle()
    assert len(town.posts(channel)) == 1
    tom, message = town.author, author_message(town)
    tom.wait_for(tom.dm(), lambda m: m["ts"] == message["ts"] and "retry_delivery" not in buttons(m))


def test_an_invitation_is_enough_to_go_on(town: Northfold) -> None:
    town.sandbox.kick(DESIGN, BOT)
    ask(town)
    told = blocked(town)
    assert "/invite @Baton" in told
    assert "<#C0DESIGN>" in told
    town.sandbox.invite(DESIGN, BOT)
    delivered_once(town)
    assert "delivery_retried" in town.kinds()


def test_the_next_stage_is_blocked_and_goes_on_as_the_first(town: Northfold) -> None:
    message = at_design(town)
    town.sandbox.kick(MARKETING, BOT)
    approve(town, DESIGNER, message)
    assert "Marketing sign-off" in blocked(town)
    town.sandbox.invite(MARKETING, BOT)
    delivered_once(town, MARKETING)


def test_somebody_else_joining_changes_nothing(town: Northfold) -> None:
    town.sandbox.kick(DESIGN, BOT)
    ask(town)
    blocked(town)
    before = town.kinds()
    town.sandbox.invite("C0GENERAL", BOT)
    town.sandbox.kick("C0GENERAL", BOT)
    assert town.kinds() == before
    town.sandbox.invite(DESIGN, BOT)
    delivered_once(town)


def test_an_archived_channel_is_named_and_a_click_tries_again(town: Northfold) -> None:
    town.sandbox.archive(DESIGN)
    ask(town)
    assert "is archived. Unarchive it" in blocked(town)
    press_retry(town)
    assert "is archived. Unarchive it" in blocked(town)
    town.sandbox.archive(DESIGN, archived=False)
    press_retry(town)
    delivered_once(town)


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"error": "channel_not_found"}, "cannot see the channel <#C0DESIGN>"),
    ({"error": "is_archived"}, "is archived"),
    ({"error": "restricted_action"}, "An admin has to allow it"),
    (
        {"body": {"ok": False, "error": "missing_scope", "needed": "chat:write.public"}},
        "lacks the scope chat:write.public",
    ),
    ({"error": "invalid_blocks"}, "Slack refused to post to <#C0DESIGN> (invalid_blocks)"),
    ({"error": "msg_too_long"}, "(msg_too_long)"),
]


@pytest.mark.parametrize(("fault", "told"), FAULTS, ids=[told[:20] for _, told in FAULTS])
def test_what_a_person_has_to_mend_is_told_and_a_click_tries_again(
    town: Northfold, fault: dict[str, Any], told: str
) -> None:
    planted = town.sandbox.fail("chat.postMessage", channel=DESIGN, times=None, **fault)
    ask(town)
    assert told in blocked(town)
    assert planted.hits == 1
    town.sandbox.heal()
    press_retry(town)
    delivered_once(town)


def test_two_clicks_on_try_again_are_one_delivery(town: Northfold) -> None:
    town.sandbox.kick(DESIGN, BOT)
    ask(town)
    blocked(town)
    message = author_message(town)
    town.sandbox.subscribe("app_home_opened")
    town.sandbox.invite(DESIGN, BOT)
    assert town.author.click(message, "retry_delivery")["ok"]
    assert town.author.click(message, "retry_delivery")["ok"]
    delivered_once(town)
    assert "has been delivered, or is about to be" in town.author.ephemerals(town.author.dm())[-1]["text"]
    town.sandbox.subscribe(*town.sandbox.workspace.store.app.subscriptions)


def test_a_brief_that_is_blocked_can_be_cancelled(town: Northfold) -> None:
    town.sandbox.archive(DESIGN)
    ask(town)
    blocked(town)
    cancel(town, author_message(town))
    town.sandbox.archive(DESIGN, archived=False)
    town.until_brief("the end", lambda brief: brief.status.value == "cancelled")
    town.until_idle()
    assert town.posts(DESIGN) == []
    assert buttons(author_message(town)) == {"duplicate"}


def test_a_channel_that_is_archived_after_the_delivery_holds_nothing_up(town: Northfold) -> None:
    message = at_design(town)
    town.until_idle()
    assert approve(town, DESIGNER, message)["ok"]
    town.sandbox.archive(DESIGN)
    for user, channel in (("U0MAYA", MARKETING), ("U0AXEL", "C0AGENCY")):
        assert approve(town, user, waiting(town, channel))["ok"]
    assert "complete" in completed(town)["text"]
    town.sandbox.archive(DESIGN, archived=False)
    assert town.brief().author == AUTHOR
