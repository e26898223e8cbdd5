"""The five statuses that a reader sees: word, glyph, icon and colour, and the class each one gathers."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from cityops.words.colours import ink_on, tone


class Status(StrEnum):
    """Where a target stands. The value is what is stored; the word is `words(language)(status.key)`."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NOT_ASSESSED = "not_assessed"

    @property
    def key(self) -> str:
        """Key of its word in the catalogue."""
        return f"status.{self.value}"

    @property
    def glyph(self) -> str:
        """One character for plain text: its shape is that of `svg`, and Chinese fonts have it (GB 2312)."""
        return _GLYPHS[self]

    @property
    def icon(self) -> str:
        """Name among the Material Symbols. There is no diamond with a mark, so at risk is the mark alone."""
        return _ICONS[self]

    def colour(self, dark: bool) -> str:
        """Colour as `#RRGGBB`."""
        return tone(dark).status[self.value]


_GLYPHS = {
    Status.ACHIEVED: "●",
    Status.ON_TRACK: "▲",
    Status.AT_RISK: "◆",
    Status.OFF_TRACK: "■",
    Status.NOT_ASSESSED: "○",
}

_ICONS = {
    Status.ACHIEVED: "check_circle",
    Status.ON_TRACK: "change_history",
    Status.AT_RISK: "priority_high",
    Status.OFF_TRACK: "disabled_by_default",
    Status.NOT_ASSESSED: "radio_button_unchecked",
}

STATUS_OF_CLASS: Mapping[str, Status] = MappingProxyType(
    {
        "achieved": Status.ACHIEVED,
        "held": Status.ACHIEVED,
        "on_track": Status.ON_TRACK,
        "at_risk": Status.AT_RISK,
        "below": Status.OFF_TRACK,
        "away": Status.OFF_TRACK,
        "lost": Status.OFF_TRACK,
        "missed": Status.OFF_TRACK,
        "not_assessed": Status.NOT_ASSESSED,
    }
)

# Drawn on 16 x 16; {fill} is the status's colour, {ink} what is read on it.
_LINE = 'fill="none" stroke="{ink}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
_SHAPES = {
    Status.ACHIEVED: '<circle cx="8" cy="8" r="7.2" fill="{fill}"/>'
    f'<path d="M4.6 8.3 7 10.7l4.5-5" {_LINE}/>',
    Status.ON_TRACK: '<path d="M8 1.2 15.2 14.4H.8z" fill="{fill}"/>',
    Status.AT_RISK: '<path d="M8 .2 15.8 8 8 15.8.2 8z" fill="{fill}"/>'
    f'<path d="M8 4.4v4" {_LINE}/><circle cx="8" cy="11.2" r="1.1" fill="{{ink}}"/>',
    Status.OFF_TRACK: '<rect x="1.4" y="1.4" width="13.2" height="13.2" rx="1.2" fill="{fill}"/>'
    f'<path d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" {_LINE}/>',
    # Eight dashes and eight gaps on a circumference of 40.84.
    Status.NOT_ASSESSED: '<circle cx="8" cy="8" r="6.5" fill="none" stroke="{fill}" stroke-width="1.8"'
    ' stroke-dasharray="3.1 2.005"/>',
}


def svg(status: Status, dark: bool, size: int = 16) -> str:
    """Return the status's shape as an inline SVG, hidden from screen readers: the word stands beside it.

    Args:
        status: Filled circle with tick, triangle up, diamond with !, square with x, hollow dashed circle.
        dark: Whether it lies on the dark card.
        size: Width and height in CSS pixels.
    """
    fill = status.colour(dark)
    shape = _SHAPES[status].format(fill=fill, ink=ink_on(fill))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="{size}" height="{size}"'
    return f'{head} aria-hidden="true" focusable="false">{shape}</svg>'
