"""Changes of which fields undo the approvals that a brief has?"""

from typing import Literal

MaterialField = Literal["budget", "dates", "goal", "proposition", "mandatories"]

MATERIAL: tuple[MaterialField, ...] = ("budget", "dates", "goal", "proposition", "mandatories")
"""What a team holds for material in its campaign briefs unless its file says otherwise."""
