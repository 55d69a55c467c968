"""Which time zones are offered, and in which country does each lie?"""

from collections.abc import Mapping

ZONES: Mapping[str, str] = {
    "Africa/Accra": "GH",
    "Africa/Cairo": "EG",
    "Africa/Casablanca": "MA",
    "Africa/Johannesburg": "ZA",
    "Africa/Lagos": "NG",
    "Africa/Nairobi": "KE",
    "Africa/Tunis": "TN",
    "America/Anchorage": "US",
    "America/Argentina/Buenos_Aires": "AR",
    "America/Bogota": "CO",
    "America/Chicago": "US",
    "America/Denver": "US",
    "America/Edmonton": "CA",
    "America/Halifax": "CA",
    "America/Lima": "PE",
    "America/Los_Angeles": "US",
    "America/Mexico_City": "MX",
    "America/Montevideo": "UY",
    "America/New_York": "US",
    "America/Phoenix": "US",
    "America/Santiago": "CL",
    "America/Sao_Paulo": "BR",
    "America/St_Johns": "CA",
    "America/Toronto": "CA",
    "America/Vancouver": "CA",
    "America/Winnipeg": "CA",
    "Asia/Bangkok": "TH",
    "Asia/Dhaka": "BD",
    "Asia/Dubai": "AE",
    "Asia/Ho_Chi_Minh": "VN",
    "Asia/Hong_Kong": "HK",
    "Asia/Jakarta": "ID",
    "Asia/Jerusalem": "IL",
    "Asia/Karachi": "PK",
    "Asia/Kolkata": "IN",
    "Asia/Kuala_Lumpur": "MY",
    "Asia/Manila": "PH",
    "Asia/Riyadh": "SA",
    "Asia/Seoul": "KR",
    "Asia/Shanghai": "CN",
    "Asia/Singapore": "SG",
    "Asia/Taipei": "TW",
    "Asia/Tokyo": "JP",
    "Atlantic/Reykjavik": "IS",
    "Australia/Adelaide": "AU",
    "Australia/Brisbane": "AU",
    "Australia/Melbourne": "AU",
    "Australia/Perth": "AU",
    "Australia/Sydney": "AU",
    "Europe/Amsterdam": "NL",
    "Europe/Athens": "GR",
    "Europe/Belgrade": "RS",
    "Europe/Berlin": "DE",
    "Europe/Bratislava": "SK",
    "Europe/Brussels": "BE",
    "Europe/Bucharest": "RO",
    "Europe/Budapest": "HU",
    "Europe/Copenhagen": "DK",
    "Europe/Dublin": "IE",
    "Europe/Helsinki": "FI",
    "Europe/Istanbul": "TR",
    "Europe/Kyiv": "UA",
    "Europe/Lisbon": "PT",
    "Europe/Ljubljana": "SI",
    "Europe/London": "GB",
    "Europe/Luxembourg": "LU",
    "Europe/Madrid": "ES",
    "Europe/Oslo": "NO",
    "Europe/Paris": "FR",
    "Europe/Prague": "CZ",
    "Europe/Riga": "LV",
    "Europe/Rome": "IT",
    "Europe/Sofia": "BG",
    "Europe/Stockholm": "SE",
    "Europe/Tallinn": "EE",
    "Europe/Vienna": "AT",
    "Europe/Vilnius": "LT",
    "Europe/Warsaw": "PL",
    "Europe/Zagreb": "HR",
    "Europe/Zurich": "CH",
    "Pacific/Auckland": "NZ",
    "Pacific/Honolulu": "US",
}
"""At most 98, so that a select with the zone that is in force, and UTC, holds them all."""

_EURO = "AT BE DE EE ES FI FR GR HR IE IT LT LU LV NL PT SI SK".split()
_CURRENCIES = dict.fromkeys(_EURO, "EUR") | dict(
    pair.split(":")
    for pair in (
        "AU:AUD BR:BRL CA:CAD CH:CHF CZ:CZK DK:DKK GB:GBP HK:HKD HU:HUF IN:INR JP:JPY MX:MXN NO:NOK NZ:NZD PL:PLN "
        "SE:SEK SG:SGD US:USD ZA:ZAR"
    ).split()
)


def currency_in(country: str | None) -> str | None:
    """Return the currency that people of a country plan in, where it is known here."""
    return _CURRENCIES.get(country or "")
