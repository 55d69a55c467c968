"""Which words of a sentence say beyond doubt what the budget is, when a campaign starts and ends, and where it runs?

Every word that could make a sentence be about something else (a month's money, last year, a first wave, one market)
lets it pass.
"""

import re
from typing import NamedTuple

from workflow.channels import Channel
from workflow.drafting.words import lower_first
from workflow.stated import DATE, SUM


class Phrase(NamedTuple):
    """What was said, and the sum or date in it as it was written."""

    said: str
    written: str


_TIMES = r"per|each|every|daily|weekly|monthly|quarterly|annual\w*|yearly|days?|weeks?|months?|quarters?|years?"
_ELSEWHEN = r"last|previous\w*|earlier|originally|was|were|had|used|spent|already|instead|rather|until|unless|if"
_MODAL = r"could|would|might|perhaps|maybe|possibly|not|no|never|n[’']t|either|or"
_IN_PART = r"only|except|phases?|waves?|teasers?|pilot|tests?|soft|first|second|third|then|stages?|part"
_OTHERS = r"their|they|competitors?|customers?|clients?|famil(?:y|ies)|households?|people"
_BUDGET_DOUBT = re.compile(
    rf"\b(?:{_TIMES}|{_ELSEWHEN}|{_MODAL}|{_IN_PART}|{_OTHERS}|contingency|held|remaining|rest|least|most|minimum|"
    r"maximum|more|less|under|below|above|between|up|about|around|roughly|nearly|circa|approx\w*|increase\w*|rais\w+|"
    r"cut\w*|reduc\w+|vat|tax\w*|fees?|gross|net|agency|media|production|exclud\w+|excl|includ\w+|incl|plus|extra|"
    r"additional|separate\w*|further|of the budget)\b|[~±+]|\d\s*[-–]\s*[£€$]?\d",
    re.IGNORECASE,
)
_DATE_DOUBT = re.compile(
    rf"\b(?:{_ELSEWHEN.replace('|until', '')}|{_MODAL}|{_IN_PART}|{_OTHERS}|may(?=\s+[a-z])|later|before|after|moved|"
    r"shops?|stores?|stock|offers?|sales?|registration|school|season|embargo|about|around)\b",
)
_CAMPAIGNS_OWN = frozenset(
    "the our this a with and total overall whole full entire campaign campaign’s we have".split()
)
_NOT_BEFORE_PEOPLES_OWN = frozenset({"a", "with", "and", "have"})
_AFTER_SUM = (
    r"(?=\s*(?:$|[.,!)]\s|[.,!)]$|in total|in all|all in|total\b|overall\b|with\b|"
    rf"and\b(?!\s*(?:{SUM}))|"
    r"for (?:the|this) (?:whole |entire )?campaign))"
)
_BUDGET_IS = re.compile(
    r"(?P<before>(?:[\w’']+\s+){0,4})\bbudget\b\s*"
    r"(?:(?:is|of|:|=|will be|stands at|comes to|totals|(?:is |has been )?set at)\s*)?"
    rf"(?P<sum>{SUM}){_AFTER_SUM}",
    re.IGNORECASE,
)
_SUM_BUDGET = re.compile(
    rf"(?P<before>(?:[\w’']+\s+){{0,2}})(?P<sum>{SUM})\s+(?:(?:total|overall|whole|full|campaign)\s+)?budget\b(?!\s+(?:for|line|of)\b)",
    re.IGNORECASE,
)
_TO_SPEND = re.compile(
    rf"(?P<before>)\b(?:we have|there is)\s+(?P<sum>{SUM})\s+to spend\b(?!\s+(?:on|for)\b)", re.IGNORECASE
)


_CORRECTS = re.compile(
    r"\b(?:actually|make (?:it|that)|correction|sorry|scratch that|i mean|i meant|no[, ]+wait|on second thoughts?)\b"
    r"|^(?:edit|update)\b",
    re.IGNORECASE,
)


def is_correction(text: str) -> bool:
    """Tell whether a sentence could take back what another one says."""
    return bool(_CORRECTS.search(text))


def campaign_budget(text: str) -> Phrase | None:
    """Return what a sentence says the campaign's budget is, if it certainly says so."""
    return _budget(text, _CAMPAIGNS_OWN)


def budget_among_people(text: str) -> Phrase | None:
    """Return the same of a sentence about people, who have budgets, too: `with a budget of £300` tells of them."""
    return _budget(text, _CAMPAIGNS_OWN - _NOT_BEFORE_PEOPLES_OWN)


def _budget(text: str, own: frozenset[str]) -> Phrase | None:
    if _BUDGET_DOUBT.search(text):
        return None
    for pattern in (_BUDGET_IS, _SUM_BUDGET, _TO_SPEND):
        for match in pattern.finditer(text):
            before = [] if pattern is _SUM_BUDGET and "have" in own else match["before"].casefold().split()
            if own.issuperset(before):
                return Phrase(match[0], match["sum"])
    return None


