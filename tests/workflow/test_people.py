"""Who may act in whose name?"""

import pytest

from tests.workflow.story import AXEL, CHAIN, DEE, HOME, STRANGER
from workflow.people import Person, is_listed, is_outsider

OUR_DEE = Person(id="U0DEE", workspace="T0HOME")
THEIR_DEE = Person(id="U0DEE", workspace="T0AWAY")
IN_GROUP = Person(id="U0NOOR", workspace="T0HOME", groups=frozenset({"S0DESIGNERS"}))
THEIR_GROUP = IN_GROUP.model_copy(update={"workspace": "T0AWAY"})


@pytest.mark.parametrize(
    ("person", "approvers", "listed"),
    [
        (OUR_DEE, ("U0DEE",), True),
        (OUR_DEE, ("T0HOME/U0DEE",), True),
        (OUR_DEE, ("U0MAYA",), False),
        (OUR_DEE, (), False),
        (IN_GROUP, ("S0DESIGNERS",), True),
        (OUR_DEE, ("S0DESIGNERS",), False),
        (THEIR_DEE, ("U0DEE",), False),
        (THEIR_DEE, ("T0AWAY/U0DEE",), True),
        (OUR_DEE, ("T0AWAY/U0DEE",), False),
        (THEIR_GROUP, ("S0DESIGNERS",), False),
    ],
)
def test_an_approver_is_listed_by_person_group_or_full_name(
    person: Person, approvers: tuple[str, ...], listed: bool
) -> None:
    assert is_listed(person, approvers, "T0HOME") is listed


def test_an_outsider_decides_outside_and_at_no_stage_of_the_team() -> None:
    assert is_outsider(AXEL, CHAIN, HOME)
    assert not is_outsider(DEE, CHAIN, HOME)
    assert not is_outsider(AXEL, [stage.model_copy(update={"outside": False}) for stage in CHAIN], HOME)
    assert not is_outsider(STRANGER, CHAIN, HOME)
