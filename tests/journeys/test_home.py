"""Can somebody decide on the Home tab as in the channel?"""

from bot.sandbox.person import until
from bot.sandbox.records import JSON
from bot.views.buttons import APPROVE, MESSAGE_BRIEF, NEW_BRIEF, REQUEST_CHANGES, DecisionValue
from tests.journeys.northfold import AGENCY, DESIGNER, MARKETER, MARKETING, PATIENCE, Northfold, read
from tests.journeys.steps import NOTE, RIDGELINE, approvals, at_design, decided, waiting
from workflow.campaign_brief import campaign_of


def home_of(town: Northfold, user: str, said: str) -> JSON:
    """Return somebody's Home tab once it says so; they open it again and again, as people do."""

    def look() -> JSON | None:
        home = town.person(user).home()
        return home if home is not None and said in read(home) else None

    return until(look, PATIENCE, f"“{said}” on the Home tab of {user}")


def press(town: Northfold, user: str, home: JSON, action_id: str, stage: str) -> None:
    """Press a button of the newest brief's first revision on a Home tab."""
    value = DecisionValue(brief=town.newest, stage=stage, revision=1).dumps()
    assert town.person(user).click_in_view(action_id, value, home)["ok"]


def test_a_decision_on_the_home_tab_is_one_in_the_channel_and_leaves_the_tab(quick: Northfold) -> None:
    message = at_design(quick)
    press(quick, DESIGNER, home_of(quick, DESIGNER, quick.newest), APPROVE, "designer")
    assert approvals(quick) == [("designer", DESIGNER)]
    assert "approved" in read(decided(quick, message))
    assert NEW_BRIEF in read(home_of(quick, DESIGNER, "Nothing waits for your decision"))

    waiting(quick, MARKETING)
    press(quick, MARKETER, home_of(quick, MARKETER, quick.newest), REQUEST_CHANGES, "marketer")
    maya = quick.person(MARKETER)
    assert maya.submit({"note": NOTE}, maya.view("changes"))["ok"]
    assert quick.brief().changes[-1].note == NOTE


def test_what_was_decided_meanwhile_is_refused_in_a_form_since_a_tab_has_no_other_answer(quick: Northfold) -> None:
    message = at_design(quick)
    home = home_of(quick, DESIGNER, quick.newest)
    quick.until_idle()
    assert quick.person("U0NOOR").click(message, APPROVE)["ok"]
    press(quick, DESIGNER, home, APPROVE, "designer")
    refusal = quick.person(DESIGNER).view()
    assert refusal["title"]["text"] == "Not done"
    assert "approved revision 1" in read(refusal)
    assert [by for _, by in approvals(quick)] == ["U0NOOR"]


def test_a_brief_can_be_begun_on_the_home_tab(quick: Northfold) -> None:
    tom = quick.author
    assert tom.click_in_view(NEW_BRIEF, view=home_of(quick, tom.user, "Your briefs"))["ok"]
    assert tom.view("campaign")["title"]["text"] == "New campaign brief"


def test_shortcuts_open_the_form_with_what_a_message_says(quick: Northfold) -> None:
    tom = quick.author
    assert tom.shortcut(NEW_BRIEF)["ok"]
    tom.view("campaign")
    tom.close()
    assert tom.say(MARKETING, "Winter coats: the budget is £30k, <3 & we launch on 5 January 2027.")["ok"]
    message = tom.wait_for(MARKETING, lambda one: "Winter coats" in one["text"])
    assert tom.shortcut(MESSAGE_BRIEF, message)["ok"]
    answers = {**RIDGELINE, "budget": "30000", "start": "2027-01-05"}
    form = tom.view("campaign")
    assert tom.submit(
        {key: answers[key] for key in ("name", "channels", "metric", "target", "goal", "audience", "end")}, form
    )["ok"]
    campaign = campaign_of(quick.until_brief("the new brief", lambda brief: campaign_of(brief).budget == 30000))
    assert str(campaign.start) == "2027-01-05"
    assert campaign.notes == "Winter coats: the budget is £30k, <3 & we launch on 5 January 2027."


def test_an_agencys_guest_is_refused_a_brief_from_a_message(quick: Northfold) -> None:
    guest = quick.person(AGENCY)
    assert guest.shortcut(NEW_BRIEF)["ok"]
    assert "is for the team" in read(guest.view())
