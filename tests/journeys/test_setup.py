"""Does an admin set up the team in Slack, from nothing to a brief and from version to version?"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.processes import apply_team_file
from bot.sandbox.person import Driver, until
from bot.sandbox.records import JSON
from bot.sandbox.server import Sandbox
from bot.views.buttons import (
    SETUP,
    SETUP_ADD,
    SETUP_CHANNEL,
    SETUP_DISCARD,
    SETUP_EDIT,
    SETUP_HISTORY,
    SETUP_LOOK,
    SETUP_MORE,
    SETUP_WHEN,
    SetupValue,
)
from tests.journeys.northfold import (
    AGENCY,
    AGENCY_ROOM,
    DESIGN,
    DESIGNER,
    DIGEST,
    MARKETER,
    MARKETING,
    PATIENCE,
    Northfold,
    northfold,
    read,
)
from tests.journeys.steps import HEAD, OUTSIDER, ask, waiting
from tests.journeys.wall import MONDAY, Wall
from workflow.conditions import Condition
from workflow.team import Team
from workflow.team_file import parse_team

CHOICES = {
    "channel:designer": DESIGN,
    "approvers:designer": [DESIGNER, HEAD],
    "channel:marketer": MARKETING,
    "approvers:marketer": [MARKETER],
    "channel:agency": AGENCY_ROOM,
    "approvers:agency": [AGENCY],
    "digest_channel": DIGEST,
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Northfold]:
    """A workspace in which nobody has set up Baton."""
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall(), team=None, prepare=appoint) as town:
        yield town


def appoint(sandbox: Sandbox) -> None:
    """Make Maya an admin of the workspace beside Priya, and Noor one who is its guest only."""
    people = sandbox.workspace.store.people
    people[MARKETER] = replace(people[MARKETER], admin=True)
    people["U0NOOR"] = replace(people["U0NOOR"], admin=True, restricted=True)


def setup_page(town: Northfold, user: str = HEAD) -> tuple[Driver, JSON]:
    """Have somebody type `/brief setup`; return them and the page in front of them."""
    person = town.person(user)
    assert person.command("/brief setup")["ok"]
    return person, person.view("setup")


def until_page(person: Driver, said: str) -> JSON:
    """Return the page once it says so."""

    def look() -> JSON | None:
        view = person.open_view()
        return view if view and said in read(view) else None

    return until(look, PATIENCE, f"“{said}” on the page of settings")


def set_up(town: Northfold) -> None:
    """Choose what a new workspace lacks, and save it."""
    person, page = setup_page(town)
    town.until_idle()  # people take their time too
    assert person.submit(CHOICES, page)["ok"]
    until_page(person, "in force for new briefs")
    person.close()


def test_a_workspace_goes_from_nothing_to_a_first_brief(empty: Northfold) -> None:
    tom = empty.author
    assert tom.command("/brief")["ok"]
    assert "An admin of this workspace types /brief setup" in str(tom.ephemerals(MARKETING))
    person, page = setup_page(empty)
    assert "*Northfold*\\nEurope/London · Mon–Fri 09:00-17:30 · public holidays of GB · GBP" in read(page)
    empty.until_idle()
    done = person.submit(CHOICES, page)
    assert done["ok"], done
    saved = until_page(person, "in force for new briefs")
    assert "First settings: Design review → Marketing sign-off → Agency acceptance" in read(saved)
    team = empty.services.teams.current()
    assert team is not None
    assert [(stage.channel, stage.approvers, stage.sla) for stage in team.chain] == [
        (DESIGN, (DESIGNER, HEAD), "8h"),
        (MARKETING, (MARKETER,), "8h"),
        (AGENCY_ROOM, (AGENCY,), "2d"),
    ]
    assert team.digest is not None
    ask(empty)
    assert waiting(empty, DESIGN)["channel"] == DESIGN


def team_of(town: Northfold) -> Team:
    """Return the team in force."""
    team = town.services.teams.current()
    assert team is not None
    return team


def of_stage(name: str, deed: str = "edit") -> str:
    """Return the value of a stage's button, or of an entry of its menu."""
    return SetupValue.model_validate({"part": "stage", "stage": name, "deed": deed}).dumps()


def edit(person: Driver, value: str, form: str) -> JSON:
    """Open the form of a part of the settings."""
    done = person.click_in_view(SETUP_EDIT, value)
    assert done["ok"], done
    return person.view(form)