_OURS = r"(?:(?:the|our|this)\s+)?(?:campaign|flight|activity)|we(?:[’']ll)?"
_WILL = r"(?:\s+(?:will|must|shall|has to|have to|is to|are to|should))?"
_AFTER_DATE = r"(?=\s*(?:$|[.,!)]\s|[.,!)]$|and\b|to\b|until\b|through\b|[-–—]))"
_STARTS = re.compile(
    rf"\b(?:{_OURS}){_WILL}\s+(?:launch(?:es)?|starts?|begins?|go(?:es)? live|kicks? off|runs?(?=\s+from))"
    rf"\s+(?:on\s+|from\s+|in\s+)?(?P<date>{DATE}){_AFTER_DATE}"
    r"|(?:^|\b(?:the|our|campaign|flight)\s+)(?:launch|start|go-live|kick-?off)(?:\s+date|(?=\s*:))"
    rf"\s*(?::|=|is|will be|of)?\s*(?P<label>{DATE}){_AFTER_DATE}",
    re.IGNORECASE,
)
_FINISHES = re.compile(
    rf"\b(?:{_OURS}){_WILL}\s+(?:ends?|finish(?:es)?|closes?|runs? (?:until|till|to|through))"
    rf"\s+(?:on\s+|in\s+)?(?P<date>{DATE}){_AFTER_DATE}"
    r"|(?:^|\b(?:the|our|campaign|flight)\s+)end(?:\s+date|(?=\s*:))"
    rf"\s*(?::|=|is|will be|of)?\s*(?P<label>{DATE}){_AFTER_DATE}",
    re.IGNORECASE,
)
_RUNS = re.compile(
    rf"(?:\b(?:{_OURS}){_WILL}\s+runs?\s+(?:from\s+)?|^(?:flight|campaign dates|dates)\s*:\s*(?:from\s+)?)"
    rf"(?P<first>{DATE})\s*(?:to|until|till|through|[-–—])\s*(?P<last>{DATE})(?:{_AFTER_DATE}|(?=\s+with\b))",
    re.IGNORECASE,
)


def flight(text: str) -> tuple[Phrase | None, Phrase | None]:
    """Return when a sentence says that the campaign starts and when it ends, as far as it certainly says so."""
    if is_doubtful(text):
        return None, None
    if runs := _RUNS.search(text):
        return Phrase(runs[0], runs["first"]), Phrase(runs[0], runs["last"])
    return _labelled(_STARTS.search(text)), _labelled(_FINISHES.search(text))


def is_doubtful(text: str) -> bool:
    """Tell whether a sentence could be about another time, another offer or somebody else."""
    return bool(_DATE_DOUBT.search(text) or _DATE_DOUBT.search(lower_first(text)))


def _labelled(found: re.Match[str] | None) -> Phrase | None:
    return Phrase(found[0], found["date"] or found["label"]) if found else None


CERTAIN: dict[str, Channel] = {
    **{each.label.casefold(): each for each in Channel if each is not Channel.X},
    **{each.value.replace("_", " "): each for each in Channel if each is not Channel.X},
    **dict.fromkeys(("facebook", "instagram"), Channel.META),
    **dict.fromkeys(("tv", "television", "connected tv"), Channel.TV),
    **dict.fromkeys(("radio", "podcasts", "spotify"), Channel.AUDIO),
    **dict.fromkeys(("influencers", "creators"), Channel.INFLUENCER),
    "e-mail": Channel.EMAIL,
    "twitter": Channel.X,
    "out-of-home": Channel.OUT_OF_HOME,
    "events": Channel.EVENTS,
}
"""Names that mean one channel and nothing else; `social` or `video` could be several."""

_NAME = "|".join(re.escape(name) for name in sorted(CERTAIN, key=len, reverse=True))
NAMES = rf"(?:{_NAME})(?:(?:\s*[,/&]\s*|\s+(?:and|or)\s+|,\s+(?:and|or)\s+)(?:{_NAME}))*"
_LISTED = re.compile(r"^(?:media\s+)?channels?\s*:\s*(?P<names>.+)$", re.IGNORECASE)


def listed_channels(text: str) -> tuple[Channel, ...]:
    """Return the channels that a line `Channels: …` lists, those left out that are no certain names."""
    found = _LISTED.search(text)
    items = re.split(r"\s*[,/&]\s*|\s+and\s+", found["names"].strip(" .")) if found else []
    return tuple(CERTAIN[item.casefold()] for item in items if item.casefold() in CERTAIN)


def named_channels(text: str) -> tuple[Channel, ...]:
    """Return the channels that a text names by names which mean one channel and nothing else."""
    return tuple(CERTAIN[name.casefold()] for name in re.findall(rf"\b(?:{_NAME})\b", text, re.IGNORECASE))
