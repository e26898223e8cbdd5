"""The colours of the light and the dark tone, and which ink is read on a fill."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_WHITE = "#FFFFFF"
_BLACK = "#10161D"


@dataclass(frozen=True, slots=True)
class Tone:
    """One set of colours, each as `#RRGGBB`.

    Attributes:
        dark: Whether it is the dark one.
        card: Fill of a card.
        page: What the cards lie on.
        ink: Text.
        sub: Text of second rank.
        grid: Grid lines and borders.
        ramp: Seven blues for a quantity; the first, nearest to the card, is the least.
        status: Colour by the value of a `Status`. Never alone: the glyph and the word go with it.
    """

    dark: bool
    card: str
    page: str
    ink: str
    sub: str
    grid: str
    ramp: tuple[str, ...]
    status: Mapping[str, str] = field(hash=False)


LIGHT = Tone(
    dark=False,
    card="#FFFFFF",
    page="#F6F8FA",
    ink="#18212B",
    sub="#5D6977",
    grid="#E3E8ED",
    ramp=("#EAF3F8", "#BFDDEC", "#8CC1DD", "#539FC6", "#2279A8", "#0B567F", "#073B5A"),
    status=MappingProxyType(
        {
            "achieved": "#0B3C6F",
            "on_track": "#2A86CC",
            "at_risk": "#C97A00",
            "off_track": "#8B0F2B",
            "not_assessed": "#7C8590",
        }
    ),
)

DARK = Tone(
    dark=True,
    card="#161D26",
    page="#0E141B",
    ink="#E8ECF1",
    sub="#9BA6B4",
    grid="#2A323D",
    ramp=("#12222E", "#173A52", "#1D5578", "#2A75A3", "#4C9ACB", "#84BFE4", "#BFE0F4"),
    status=MappingProxyType(
        {
            "achieved": "#B7DBFF",
            "on_track": "#4A9BE0",
            "at_risk": "#F5B942",
            "off_track": "#E0566B",
            "not_assessed": "#8E97A3",
        }
    ),
)


def tone(dark: bool) -> Tone:
    """Return `DARK` or `LIGHT`."""
    return DARK if dark else LIGHT


def shade(share: float, in_tone: Tone) -> str:
    """Return the colour of a share, 0 to 1, on the ramp of a tone.

    >>> shade(0.0, LIGHT) == LIGHT.ramp[0], shade(1.2, LIGHT) == LIGHT.ramp[-1]
    (True, True)
    """
    steps = len(in_tone.ramp)
    return in_tone.ramp[min(int(max(share, 0.0) * steps), steps - 1)]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").

    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(fill_hex: str) -> str:
    """Return the ink, white or near black, with the higher contrast on a fill.

    >>> ink_on("#0B3C6F"), ink_on("#F5B942")
    ('#FFFFFF', '#10161D')
    """
    return max((_WHITE, _BLACK), key=lambda ink: contrast(ink, fill_hex))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