@pytest.fixture
def running(empty: Northfold) -> Northfold:
    """A workspace that has its first settings."""
    set_up(empty)
    return empty


def test_only_admins_change_settings_and_nobody_is_let_near_them_otherwise(running: Northfold) -> None:
    tom = running.author
    assert tom.command("/brief setup")["ok"]
    assert "Only an admin may do that" in str(tom.ephemerals(MARKETING))
    assert tom.open_view() is None
    assert not running.person(OUTSIDER).command("/brief setup", AGENCY_ROOM)["ok"], "Slack has no command for them"
    noor = running.person("U0NOOR")
    assert noor.command("/brief setup")["ok"]
    assert "Only an admin may do that" in str(noor.ephemerals(MARKETING)), "a guest is no admin"


def test_who_lost_the_right_meanwhile_saves_nothing(running: Northfold) -> None:
    priya, page = setup_page(running)
    team = edit(priya, SetupValue(part="admins").dumps(), "setup_admins")
    assert priya.submit({"admins": [MARKETER]}, team)["ok"]
    assert priya.submit({}, until_page(priya, "<@U0MAYA>."))["ok"]
    assert team_of(running).admins == (MARKETER,)
    priya.close()
    assert priya.command("/brief setup")["ok"]
    assert "Only an admin may do that" in str(priya.ephemerals(MARKETING))
    maya, page = setup_page(running, MARKETER)
    assert maya.click_in_view(SETUP_EDIT, SetupValue(part="admins").dumps(), page)["ok"]


def test_a_stage_is_checked_at_its_fields_and_changed(running: Northfold) -> None:
    priya, _ = setup_page(running)
    form = edit(priya, of_stage("designer"), "setup_stage")
    wrong = priya.submit({"sla": "soon", "approvers": []}, form)
    assert wrong["errors"] == {
        "sla": "Write working time as 30s, 90m, 8h or 2d",
        "approvers": "Choose somebody, here or by a user group, or nobody may approve.",
    }
    answers = {"sla": "4h", "approvers": [], "groups": ["S0DESIGNERS"], "required": "all", "escalation": [HEAD]}
    assert priya.submit(answers, form)["ok"]
    assert "<!subteam^S0DESIGNERS> · all must approve · within 4 working hours" in read(priya.view("setup"))
    assert priya.submit({}, priya.view("setup"))["ok"]
    saved = read(until_page(priya, "in force for new briefs"))
    assert "• Design review: <!subteam^S0DESIGNERS> added and <@U0DEE>, <@U0PRIYA> removed" in saved
    assert "SLA 8h → 4h" in saved
    first = team_of(running).chain[0]
    assert (first.required, first.escalation, first.approvers) == ("all", HEAD, ("S0DESIGNERS",))
    told = running.person(HEAD).wait_for(DIGEST, lambda message: "(version 2, for new briefs)" in message["text"])
    assert "<@U0PRIYA> changed Baton’s settings" in told["text"]


def test_hours_digest_and_a_new_stage_are_saved_as_one_version(running: Northfold) -> None:
    priya, _ = setup_page(running)
    form = edit(priya, SetupValue(part="team").dumps(), "setup_team")
    wrong = priya.submit({"working_hours": "9-5"}, form)
    assert wrong["errors"] == {"working_hours": "Write the hours as 09:00-17:30"}
    wrong = priya.submit({"working_hours": "08:00-16:00", "holidays": "XX"}, form)
    assert wrong["errors"]["holidays"].startswith("No public holidays are known for “XX”")
    kept = {"holidays": "2026-12-24, 2026-12-31", "working_days": ["mon", "tue", "thu"], "currency": "EUR"}
    assert priya.submit(kept | {"baseline_minutes": "180", "self_approval": ["own"]}, form)["ok"]
    form = edit(priya, SetupValue(part="digest").dumps(), "setup_digest")
    assert priya.submit({"day": "fri", "time": "16:30"}, form)["ok"]
    assert priya.click_in_view(SETUP_ADD, view=priya.view("setup"))["ok"]
    added = {"title": "Legal review", "channel": MARKETING, "approvers": [MARKETER], "more": ["joins"], "sla": "1d"}
    assert priya.submit(added, priya.view("setup_stage"))["ok"]
    assert "at the same time as the stage before" in read(priya.view("setup"))
    assert priya.submit({}, priya.view("setup"))["ok"]
    assert "• Legal review added" in read(until_page(priya, "in force for new briefs"))
    team = team_of(running)
    assert (team.calendar.working_days, team.currency, team.baseline_minutes) == (("mon", "tue", "thu"), "EUR", 180)
    assert team.digest is not None
    assert (team.digest.day, team.digest.time, team.self_approval) == ("fri", "16:30", True)
    assert team.chain[3].parallel == team.chain[2].parallel == "agency"
    assert len(running.services.teams.versions()) == 2


