"""What a briefing holds: pages of elements, each with its written texts and the numbers behind them.

Pure data. Every page and element has a key that stays the same from one reporting date to the next, so that
an edited file can be refreshed: `outcomes.chart` is the chart of outcomes in every briefing of the city.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from cityops.indicators.geometry import Ring, Spot
from cityops.words.status import Status


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes:
        text: As it is shown.
        value: The number behind the text, not rounded; None where there is none.
        status: Whose glyph and colour go before the text.
    """

    text: str
    value: float | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        text: Its heading.
        width: Relative to the other columns.
        is_number: Set to the right.
        is_name: Says what the row is about.
    """

    text: str
    width: float
    is_number: bool = False
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; its key is the id of the target, outcome or district that it is about."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """The number that the briefing is about.

    Attributes:
        share: 0 to 1; None where too little is known for one number.
        share_text: The same as it is shown.
        expected: Share that was due by the reporting date.
        due: The same as a sentence; where there is no number, why.
        interval: Q5 and Q95 of the share, or None.
        interval_text: The same as it is shown; '' for none.
        interval_about: What the interval means.
        label: What it is a number of.
        tally: How many targets have which status.
    """

    key: str
    share: float | None
    share_text: str
    expected: float | None
    due: str
    interval: tuple[float, float] | None
    interval_text: str
    interval_about: str
    label: str
    tally: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many have a status."""

    status: Status
    word: str
    n: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many have which status, all five in their order."""

    key: str
    heading: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with its status's glyph in front."""

    key: str
    status: Status
    word: str
    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list under a heading."""

    key: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what is covered, and what was due. Shares are 0 to 1."""

    key: str
    name: str
    share: float | None
    share_text: str
    expected: float | None
    expected_text: str
    status: Status
    word: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A bullet chart."""

    key: str
    heading: str
    share_name: str
    expected_name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class District:
    """One district of a map.

    Attributes:
        share: 0 to 1 on the ramp; None is hatched.
        share_text: The same as it is shown.
        about: The district in one line: name, status, share.
        parts: Its rings on the drawing.
        spots: Where its label may lie, the widest place first.
    """

    key: str
    name: str
    share: float | None
    share_text: str
    status: Status
    about: str
    parts: tuple[Ring, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class DistrictMap:
    """A map of districts.

    Attributes:
        width: Of the drawing on which the districts' rings lie.
        height: Of that drawing.
        low: Text at the lower end of the ramp.
        high: Text at its upper end.
        none: What is hatched.
    """

    key: str
    heading: str
    width: float
    height: float
    districts: tuple[District, ...]
    low: str
    high: str
    none: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Paragraphs, under a heading or without one ('')."""

    key: str
    heading: str
    lines: tuple[str, ...]


Block = Headline | Tally | Items | Bars | Table | DistrictMap | Lines


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        title: What it found, as a sentence.
        blocks: Its elements.
        over: One line above the title.
        notes: Where its numbers come from.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    over: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing in one language.

    Attributes:
        key: Id of the vision.
        language: 'en' or 'zh'.
        title: Of the document.
        area_id: The city.
        on: Reporting date.
        known: Moment of knowledge, UTC; None for the present.
        release: Name of the release that it shows; '' for the draft.
        data_version: Of the store that it was read from.
        method: Name of the method.
        method_version: Rises whenever a result changes.
        is_illustrative: Something in it was made up for a demonstration.
        status: The city's.
        status_word: Its word.
        stamps: Said on every page: illustrative; which release, or that it is a draft.
        foot: Said on every page: city and date, data version, method.
        pages: In their order.
        lineage_title: Heading of `lineage`.
        lineage: Where each target and its values come from.
        made_at: When it was made, UTC.
    """

    key: str
    language: str
    title: str
    area_id: str
    on: date
    known: datetime | None
    release: str
    data_version: int
    method: str
    method_version: str
    is_illustrative: bool
    status: Status
    status_word: str
    stamps: tuple[str, ...]
    foot: tuple[str, ...]
    pages: tuple[Page, ...]
    lineage_title: str
    lineage: tuple[Lines, ...]
    made_at: datetime

    def elements(self) -> Iterator[tuple[Page, Block]]:
        """Yield every element with its page."""
        return ((page, block) for page in self.pages for block in page.blocks)


@dataclass(frozen=True, slots=True)
class File:
    """A briefing in one format.

    Attributes:
        data: Its bytes.
        pages: How many it has; a PDF has some more than the briefing, for the lineage.
    """

    data: bytes
    pages: int
