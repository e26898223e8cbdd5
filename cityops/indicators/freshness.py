"""How fresh each indicator is at a reporting date."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cityops.indicators.model import Indicator
from cityops.store import PRESENT, Reader

_STALE = 2  # cadences
_MONTH = 30.436875  # days


@dataclass(frozen=True, slots=True)
class Freshness:
    """What is held of one indicator.

    Attributes:
        label: Newest period as found.
        age_months: From its end to the reporting date.
        observations: Values that count.
        areas: Areas with a value.
    """

    label: str
    age_months: float
    observations: int
    areas: int

    def is_stale(self, indicator: Indicator) -> bool:
        """Whether the newest value is older than two of the indicator's cadences."""
        return self.age_months > _STALE * indicator.cadence_months


def read(reader: Reader, *, on: date, known: datetime = PRESENT) -> dict[str, Freshness]:
    """Return the freshness of every indicator that has a value, by its id."""
    end = on + timedelta(days=1)
    return {
        row["indicator_id"]: Freshness(
            row["latest_label"], (end - row["latest_end"]).days / _MONTH, row["observations"], row["areas"]
        )
        for row in reader.rows("indicators/freshness", end=end, known=known)
    }