def test_a_stage_is_asked_only_when_it_is_needed(running: Northfold) -> None:
    priya, page = setup_page(running)
    when = SetupValue(part="when", stage="marketer").dumps()
    assert priya.click_in_view(SETUP_WHEN, when, page)["ok"]
    form = priya.view("setup_when")
    assert priya.submit({"budget_over": "-1"}, form)["errors"].keys() == {"budget_over"}
    answers = {"budget_over": "", "claims": ["claims"], "markets": "Germany, Austria"}
    assert priya.submit(answers, form)["errors"] == {}
    said = "Only when the market is Germany or Austria and the brief makes a claim that needs legal review."
    until_page(priya, said)
    for other in ("designer", "agency"):
        assert priya.click_in_view(SETUP_WHEN, SetupValue(part="when", stage=other).dumps(), priya.view("setup"))["ok"]
        answered = priya.submit({"budget_over": "500000"}, priya.view("setup_when"))
    assert answered["errors"]["claims"].startswith("One stage at least must always be asked")
    priya.close()
    assert priya.submit({}, priya.view("setup"))["ok"]
    saved = read(until_page(priya, "in force for new briefs"))
    assert "• Marketing sign-off: only when: markets Germany, Austria added" in saved
    assert "only when: a claim needs legal review no → yes" in saved
    first, second, third = team_of(running).chain
    assert (first.when, third.when) == (Condition(budget_over=Decimal(500000), currency="GBP"), None)
    assert second.when == Condition(markets=("Germany", "Austria"), claims=True, currency="GBP")
    assert parse_team(running.services.teams.versions()[-1].text) == team_of(running)
    ask(running)
    waiting(running, AGENCY_ROOM)
    assert [one.stage for one in running.brief().skipped] == ["designer", "marketer"]


def test_reminders_are_turned_off_and_on(running: Northfold) -> None:
    priya, _ = setup_page(running)
    form = edit(priya, SetupValue(part="reminders").dumps(), "setup_reminders")
    assert priya.submit({"nudge": "off"}, form)["ok"]
    assert priya.submit({}, until_page(priya, "Nobody is reminded."))["ok"]
    assert "• Reminders: turned off no → yes" in read(until_page(priya, "in force for new briefs"))
    assert team_of(running).reminders.off
    priya.close()
    priya, _ = setup_page(running)
    form = edit(priya, SetupValue(part="reminders").dumps(), "setup_reminders")
    assert priya.submit({"nudge": "0.75"}, form)["ok"]
    assert priya.submit({}, until_page(priya, "after three quarters of a stage’s time"))["ok"]
    until_page(priya, "in force for new briefs")
    assert (team_of(running).reminders.off, team_of(running).reminders.nudge) == (False, 0.75)


def test_who_changed_what_is_shown_by_name_the_newest_first(running: Northfold) -> None:
    running.services.teams.apply(running.services.teams.versions()[0].text.replace("8h", "6h"), MONDAY, "command line")
    priya, page = setup_page(running)
    assert priya.click_in_view(SETUP_HISTORY, view=page)["ok"]
    shown = read(until_page(priya, "Version 1"))
    assert shown.index("*Version 2 came from a team file*") < shown.index("*Version 1 was saved by <@U0PRIYA>*")
    assert "• Design review: SLA 8h → 6h" in shown
    for number in range(3, 13):
        text = f"# {number}\n{running.services.teams.versions()[-1].text}"
        running.services.teams.apply(text, MONDAY, "command line")
    priya.close()
    assert priya.click_in_view(SETUP_HISTORY, view=priya.view("setup"))["ok"]
    shown = read(until_page(priya, "Version 12"))
    assert "… and 2 before them." in shown
    assert "Nothing but how it is written." in shown


def test_stages_move_and_go_and_the_digest_is_turned_off(running: Northfold) -> None:
    priya, page = setup_page(running)
    for value in (of_stage("agency", "up"), of_stage("designer", "remove")):
        assert priya.click_in_view(SETUP_MORE, value, menu_of(page, value))["ok"]
        page = priya.view("setup")
    value = SetupValue(part="digest", deed="remove").dumps()
    assert priya.click_in_view(SETUP_MORE, value, menu_of(page, value))["ok"]
    assert priya.submit({}, until_page(priya, "None is posted."))["ok"]
    until_page(priya, "in force for new briefs")
    assert [stage.name for stage in team_of(running).chain] == ["agency", "marketer"]
    assert team_of(running).digest is None


