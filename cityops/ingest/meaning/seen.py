"""What a table shows at a look: counts, samples, labels, and which column follows from which."""

from collections.abc import Callable
from dataclasses import dataclass

from cityops.ingest.meaning import periods
from cityops.ingest.meaning.periods import Habits


@dataclass(frozen=True, slots=True)
class Profile:
    """What stands in a column.

    Attributes:
        position: From 0.
        header: As found.
        filled: Cells that are not empty.
        missing: Of these, cells that say that nothing was measured.
        numbers: Cells that may be numbers.
        integers: Cells that are whole numbers without any mark.
        years: Of these, numbers like 1990 or 2024.
        different: Different texts.
        low: Smallest whole number.
        high: Largest.
        narrow: Fewest digits of a whole number.
        wide: Most.
        samples: The first different texts.
    """

    position: int
    header: str
    filled: int = 0
    missing: int = 0
    numbers: int = 0
    integers: int = 0
    years: int = 0
    different: int = 0
    low: int | None = None
    high: int | None = None
    narrow: int | None = None
    wide: int | None = None
    samples: tuple[str, ...] = ()

    @property
    def there(self) -> int:
        """Cells that say something."""
        return self.filled - self.missing

    @property
    def share(self) -> float:
        """Share of numbers among the cells that say something."""
        return self.numbers / self.there if self.there else 0.0

    @property
    def is_numeric(self) -> bool:
        """Whether nearly every cell is a number."""
        return self.share >= 0.9

    @property
    def counts_rows(self) -> bool:
        """Whether it runs 0, 1, 2, ... or 1, 2, 3, ... without a gap."""
        return (
            self.there > 1
            and self.integers == self.different == self.there
            and self.low in (0, 1)
            and self.high is not None
            and self.high - (self.low or 0) + 1 == self.there
        )

    @property
    def is_like_a_code(self) -> bool:
        """Whether its numbers all have the same three digits or more: 203, 211, 501."""
        return (
            self.there > 4
            and self.integers == self.there
            and self.narrow == self.wide
            and (self.wide or 0) >= 3
        )

    @property
    def is_like_years(self) -> bool:
        """Whether its numbers may all be years."""
        return self.there > 0 and self.years == self.there


@dataclass(frozen=True, slots=True)
class Seen:
    """A table at a look.

    Attributes:
        profiles: Of each column.
        labels: Returns the different texts of a column.
        follows: Whether the second column has one text for each text of the first.
    """

    profiles: tuple[Profile, ...]
    labels: Callable[[int], tuple[str, ...]]
    follows: Callable[[int, int], bool]

    def are_periods(self, position: int) -> bool:
        """Whether nearly every text of a column is a label of time."""
        labels = self.labels(position)[:500]
        habits = Habits(periods.habits_of(labels).order or periods.DAY_FIRST, seasons=True)
        known = sum(periods.read(label, habits) is not None for label in labels)
        return bool(labels) and known >= 0.9 * len(labels)
