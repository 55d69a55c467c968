"""Which ratios does a text state, and do they follow from the figures that they are about?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from workflow.library import Figures, Ratio

TOLERANCE = Decimal("0.01")
"""How far a stated ratio may lie from the recomputed one, as a part of it."""

NAMES: dict[str, Ratio] = {
    "roas": Ratio.RETURN_ON_SPEND,
    "return on ad spend": Ratio.RETURN_ON_SPEND,
    "roi": Ratio.RETURN_ON_INVESTMENT,
    "return on investment": Ratio.RETURN_ON_INVESTMENT,
    "ctr": Ratio.CLICK_THROUGH,
    "click-through rate": Ratio.CLICK_THROUGH,
    "click through rate": Ratio.CLICK_THROUGH,
    "cvr": Ratio.CONVERSION,
    "conversion rate": Ratio.CONVERSION,
    "cpc": Ratio.COST_PER_CLICK,
    "cost per click": Ratio.COST_PER_CLICK,
    "cpm": Ratio.COST_PER_THOUSAND,
    "cost per thousand impressions": Ratio.COST_PER_THOUSAND,
    "cost per thousand": Ratio.COST_PER_THOUSAND,
    "cpa": Ratio.COST_PER_RESULT,
    "cpl": Ratio.COST_PER_RESULT,
    "cac": Ratio.COST_PER_RESULT,
    "cost per result": Ratio.COST_PER_RESULT,
    "cost per acquisition": Ratio.COST_PER_RESULT,
    "cost per conversion": Ratio.COST_PER_RESULT,
    "cost per lead": Ratio.COST_PER_RESULT,
    "cost per purchase": Ratio.COST_PER_RESULT,
    "cost per sale": Ratio.COST_PER_RESULT,
}
"""What people call each ratio, in small letters."""

_NAMED = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
_FIGURE = r"(?P<value>[£€$]?\s?\d[\d,]*(?:\.\d+)?\s?(?:%|percent|per cent|×|x\b)?)"
_AFTER = re.compile(rf"\b(?P<name>{_NAMED})s?\b[^.;\d]{{0,30}}?{_FIGURE}", re.IGNORECASE)
_BEFORE = re.compile(rf"{_FIGURE}\s+(?P<name>{_NAMED})s?\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Stated:
    """A ratio as a text states it; `value` is the number alone, `text` what was written."""

    ratio: Ratio
    value: Decimal
    text: str


def stated(text: str) -> tuple[Stated, ...]:
    """Return the ratios that a text states by name."""
    found = [*_BEFORE.finditer(text), *_AFTER.finditer(_BEFORE.sub(" ", text))]
    return tuple(
        Stated(NAMES[match["name"].lower()], _number(match["value"]), match["value"].strip()) for match in found
    )


def _number(text: str) -> Decimal:
    digits = _DIGITS.search(text)
    return Decimal(digits[0].replace(",", "") if digits else 0)


def follows(ratio: Ratio, value: Decimal, figures: Figures) -> bool:
    """Tell whether a stated ratio follows from the figures, in its plain form or as a percentage.

    One percent of difference is allowed, and what rounding to the stated digits explains.
    """
    rate = figures.rate(ratio)
    if rate is None:
        return False
    exponent = value.as_tuple().exponent
    rounding = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    forms = (rate.value, rate.value * 100)
    return any(abs(value - form) <= max(abs(form) * TOLERANCE, rounding) for form in forms)


def follows_from_any(found: Stated, all_figures: Iterable[Figures]) -> bool:
    """Tell whether a stated ratio follows from any of the figures."""
    return any(follows(found.ratio, found.value, figures) for figures in all_figures)