def menu_of(page: JSON, value: str) -> JSON:
    """Return the page with nothing but the block whose menu has an entry of that value."""
    blocks = [block for block in page["blocks"] if value in [option["value"] for option in entries_of(block)]]
    return {**page, "blocks": blocks}


def entries_of(block: JSON) -> list[JSON]:
    elements = [*block.get("elements", ()), block.get("accessory") or {}]
    return [option for element in elements for option in element.get("options") or ()]


def test_a_channel_without_baton_and_people_who_cannot_approve_are_told_as_one_goes(empty: Northfold) -> None:
    empty.sandbox.kick(DESIGN, "U0BATON")
    empty.sandbox.set_group("S0DESIGNERS")
    empty.sandbox.deactivate("U0AXEL")
    priya, page = setup_page(empty)
    assert priya.click_in_view(SETUP_CHANNEL, DESIGN, page)["ok"]
    page = until_page(priya, ":warning: Baton is not in #design-review: type /invite @Baton there")
    assert priya.submit(CHOICES, page)["ok"], "a warning keeps nobody from saving"
    until_page(priya, "in force for new briefs")
    priya.close()
    priya, page = setup_page(empty)
    until_page(priya, "Axel Brandt (U0AXEL) is deactivated: choose somebody else")
    until_page(priya, "Only Maya Lindqvist can approve here, so briefs of their own would be stuck")
    empty.sandbox.invite(DESIGN, "U0BATON")
    assert priya.click_in_view(SETUP_LOOK)["ok"]
    until(lambda: "Baton is not in" not in read(priya.view("setup")) or None, PATIENCE, "the warning to go")


def test_a_stages_form_says_of_a_channel_whether_baton_can_post_there(running: Northfold) -> None:
    priya, _ = setup_page(running)
    form = edit(priya, of_stage("designer"), "setup_stage")
    assert priya.click_in_view(SETUP_CHANNEL, "C0GENERAL", form)["ok"]
    assert ":warning: Baton is not in #general" in read(until_page(priya, "general"))
    assert priya.click_in_view(SETUP_CHANNEL, "C0LEADS", priya.view("setup_stage"))["ok"]
    until_page(priya, "Baton cannot see <#C0LEADS>: if it is private, type /invite @Baton there")


def test_a_test_line_is_posted_once_and_the_page_says_so(running: Northfold) -> None:
    priya, page = setup_page(running)
    value = of_stage("designer", "test")
    assert priya.click_in_view(SETUP_MORE, value, menu_of(page, value))["ok"]
    until_page(priya, "A test line stands in the channel.")
    lines = [m["text"] for m in running.sandbox.channel(DESIGN).messages if "A test by" in m["text"]]
    assert lines == [":test_tube: A test by <@U0PRIYA>: Design review comes here. Nothing has to be done."]
    running.sandbox.archive(DIGEST)
    value = SetupValue(part="digest", deed="test").dumps()
    assert priya.click_in_view(SETUP_MORE, value, menu_of(priya.view("setup"), value))["ok"]
    until_page(priya, "The test line could not be posted.")


def test_two_admins_at_once_lose_nothing(running: Northfold) -> None:
    priya, _ = setup_page(running)
    maya, _ = setup_page(running, MARKETER)
    assert priya.submit({"sla": "4h"}, edit(priya, of_stage("designer"), "setup_stage"))["ok"]
    assert maya.submit({"title": "Creative review"}, edit(maya, of_stage("designer"), "setup_stage"))["ok"]
    assert priya.submit({}, priya.view("setup"))["ok"]
    until_page(priya, "in force for new briefs")
    assert maya.submit({}, maya.view("setup"))["ok"]
    refused = read(until_page(maya, "while you were changing things"))
    assert "*Version 2 was saved by <@U0PRIYA> while" in refused
    assert "• Design review: SLA 8h → 4h" in refused
    assert team_of(running).chain[0].title == "Design review", "nothing was saved yet"
    assert maya.submit({}, maya.view("setup"))["ok"]
    until_page(maya, "in force for new briefs")
    assert (team_of(running).chain[0].title, team_of(running).chain[0].sla) == ("Creative review", "4h")
    assert [version.by for version in running.services.teams.versions()] == [HEAD, HEAD, MARKETER]


