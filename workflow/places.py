"""Which countries does a text name, whatever people call them?"""

import re

_CALLED = {
    "United Kingdom": "united kingdom|uk|u.k.|great britain|britain|england|scotland|wales|northern ireland",
    "Ireland": "republic of ireland|ireland|eire",
    "United States": "united states|usa|u.s.|us|america",
    "Canada": "canada",
    "Germany": "germany|deutschland",
    "France": "france",
    "Spain": "spain",
    "Italy": "italy",
    "Netherlands": "netherlands|holland",
    "Belgium": "belgium",
    "Sweden": "sweden",
    "Norway": "norway",
    "Denmark": "denmark",
    "Finland": "finland",
    "Poland": "poland",
    "Austria": "austria",
    "Switzerland": "switzerland",
    "Portugal": "portugal",
    "Australia": "australia",
    "New Zealand": "new zealand",
    "India": "india",
    "Japan": "japan",
}
_COUNTRY = {name: country for country, names in _CALLED.items() for name in names.split("|")}
_ANY = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in sorted(_COUNTRY, key=len, reverse=True))})(?!\w)", re.IGNORECASE
)


def countries(text: str) -> frozenset[str]:
    """Return the countries that `text` names, by their common names; one that is not in our short list is not seen."""
    return frozenset(_COUNTRY[match[0].casefold()] for match in _ANY.finditer(text))
