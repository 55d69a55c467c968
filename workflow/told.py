"""What does an author tell of what came of a campaign? What it means is in `workflow.outcome`."""

from typing import Annotated

from pydantic import BeforeValidator

from workflow.answers import Text, blank_is_nothing
from workflow.values import Number, Value

_Optional = BeforeValidator(blank_is_nothing)


class Outcome(Value):
    """What the author tells: `spend` and `revenue` in the campaign's currency, `results` counted in its metric."""

    spend: Annotated[Number | None, _Optional] = None
    results: Annotated[Number | None, _Optional] = None
    revenue: Annotated[Number | None, _Optional] = None
    happened: Annotated[Text | None, _Optional] = None
    next_time: Text
