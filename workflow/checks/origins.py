"""From which published practice does each numbered check come?"""

from collections.abc import Mapping

ORIGINS: Mapping[int, str] = {
    1: "UK Government Communication Service, OASIS: objectives that can be measured",
    2: "IPA/ISBA client brief: where are we now",
    3: "BetterBriefs: unclear objectives; practitioners’ one primary measure",
    4: "AdCP brief expectations: flight dates",
    5: "IPA/ISBA client brief: practicalities; arithmetic",
    6: "This project’s judgement",
    7: "AdCP brief expectations: one currency",
    8: "Channel playbook: lead times",
    9: "IPA/ISBA client brief: approvals; four eyes",
    10: "Creative brief worksheets: a single-minded proposition",
    11: "Campaign brief templates: a key message of 6 to 12 words",
    12: "UK Government Communication Service: insight, not demographics",
    13: "IPA/ISBA client brief: whom do we need to talk to; an insight with its source",
    14: "Reports of invented metrics and citations in drafted briefs",
    15: "Published campaign results whose ratios do not follow from their rows",
    16: "Reports of invented citations in drafted briefs",
    17: "Public campaign playbooks: pre-launch checklist, tagged links",
    18: "Publishers’ asset specifications",
    19: "Public campaign playbooks: legal review of claims",
    20: "AdCP brief expectations: prose that contradicts a field is refused",
    21: "Agencies on briefs: long ones are not read",
    22: "ANA: plain language in briefs",
    23: "Agencies on briefs: guidance and placeholders left in",
    24: "UK Government Communication Service, OASIS: scoring by outcomes",
    25: "Public campaign playbooks: three to five creative concepts",
    26: "Kincaid and others 1975: reading grade",
    27: "IPA/ISBA client brief: every section answered",
    28: "Influencer platforms: disclosure, usage rights, exclusivity",
    29: "Data protection: no customers’ personal data",
    30: "Workshop practice: every open question has an owner",
}
"""Where each number of the list of mechanical checks comes from."""
