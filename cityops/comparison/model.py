"""What a comparison is made of. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cityops.indicators.model import Area, Indicator


class Meaning(StrEnum):
    """Why a difference means nothing, or how large it is. In the order in which the rules are asked."""

    ROUNDING = "rounding"
    NOISE = "noise"
    SMALL = "small"
    USUAL = "usual"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Difference:
    """How one value stands to another.

    Attributes:
        amount: The first minus the second, in the indicator's unit.
        meaning: What the rules make of it.
    """

    amount: float
    meaning: Meaning

    @property
    def is_meaningful(self) -> bool:
        """Whether anything may be said of it at all."""
        return self.meaning in (Meaning.USUAL, Meaning.MARKED)

    def is_better(self, indicator: Indicator) -> bool | None:
        """Whether the first is the better; None where the difference or the direction says nothing.

        A total grows with the size of its area, so more of it is neither better nor worse.
        """
        if not self.is_meaningful or not indicator.direction or indicator.is_total:
            return None
        return self.amount * indicator.direction > 0


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Five numbers that cut the values into quarters, in the indicator's unit."""

    least: float
    low: float
    middle: float
    high: float
    greatest: float


@dataclass(frozen=True, slots=True)
class Period:
    """A period that values share.

    Attributes:
        start: Its first day.
        end: Its last day.
        label: As found.
    """

    start: date
    end: date
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One indicator over all areas of a kind, in one period, seen from one of them.

    Attributes:
        indicator: What is measured.
        period: The newest in which the area has a value.
        own: The area's value.
        values: Of every area that has one in this period, by id, the area itself included.
        city: Value of the city that they are part of, where it can be set beside a part's; else None.
        quartiles: Of `values`.
        spread: Standard deviation of `values`, robust; None where it cannot be told.
        noise: Standard deviation of one value of the area around its own course; None with too few.
        against: The city's value or, where there is none to compare with, the middle of all areas.
        difference: Of `own` from `against`.
        similar: Middle of the similar areas' values; None where no two of them have one.
        similar_count: How many of the similar areas have a value in this period.
        similar_difference: Of `own` from `similar`.
    """

    indicator: Indicator
    period: Period
    own: float
    values: Mapping[str, float]
    city: float | None
    quartiles: Quartiles
    spread: float | None
    noise: float | None
    against: float
    difference: Difference
    similar: float | None
    similar_count: int
    similar_difference: Difference | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An area that is like another.

    Attributes:
        area_id: Which one.
        distance: In standard deviations of the criteria; 0 is the same in all of them.
    """

    area_id: str
    distance: float


@dataclass(frozen=True, slots=True)
class Similar:
    """The areas most like one, and by what.

    Attributes:
        criteria: Ids of the indicators that were compared.
        unusable: Those that were asked for and could not be: the area has no value, or all areas the same.
        nearest: The nearest first.
        left_out: Ids of areas without a value of some criterion in its period.
    """

    criteria: tuple[str, ...]
    unusable: tuple[str, ...]
    nearest: tuple[Neighbour, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One area, everything that is measured there, beside the others of its kind.

    Attributes:
        area: Which one.
        whole: The area that they are all part of; None for cities.
        peers: All areas of the kind, by id, in order of code; the area itself is one of them.
        similar: Which are alike, if criteria were named.
        strips: One an indicator, in the order of the catalogue.
        on: Reporting date.
    """

    area: Area
    whole: Area | None
    peers: Mapping[str, Area]
    similar: Similar | None
    strips: tuple[Strip, ...]
    on: date
