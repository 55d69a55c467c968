"""What does Baton make of what people write in the thread of a stage's message? It asks, and records nothing itself."""

import json

import pytest

from bot.sandbox.person import until
from bot.sandbox.records import JSON
from tests.journeys.forging import send
from tests.journeys.northfold import AGENCY, AGENCY_ROOM, AUTHOR, DESIGN, DESIGNER, PATIENCE, Northfold, buttons, only
from tests.journeys.steps import (
    HEAD,
    SECOND_DESIGNER,
    WAY,
    approvals,
    approve,
    at_design,
    author_message,
    cancel,
    decided,
    request_changes,
    waiting,
)


def say(town: Northfold, user: str, message: JSON, text: str) -> None:
    """Write a reply, have Slack send the bot its event a second time, and wait until nothing is left to do."""
    town.person(user).say(message["channel"], text, message["ts"])

    def sent() -> JSON | None:
        told = [parcel.payload for parcel in town.sandbox.sent("events_api")]
        said = [one for one in told if one["event"].get("user") == user and one["event"].get("text") == text]
        return next(reversed(said), None)

    assert send(town, until(sent, PATIENCE, "the event of the reply"), "events_api").error is None
    town.until_idle()


def asked(town: Northfold, user: str, message: JSON, said: str = "") -> JSON:
    """Return the one question that only this person sees in the thread."""
    question: JSON = only([told for told in whispers(town, user, message) if said in told["text"]])
    return question


def whispers(town: Northfold, user: str, message: JSON) -> list[JSON]:
    return town.person(user).ephemerals(message["channel"], message["ts"])


def looks(town: Northfold) -> list[tuple[str, str]]:
    return [(event["by"], event["how"]) for event in town.shown()["events"] if event["kind"] == "looked"]


def test_looks_good_is_answered_privately_and_approves_nothing_until_the_button_does(quick: Northfold) -> None:
    message = at_design(quick)
    say(quick, SECOND_DESIGNER, message, "Looks good to me, thanks!")
    question = asked(quick, SECOND_DESIGNER, message, "Shall I record your approval of revision 1?")
    assert approvals(quick) == []
    assert looks(quick) == [(SECOND_DESIGNER, "reply")]
    assert all(whispers(quick, user, message) == [] for user in (DESIGNER, AUTHOR))
    assert quick.person(SECOND_DESIGNER).click(question, "approve")["ok"]
    assert approvals(quick) == [("designer", SECOND_DESIGNER)]
    stood = quick.brief().handovers[0].message
    assert stood is not None
    assert stood.ts == message["ts"]
    assert buttons(asked(quick, SECOND_DESIGNER, message, "is recorded")) == set()


def test_a_yes_with_a_but_offers_to_request_it_in_the_persons_words(quick: Northfold) -> None:
    message = at_design(quick)
    say(quick, DESIGNER, message, "LGTM, but the *audience* is too broad")
    question = asked(quick, DESIGNER, message, "Is that a decision on revision 1?")
    first = question["blocks"][1]["elements"][0]
    assert first["action_id"] == "request_said"
    assert quick.person(DESIGNER).click(question, "request_said")["ok"]
    form = quick.person(DESIGNER).view("changes")
    assert quick.person(DESIGNER).submit({"section": "audience"}, form)["ok"]
    change = quick.until_brief("changes", lambda brief: brief.changes).changes[0]
    assert (change.by, change.note) == (DESIGNER, "LGTM, but the audience is too broad")


def test_a_reply_is_answered_once_however_often_slack_sends_it(quick: Northfold) -> None:
    message = at_design(quick)
    say(quick, DESIGNER, message, "approved")
    say(quick, DESIGNER, message, "approved")
    assert len(whispers(quick, DESIGNER, message)) == 2


def test_only_a_comment_takes_the_question_away(quick: Northfold) -> None:
    message = at_design(quick)
    say(quick, DESIGNER, message, "looks good")
    assert quick.person(DESIGNER).click(asked(quick, DESIGNER, message), "only_comment")["ok"]
    assert whispers(quick, DESIGNER, message) == []
    assert approvals(quick) == []


