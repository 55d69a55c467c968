"""Who may change how the team works with Baton, and who may still decide?"""

import pytest

from bot.admins import is_admin, only_admins
from bot.console.demo import TEAM
from bot.deciders import asked_of
from tests.bot.office import AUTHOR, HOME, Office
from workflow import commands as c
from workflow.errors import NotAllowed
from workflow.people import Person

PRIYA, NOOR, DEE, INES = "U0PRIYA", "U0NOOR", "U0DEE", "U0INES"


def person(user: str, workspace: str = HOME) -> Person:
    return Person(id=user, workspace=workspace)


def test_without_listed_admins_those_of_the_workspace_are_admins(office: Office) -> None:
    assert is_admin(office.services, person(PRIYA)), "before there is a team"
    office.apply_team()
    assert is_admin(office.services, person(PRIYA))
    assert not is_admin(office.services, AUTHOR)


def test_listed_admins_are_the_only_ones_by_name_or_through_a_group(office: Office) -> None:
    listed = TEAM.read_text("utf-8").replace("[team]", '[team]\nadmins = ["U0TOM", "S0DESIGNERS"]', 1)
    office.apply_team(listed)
    assert is_admin(office.services, AUTHOR)
    assert is_admin(office.services, person(NOOR))
    assert not is_admin(office.services, person(PRIYA))
    with pytest.raises(NotAllowed, match="Only an admin"):
        only_admins(office.services, person(PRIYA))
    only_admins(office.services, AUTHOR)


def test_nobody_of_another_workspace_or_who_left_is_an_admin(office: Office) -> None:
    assert not is_admin(office.services, person(INES, "T0HARBOUR"))
    office.sandbox.deactivate(PRIYA)
    assert not is_admin(office.services, person(PRIYA))


def test_those_who_may_still_decide_are_asked(office: Office) -> None:
    office.apply_team()
    office.open()
    office.work()
    brief = office.brief()
    handover = brief.open_handovers[0]
    assert asked_of(office.services, brief, handover) == {NOOR, DEE}
    approval = c.Approve(by=person(DEE), stage=handover.stage, revision=1)
    after = office.services.ledger.submit(brief.id, approval, office.now)
    assert asked_of(office.services, after, after.handovers[0]) == frozenset()
