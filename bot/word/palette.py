"""Which colours does a brief use, as hexadecimal RGB?"""

WHITE = "FFFFFF"
INK = "1F2A30"
GREY = "56636B"
HAIRLINE = "D5DBDE"
PANEL = "F4F7F6"

ACCENT = "0F5C52"
ACCENT_SOFT = "8FBDB5"
ACCENT_TINT = "E4EFED"

WARM = "A84A12"
WARM_TINT = "FBF1EA"

_DARK = 140_000  # of 255,000: the weighted brightness up to which white can be read
_SHADES = (ACCENT, "3D7F76", "69A299", ACCENT_SOFT, "B4D3CD", "D3E5E1")


def shade(position: int) -> str:
    """Return the fill for the `position`th part (from 0) of a whole, dark to light and round again."""
    return _SHADES[position % len(_SHADES)]


def ink_on(fill: str) -> str:
    """Return the text colour that can be read on `fill`."""
    red, green, blue = (int(fill[i : i + 2], 16) for i in (0, 2, 4))
    return WHITE if 299 * red + 587 * green + 114 * blue < _DARK else INK