@pytest.mark.parametrize("user", [HEAD, AUTHOR])
def test_whoever_does_not_decide_there_is_not_answered(quick: Northfold, user: str) -> None:
    message = at_design(quick)
    say(quick, user, message, "Looks good!")
    assert whispers(quick, user, message) == []
    assert "looked" not in quick.kinds()


def test_talk_in_the_channel_itself_and_other_talk_is_let_pass(quick: Northfold) -> None:
    message = at_design(quick)
    quick.person(DESIGNER).say(DESIGN, "looks good")
    say(quick, DESIGNER, message, "I'll read it after lunch")
    say(quick, DESIGNER, message, "What is the budget for email?")
    assert looks(quick) == [(DESIGNER, "reply")]
    assert whispers(quick, DESIGNER, message) == []


def test_somebody_who_was_quicker_is_named_when_the_button_comes_too_late(quick: Northfold) -> None:
    message = at_design(quick)
    say(quick, SECOND_DESIGNER, message, "looks good")
    question = asked(quick, SECOND_DESIGNER, message)
    approve(quick, DESIGNER, message)
    assert quick.person(SECOND_DESIGNER).click(question, "approve")["ok"]
    assert approvals(quick) == [("designer", DESIGNER)]
    told = [one["text"] for one in quick.person(SECOND_DESIGNER).ephemerals(DESIGN)]
    assert any("approved revision 1" in text for text in told), told


def test_a_decision_in_words_on_what_is_decided_gets_a_word_and_the_decider_none(quick: Northfold) -> None:
    message = at_design(quick)
    approve(quick, DESIGNER, message)
    decided(quick, message)
    say(quick, DESIGNER, message, "looks good")
    say(quick, SECOND_DESIGNER, message, "thanks")
    say(quick, SECOND_DESIGNER, message, "Approved from my side as well")
    said = asked(quick, SECOND_DESIGNER, message, "nothing was recorded")
    assert f"<@{DESIGNER}> approved revision 1 of {quick.newest} already" in said["text"]
    assert whispers(quick, DESIGNER, message) == []


def test_on_an_older_revision_the_newest_is_named(quick: Northfold) -> None:
    message = at_design(quick)
    request_changes(quick, DESIGNER, message)
    newest = waiting(quick, DESIGN, revision=2)
    quick.until_brief("the second delivery", lambda brief: brief.open_handover and brief.open_handover.message)
    say(quick, SECOND_DESIGNER, message, "LGTM")
    said = asked(quick, SECOND_DESIGNER, message, "nothing was recorded")
    assert "Revision 2> is the newest" in said["text"]
    assert newest["ts"].replace(".", "") in said["text"]
    assert approvals(quick) == []


def test_a_cancelled_brief_is_said_to_be_over(quick: Northfold) -> None:
    message = at_design(quick)
    cancel(quick, author_message(quick))
    say(quick, DESIGNER, message, "go ahead")
    said = asked(quick, DESIGNER, message, "nothing was recorded")
    assert "cancelled" in said["text"]
    assert "newest" not in said["text"]


def test_the_agency_is_asked_in_its_own_channel(quick: Northfold) -> None:
    at_design(quick)
    for user, channel in WAY[:2]:
        approve(quick, user, waiting(quick, channel))
    message = waiting(quick, AGENCY_ROOM)
    say(quick, AGENCY, message, "All good from our side")
    question = asked(quick, AGENCY, message)
    assert quick.person(AGENCY).click(question, "approve")["ok"]
    assert quick.brief().status.value == "completed"


def form_of(town: Northfold, user: str, message: JSON) -> JSON:
    """Open the form for changes and have the comments of the thread gathered into it."""
    assert town.person(user).click(message, "request_changes")["ok"]
    assert town.person(user).click_in_view("gather", view=town.person(user).view("changes"))["ok"]
    return town.person(user).open_view() or {}


