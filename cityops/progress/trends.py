"""The observations that count, as columns. A point becomes an object when somebody looks at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self, overload

import numpy as np
from numpy.typing import NDArray

from cityops.progress.assessment import Point
from cityops.progress.clock import decimal_years
from cityops.progress.model import Floats

_TYPES = {
    "indicator_id": "O",
    "area_id": "O",
    "period_end": "M8[D]",
    "period_label": "O",
    "value": "f8",
    "flag": "O",
    "upload_number": "i8",
    "line": "i8",
}
"""An empty result of PostgreSQL comes without types."""


@dataclass(frozen=True, slots=True, eq=False)
class Observations:
    """Observations sorted by indicator, area and end; the columns are equally long.

    Attributes:
        columns: As in the query `progress/points`.
        time: End of the period, decimal year.
        bounds: Position of the first observation and the one after the last, by indicator and area.
    """

    columns: Mapping[str, NDArray[Any]]
    time: Floats
    bounds: Mapping[tuple[str, str], tuple[int, int]]

    @classmethod
    def of(cls, columns: Mapping[str, NDArray[Any]]) -> Self:
        """Take the columns of the query, which are sorted."""
        columns = {name: columns[name].astype(dtype, copy=False) for name, dtype in _TYPES.items()}
        indicator, area = columns["indicator_id"], columns["area_id"]
        other = (indicator[1:] != indicator[:-1]) | (area[1:] != area[:-1])
        start = np.flatnonzero(np.append(True, other)[: len(area)])
        stop = np.append(start[1:], len(area))[: len(start)]
        keys = zip(indicator[start].tolist(), area[start].tolist(), strict=True)
        bounds = dict(zip(keys, zip(start.tolist(), stop.tolist(), strict=True), strict=True))
        return cls(columns, decimal_years(columns["period_end"] - 1), bounds)

    def trend(self, indicator_id: str, area_id: str) -> "Trend":
        """Return the observations of one indicator in one area; there may be none."""
        return Trend(self, *self.bounds.get((indicator_id, area_id), (0, 0)))

    def point(self, position: int) -> Point:
        """Return one observation."""
        found = {name: column[position] for name, column in self.columns.items()}
        return Point(
            end=found["period_end"].item() - timedelta(days=1),
            label=str(found["period_label"]),
            value=float(found["value"]),
            flag=str(found["flag"]),
            upload_number=int(found["upload_number"]),
            line=int(found["line"]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Trend(Sequence[Point]):
    """The observations of one indicator in one area, oldest first.

    Attributes:
        held: Where they are.
        start: Position of the first.
        stop: Position after the last.
    """

    held: Observations
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    @overload
    def __getitem__(self, place: int) -> Point: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Point, ...]: ...
    def __getitem__(self, place: int | slice) -> Point | tuple[Point, ...]:
        position = range(self.start, self.stop)[place]
        if isinstance(position, range):
            return tuple(self.held.point(i) for i in position)
        return self.held.point(position)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trend) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
