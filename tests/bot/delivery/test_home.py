"""Does everybody find on their Home tab what is theirs to see, whatever Slack tells about them?"""

import json
from datetime import timedelta

import pytest

from bot.sandbox.server import Sandbox
from storage.jobs import Job
from tests.bot.delivery.sending import opened
from tests.bot.office import Office
from workflow.absence import Absence


def home_of(office: Office, user: str) -> str | None:
    """Have somebody's Home tab drawn, and return everything that it says."""
    office.perform(Job(key=f"home/{user}", name="show_home", payload={"person": user}))
    store = office.sandbox.workspace.store
    return json.dumps(store.views[store.homes[user]].view, ensure_ascii=False) if user in store.homes else None


def without_groups(sandbox: Sandbox) -> None:
    sandbox.fail("usergroups.users.list", error="no_such_subteam", times=None)


@pytest.mark.parametrize(
    ("user", "sees", "misses"),
    [
        ("U0DEE", ["Design review", "Approve", "The team"], ["Nothing waits"]),
        ("U0NOOR", ["Design review", "Approve", "The team"], ["Nothing waits"]),
        ("U0TOM", ["Nothing waits", "Your briefs", "The team"], ["Approve", "None of your briefs"]),
        ("U0AXEL", ["Nothing waits"], ["The team", "BRF-1", "New brief"]),
        ("U0INES", ["Nothing waits"], ["The team", "BRF-1", "New brief"]),
    ],
)
def test_everybody_sees_what_is_theirs(office: Office, user: str, sees: list[str], misses: list[str]) -> None:
    home = home_of(opened(office), user)
    assert home is not None
    assert [said for said in sees if said not in home] == []
    assert [said for said in misses if said in home] == []


def test_a_group_that_slack_does_not_show_hides_nothing_from_those_listed_by_name(office: Office) -> None:
    opened(office)
    without_groups(office.sandbox)
    assert "Approve" in str(home_of(office, "U0DEE"))
    assert "Nothing waits" in str(home_of(office, "U0NOOR"))


def test_absences_are_told_to_whom_they_concern_and_the_brief_says_who_decides(office: Office) -> None:
    opened(office)
    stretch = {"since": office.now, "until": office.now + timedelta(days=2), "zone": "UTC"}
    said = Absence(who="U0DEE", stand_in="U0MAYA", proposed_by="U0DEE", confirmed_by="U0DEE", **stretch)
    office.services.absences.propose(said, office.now)
    assert "You are away until Wed 25 Nov; <@U0MAYA> decides in your place." in str(home_of(office, "U0DEE"))
    maya = str(home_of(office, "U0MAYA"))
    assert "You decide in <@U0DEE>’s place until Wed 25 Nov." in maya
    assert "In <@U0DEE>’s place, away until Wed 25 Nov" in maya
    tom = str(home_of(office, "U0TOM"))
    assert "<@U0DEE> is away until Wed 25 Nov; <@U0MAYA> decides in their place." in tom
    assert "You decide" not in tom


def test_a_workspace_without_a_team_is_told_how_to_set_one_up(office: Office) -> None:
    assert "Baton is not set up yet" in str(home_of(office, "U0TOM"))


def test_a_tab_that_is_switched_off_holds_nothing_up(office: Office) -> None:
    office.apply_team()
    office.sandbox.fail("views.publish", error="not_enabled", times=None)
    assert home_of(office, "U0TOM") is None
