"""How many approvals does a stage still need, and from whom?"""

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import BeforeValidator

MOST_REQUIRED = 50
RULES = ("any", "all", "majority")


def _required(value: object) -> object:
    if value in RULES or (type(value) is int and 1 <= value <= MOST_REQUIRED):
        return value
    raise ValueError('write how many must approve, from 1 to 50, or "any", "all" or "majority"')


Required = Annotated[int | Literal["any", "all", "majority"], BeforeValidator(_required)]
"""How many of a stage's approvers must approve: a number, any one, all, or more than half of them."""


def needed(required: Required, voters: Collection[str] | None) -> int | None:
    """Return how many of `voters` must approve; None where that depends on voters who are not known."""
    if required == "any":
        return 1
    if isinstance(required, int):
        return required
    if voters is None:
        return None
    return max(len(voters), 1) if required == "all" else len(voters) // 2 + 1


def missing(required: Required, given: Collection[str], voters: Collection[str] | None) -> int | None:
    """Return how many approvals are missing when `given` have approved; None where that needs voters to be known.

    Where it is counted among the voters, an approval of somebody who is none of them any more does not count.
    """
    wanted = needed(required, voters)
    if wanted is None:
        return None
    counted = set(given) & set(voters) if voters is not None and not isinstance(required, int) else set(given)
    return max(wanted - len(counted), 0)
