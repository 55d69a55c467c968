"""How is an amount of money written and split?"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CURRENCIES = frozenset(
    "AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CZK DKK DOP EGP EUR GBP GEL GHS HKD HUF IDR ILS "
    "INR ISK JOD JPY KES KRW KWD KZT LKR MAD MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD SAR "
    "SEK SGD THB TND TRY TWD TZS UAH UGX USD UYU VND XAF XOF ZAR".split()
)
"""ISO 4217 codes that a campaign can be budgeted in."""

_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "INR": "₹", "KRW": "₩"}
_NO_MINOR_UNIT = frozenset({"CLP", "ISK", "JPY", "KRW", "UGX", "VND", "XAF", "XOF"})


def minor_unit(currency: str) -> Decimal:
    """Return the smallest amount that can be paid in `currency`."""
    return Decimal(1) if currency in _NO_MINOR_UNIT else Decimal("0.01")


def money(amount: Decimal, currency: str) -> str:
    """Write `amount` as people read it: `£46,000`, `$12.50`, `SEK 90,000`."""
    exact = amount.quantize(minor_unit(currency), ROUND_HALF_UP)
    digits = f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"
    symbol = _SYMBOLS.get(currency)
    return f"{symbol}{digits}" if symbol else f"{currency} {digits}"


def number(value: Decimal) -> str:
    """Write a count or a rate with thousands separators and without trailing zeros: `9,200`, `3.4`."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def split(total: Decimal, weights: Sequence[Decimal], unit: Decimal) -> list[Decimal]:
    """Split `total` by `weights` into multiples of `unit` that sum to it exactly (largest remainder).

    What `unit` cannot express of `total` goes to the first share.
    """
    whole = sum(weights, Decimal(0))
    exact = [total * weight / whole / unit for weight in weights]
    shares = [share.to_integral_value(ROUND_DOWN) for share in exact]
    spare = int((total / unit).to_integral_value(ROUND_DOWN) - sum(shares, Decimal(0)))
    by_remainder = sorted(range(len(exact)), key=lambda i: shares[i] - exact[i])
    for i in by_remainder[:spare]:
        shares[i] += 1
    amounts = [share * unit for share in shares]
    if amounts:
        amounts[0] += total - sum(amounts, Decimal(0))
    return amounts
