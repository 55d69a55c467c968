"""Which words does a text use, whatever their form, and do two metrics count the same kind of thing?"""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]{2,}")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("es", "e"), ("s", ""))
_SHORTEST_STEM = 3
_EMPTY = frozenset(
    "a about above after again all also am an and any are as at be because been before being below between both "
    "but by can could did do does doing down during each few for from further had has have having he her here "
    "hers him his how if in into is it its just more most my no nor not now of off on once only or other our ours "
    "out over own per same she should so some such than that the their theirs them then there these they this "
    "those through to too under until up very was we were what when where which while who whom why will with "
    "would you your yours one two".split()
)
_EVERYWHERE = (
    "campaign campaigns launch launching brief goal goals target targets audience audiences customer customers user "
    "users brand brands market product products company companies people person persons man men woman women adult "
    "adults young younger old older new now first next last year years month months week weeks day days time today "
    "million free online get buy drive drives driving reach reaching use uses using make makes need needs needing "
    "want wants like likes know look looking find increase grow win bring keep take takes long longer good better "
    "best big small high low great main typically usually currently group groups budget usd gbp eur result results "
    "format formats video display social media email search tv website digital channel channels ad ads advertising "
    "professional professionals run runs success mean means willing pay united state states kingdom north south east "
    "west area region regions canada germany france spain italy ireland england scotland wales europe america "
    "british uk eu us usa"
)
_FAMILIES = (
    ("sales", "purchase order sale conversion customer buyer acquisition transaction booking checkout unit subscriber"),
    (
        "leads",
        "lead signup sign registration registrant enquiry inquiry application trial demo conversion meeting quote",
    ),
    ("installs", "install download activation app"),
    ("visits", "visit visitor session click traffic footfall attendance attendee"),
    ("reach", "impression reach view awareness recall"),
    ("revenue", "revenue turnover income donation"),
)


def words(text: str) -> list[str]:
    """Return the telling words of `text` without their endings, in order."""
    return [_stem(word) for word in _WORD.findall(text.casefold()) if word not in _EMPTY]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if word.endswith("ss") or word.isdigit():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)] + instead
    return word


_GENERIC = frozenset(_stem(word) for word in _EVERYWHERE.split())


def topics(text: str) -> frozenset[str]:
    """Return the words of `text` that say what it is about: not those that any campaign or audience is told in."""
    return frozenset(word for word in words(text) if word not in _GENERIC and not word.isdigit())


def families(metric: str) -> frozenset[str]:
    """Return the kinds of things that a metric may count; a conversion may be a sale or a lead."""
    said = {_stem(word) for word in _WORD.findall(metric.casefold().replace("sign-up", "signup"))}
    return frozenset(name for name, members in _FAMILIES if said & {_stem(word) for word in members.split()})


def family(metric: str) -> str:
    """Return the kind of thing that a metric counts first of all, or `other`."""
    found = families(metric)
    return next((name for name, _ in _FAMILIES if name in found), "other")


def is_alike(metric: str, other: str) -> bool:
    """Tell whether two metrics count the same kind of thing, so that their costs can be compared."""
    return bool(families(metric) & families(other)) or set(words(metric)) == set(words(other))
