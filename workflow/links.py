"""Who without Slack may decide on a brief, at which stage and until when: which links were made for it?"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.drafting.words import one_line
from workflow.values import clean

WORKSPACE = "link"
"""Where people belong who act by a link; no workspace of Slack's is called so."""

LONGEST = timedelta(days=30)
"""For how long a link can be made."""

MOST = 20
"""How many links of a brief may hold at once."""

LONGEST_NAME = 60

_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True)
class Link:
    """The right of one named person, who acts under the id `person`, to decide at one stage of one brief.

    Attributes:
        by: who made it.
        until: when it expires, unless it is revoked before.
    """

    person: str
    name: str
    stage: str
    by: str
    made_at: datetime
    until: datetime
    revoked_by: str | None = None
    revoked_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Tell whether it is neither revoked nor expired."""
        return self.revoked_at is None and now < self.until


def name_of_person(text: str) -> str:
    """Return a typed name on one line, without characters that nobody sees and that could disguise it."""
    return one_line(_UNSEEN.sub("", clean(text)))