def test_what_was_left_unsaved_is_there_again_and_can_be_given_up(running: Northfold) -> None:
    priya, _ = setup_page(running)
    assert priya.submit({"sla": "4h"}, edit(priya, of_stage("designer"), "setup_stage"))["ok"]
    priya.close(clear=True)
    priya, page = setup_page(running)
    assert "You left this unsaved" in read(page)
    assert "within 4 working hours" in read(page)
    assert priya.click_in_view(SETUP_DISCARD, view=page)["ok"]
    assert priya.submit({}, until_page(priya, "<@U0DEE> or <@U0PRIYA> · one must approve · within 8 working"))["ok"]
    until_page(priya, "Everything is as it was.")
    assert len(running.services.teams.versions()) == 1


def test_what_is_missing_is_said_on_the_page_and_nothing_is_saved(empty: Northfold) -> None:
    priya, page = setup_page(empty)
    assert priya.click_in_view(SETUP_ADD, view=page)["ok"]
    answers = {"title": "Legal review", "channel": MARKETING, "approvers": [MARKETER]}
    assert priya.submit(answers, priya.view("setup_stage"))["ok"]
    page = priya.view("setup")
    assert "Please complete" in str(priya.submit({}, page)["errors"]), "Slack itself asks for what is left empty"
    assert empty.services.teams.current() is None


def test_briefs_on_their_way_keep_their_chain(running: Northfold) -> None:
    ask(running)
    waiting(running, DESIGN)
    priya, page = setup_page(running)
    value = of_stage("agency", "remove")
    assert priya.click_in_view(SETUP_MORE, value, menu_of(page, value))["ok"]
    assert priya.submit({}, priya.view("setup"))["ok"]
    until_page(priya, "in force for new briefs")
    assert [stage.name for stage in running.brief().chain] == ["designer", "marketer", "agency"]
    ask(running)
    assert [stage.name for stage in running.brief().chain] == ["designer", "marketer"]


def test_a_file_and_slack_change_the_same_settings_by_turns(running: Northfold, tmp_path: Path) -> None:
    newest = running.services.teams.newest()
    assert newest is not None
    file = tmp_path / "team.toml"
    file.write_text(newest.text.replace('sla = "8h"', 'sla = "6h"'), "utf-8")
    settings = running.settings.model_copy(update={"baton_team": file})
    apply_team_file(settings, running.services)
    assert team_of(running).chain[0].sla == "6h"
    priya, page = setup_page(running)
    assert "Version 2 came from the file that Baton started with" in read(page)
    assert priya.submit({"sla": "4h"}, edit(priya, of_stage("designer"), "setup_stage"))["ok"]
    assert priya.submit({}, priya.view("setup"))["ok"]
    until_page(priya, "in force for new briefs")
    apply_team_file(settings, running.services)
    newest = running.services.teams.newest()
    assert newest is not None
    assert (newest.number, newest.team().chain[0].sla) == (3, "4h"), "a restart undoes nothing"
    assert parse_team(newest.text) == team_of(running)


def test_home_shows_admins_what_is_in_force_and_others_whom_to_ask(running: Northfold) -> None:
    def home_of(user: str, said: str) -> JSON:
        def look() -> JSON | None:
            home = running.person(user).home()
            return home if home is not None and said in read(home) else None

        return until(look, PATIENCE, f"“{said}” on the Home tab of {user}")

    home = home_of(HEAD, "Change settings")
    assert "Design review → Marketing sign-off → Agency acceptance" in read(home)
    assert "Version 1 was saved by <@U0PRIYA>" in read(home)
    priya = running.person(HEAD)
    assert priya.click_in_view(SETUP, view=home)["ok"]
    assert priya.view("setup")["title"]["text"] == "Set up Baton"
    assert "Whoever administers this Slack workspace." in read(home_of(DESIGNER, "Who may change the team’s settings"))


def test_home_offers_an_admin_of_an_empty_workspace_to_begin(empty: Northfold) -> None:
    priya = empty.person(HEAD)
    home = until(priya.home, PATIENCE, "a Home tab")
    assert priya.click_in_view(SETUP, view=home)["ok"]
    assert priya.view("setup")["title"]["text"] == "Set up Baton"
    tom = empty.author
    assert "types /brief setup" in read(until(tom.home, PATIENCE, "a Home tab"))
