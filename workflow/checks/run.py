"""What do all checks find in a brief?"""

from datetime import date

from workflow.campaign import Campaign
from workflow.checks import aims, figures, practice, wording
from workflow.checks.rules import Finding, Material
from workflow.draft import Draft
from workflow.worktime import WorkingCalendar

ALL_RULES = (*aims.RULES, *practice.RULES, *figures.RULES, *wording.RULES)
"""Every rule, in the order in which findings are listed."""


def findings(campaign: Campaign, draft: Draft, calendar: WorkingCalendar, today: date) -> tuple[Finding, ...]:
    """Return what the checks find in `draft`, written for `campaign` and read on `today`: blocking findings first."""
    material = Material(campaign, draft, calendar, today)
    found = (finding for rule in ALL_RULES for finding in rule.findings(material))
    return tuple(sorted(found, key=lambda finding: finding.severity))
