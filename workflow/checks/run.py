"""What do all checks find in a brief?"""

from datetime import date

from workflow.campaign import Campaign
from workflow.checks import aims, figures, practice, reading, sourced, wording
from workflow.checks.rules import Finding, Material
from workflow.draft import Draft
from workflow.drafting.playbook import STANDARD, Playbook
from workflow.library import Evidence
from workflow.worktime import WorkingCalendar

ALL_RULES = (*aims.RULES, *practice.RULES, *figures.RULES, *sourced.RULES, *wording.RULES, *reading.RULES)
"""Every rule, in the order in which findings are listed."""


def findings(
    campaign: Campaign,
    draft: Draft,
    calendar: WorkingCalendar,
    today: date,
    *,
    playbook: Playbook = STANDARD,
    evidence: Evidence | None = None,
) -> tuple[Finding, ...]:
    """Return what the checks find in `draft`, written for `campaign` and read on `today`: blocking findings first.

    Without `evidence` nothing is said about what the draft takes from the library.
    """
    material = Material(campaign, draft, calendar, today, playbook, evidence)
    found = (finding for rule in ALL_RULES for finding in rule.findings(material))
    return tuple(sorted(found, key=lambda finding: finding.severity))