def test_comments_of_several_people_become_one_list_that_the_decider_edits_and_signs(quick: Northfold) -> None:
    message = at_design(quick)
    say(quick, HEAD, message, "The audience is too broad because road runners buy first")
    say(quick, AUTHOR, message, "I would widen the audience")
    say(quick, SECOND_DESIGNER, message, "- Direction 2 is tired\n- Show the deadline for print")
    say(quick, AUTHOR, message, "thanks all!")
    form = form_of(quick, DESIGNER, message)
    assert form["callback_id"] == "change_list"
    told = json.dumps(form["blocks"], ensure_ascii=False)
    assert "4 comments by Priya" in told
    assert told.count("May conflict") == 2
    assert "Left out, since nothing is asked for there: 1 message." in told
    answers = {"point-1": "", "point-2": "Drop direction 2", "place-3": "channels", "note": "And shorter."}
    assert quick.person(DESIGNER).submit(answers, form)["ok"]
    change = quick.until_brief("changes", lambda brief: brief.changes).changes[0]
    asked_for = [(one.by.split()[0], one.section, one.note, one.why) for one in change.remarks]
    assert asked_for == [
        ("Priya", "audience", "The audience is too broad", "road runners buy first"),
        ("Noor", "directions", "Drop direction 2", ""),
        ("Noor", "channels", "Show the deadline for print", ""),
        ("Dee", None, "And shorter.", ""),
    ]
    assert (change.by, change.note) == (DESIGNER, "4 changes from the comments in the thread.")
    waiting(quick, DESIGN, revision=2)
    answers_given = quick.services.drafts.load(quick.brief().content_hash or "").answers
    assert [(one.by.split()[0], one.note) for one in answers_given] == [(by, note) for by, _, note, _ in asked_for]


def test_where_nobody_commented_the_form_says_so_and_keeps_what_was_typed(quick: Northfold) -> None:
    message = at_design(quick)
    say(quick, DESIGNER, message, "thanks")
    form = form_of(quick, DESIGNER, message)
    assert form["callback_id"] == "changes"
    assert "Nobody has commented" in json.dumps(form["blocks"])
    assert quick.person(DESIGNER).submit({"note": "Shorter."}, form)["ok"]
    assert quick.until_brief("changes", lambda brief: brief.changes).changes[0].note == "Shorter."


def test_an_empty_list_is_refused_at_its_field_and_a_word_of_ones_own_is_enough(quick: Northfold) -> None:
    message = at_design(quick)
    say(quick, HEAD, message, "The summary is long")
    form = form_of(quick, DESIGNER, message)
    assert quick.person(DESIGNER).submit({"point-0": ""}, form)["errors"].keys() == {"note"}
    assert quick.person(DESIGNER).submit({"point-0": "", "note": "Bolder.", "why": "Flat."}, form)["ok"]
    change = quick.until_brief("changes", lambda brief: brief.changes).changes[0]
    assert (change.note, change.why, change.remarks) == ("Bolder.", "Flat.", ())


def test_a_list_that_somebody_was_quicker_than_is_refused(quick: Northfold) -> None:
    message = at_design(quick)
    say(quick, HEAD, message, "The summary is long")
    form = form_of(quick, DESIGNER, message)
    approve(quick, SECOND_DESIGNER, message)
    quick.person(DESIGNER).submit({}, form)
    assert "approved revision 1" in json.dumps(quick.person(DESIGNER).open_view())
    assert quick.brief().changes == ()


def test_what_the_team_remarks_inside_never_reaches_the_agency(quick: Northfold) -> None:
    inside = at_design(quick)
    say(quick, HEAD, inside, "The agency always overspends the budget")
    for user, channel in WAY[:2]:
        approve(quick, user, waiting(quick, channel))
    message = waiting(quick, AGENCY_ROOM)
    say(quick, AGENCY, message, "The dates are too tight")
    form = form_of(quick, AGENCY, message)
    assert "too tight" in json.dumps(form)
    assert "overspends" not in json.dumps(form)
    assert quick.person(AGENCY).submit({}, form)["ok"]
    shown = waiting(quick, AGENCY_ROOM, revision=2)
    assert "too tight" in json.dumps(shown)
    assert "overspends" not in json.dumps(shown)
