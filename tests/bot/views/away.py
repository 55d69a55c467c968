"""Which absence do the tests of the views show?"""

from datetime import UTC, datetime, timedelta
from typing import Any

from workflow.absence import Absence

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)


def absence(**more: Any) -> Absence:
    """Return Maya's absence from Monday to Friday with Noor in her place, with changes."""
    said = {"number": 1, "who": "U0MAYA", "stand_in": "U0NOOR", "proposed_by": "U0MAYA", "confirmed_by": "U0MAYA"}
    stretch = {"since": MONDAY, "until": MONDAY + timedelta(days=5), "zone": "UTC"}
    return Absence.model_validate({**said, **stretch, **more})
