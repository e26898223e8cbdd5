"""Series of a file rated without a store, for the command `rate`."""

from math import nan
from pathlib import Path
from typing import Any

import numpy as np

from cityops.progress import reduce
from cityops.progress.cells import Cells, number, read_cells
from cityops.progress.methods import method_named
from cityops.progress.model import (
    Bools,
    ClassCode,
    Floats,
    History,
    Ints,
    Kind,
    Ratings,
    ReasonCode,
    Series,
    given,
)
from cityops.words.status import STATUS_OF_CLASS

_NEEDED = (
    "series",
    "year",
    "value",
    "baseline_year",
    "target_value",
    "target_year",
    "direction",
    "limit",
)
_OPTIONAL = ("kind", "low", "high", "lower", "upper")
_KINDS = {kind.key: float(kind) for kind in Kind}
_KIND_ADVICE = "not a kind of target. Write reach, maintain or band, or leave it empty for reach."
_DIRECTION_ADVICE = "Write 1 where more is better, -1 where less is."


def rate_table(path: Path, method: str) -> list[dict[str, Any]]:
    """Rate the series of a CSV file, each by its own latest period; no value is too old.

    A row is one year of a series. What is said of its target stands on every row of the series or only on
    some. A row without a value is a year that was not measured. A range of years, '2015-16', stands for its
    first year, and a baseline year without data for the next year with data, as Statistics Canada publishes
    it; without a baseline year the first year is taken.

    Args:
        path: Columns series, year, value, baseline_year, target_value, target_year, direction (1 or -1) and
            limit; where they are wanted kind (reach, maintain, band), low, high, lower and upper.
        method: Name of a method.

    Returns:
        One dictionary a series, in order of first appearance: `series`, `method`, `value`, `share`, `score`,
        `class`, `status`, `reason`. A number that there is not is None; the last three are codes.

    Raises:
        RefusedError: There is no such method, the file is no such table, or a series contradicts itself.
    """
    chosen = method_named(method)
    cells = read_cells(path, _NEEDED, _OPTIONAL)
    names, index = cells.groups("series")
    _check_names(cells, names, index)
    history = _history(cells, index)
    series = _series(cells, index, history, len(names))
    return _rows(names, chosen.name, chosen.rate(series, gate=False, history=history))


def _check_names(cells: Cells, names: list[str], index: Ints) -> None:
    if "" in names:
        row = int(np.argmax(index == names.index("")))
        raise cells.refusal(row, "series", "but every row needs the name of its series. Fill it in.")


def _history(cells: Cells, index: Ints) -> History:
    """Return the rows with a value, sorted; the value of 2018 stands at the end of that year, 2019.0."""
    year, value = cells.years("year"), cells.numbers("value")
    if np.isnan(year).any():
        row = int(np.argmax(np.isnan(year)))
        raise cells.refusal(row, "year", "but every row needs one. Write it as 2015 or 2015-16.")
    order = np.lexsort((year, index))
    _check_repeats(cells, order, (np.diff(index[order]) == 0) & (np.diff(year[order]) == 0.0))
    held = order[~np.isnan(value[order])]
    return History(index[held], year[held] + 1.0, value[held])


def _check_repeats(cells: Cells, order: Ints, same: Bools) -> None:
    if same.any():
        first, second = min(zip(order[:-1][same], order[1:][same], strict=True), key=lambda pair: pair[1])
        before = f"as on line {cells.line(int(first))} of the same series"
        raise cells.refusal(int(second), "year", f"{before}. Leave one of the two lines out.")


def _series(cells: Cells, index: Ints, history: History, size: int) -> Series:
    def said(column: str, given: Floats) -> Floats:
        return _said(cells, column, given, index, size)

    years = {name: said(name, cells.years(name)) + 1.0 for name in ("baseline_year", "target_year")}
    names = ("target_value", "limit", "low", "high", "lower", "upper")
    numbers = {name: said(name, cells.numbers(name)) for name in names}
    kind = np.nan_to_num(said("kind", cells.converted("kind", _kind, _KIND_ADVICE)))
    direction = said("direction", cells.converted("direction", _direction, f"not one. {_DIRECTION_ADVICE}"))
    _check_directions(cells, index, np.isnan(direction) & (kind != Kind.BAND))
    ends = reduce.ends(history.series_index, history.time, years["baseline_year"])
    latest = reduce.at(history.time, ends.latest)
    return Series.of(
        kind=kind,
        direction=np.nan_to_num(direction, nan=1.0),
        baseline_value=reduce.at(history.value, ends.baseline),
        baseline_time=reduce.at(history.time, ends.baseline),
        value=reduce.at(history.value, ends.latest),
        time=latest,
        target=numbers.pop("target_value"),
        target_time=years["target_year"],
        points=ends.points,
        clock=latest,
        **numbers,
    )


def _said(cells: Cells, column: str, given: Floats, index: Ints, size: int) -> Floats:
    """Return what the rows of each series say of its target; NaN where none says anything."""
    rows = np.flatnonzero(~np.isnan(given))
    said = np.full(size, np.nan)
    said[index[rows]] = given[rows]
    other = rows[given[rows] != said[index[rows]]]
    if len(other):
        last = rows[index[rows] == index[other[0]]][-1]
        raise cells.refusal(
            int(other[0]),
            column,
            f"but line {cells.line(int(last))} of the same series says {cells.found(int(last), column)!r}. "
            "Give a series one target, or split it into two series.",
        )
    return said


def _kind(text: str) -> float:
    if text and text not in _KINDS:
        raise ValueError(text)
    return _KINDS.get(text, nan)


def _direction(text: str) -> float:
    direction = number(text)
    if direction not in (1.0, -1.0) and text:
        raise ValueError(text)
    return direction


def _check_directions(cells: Cells, index: Ints, missing: Bools) -> None:
    if missing.any():
        row = int(np.argmax(missing[index]))
        raise cells.refusal(row, "direction", f"as on all rows of its series. {_DIRECTION_ADVICE}")


def _rows(names: list[str], method: str, ratings: Ratings) -> list[dict[str, Any]]:
    classes = [ClassCode(code).key for code in range(len(ClassCode))]
    reasons = [ReasonCode(code).key for code in range(len(ReasonCode))]
    statuses = [STATUS_OF_CLASS[key].value for key in classes]
    columns = (ratings.value, ratings.share, ratings.score)
    return [
        {
            "series": name,
            "method": method,
            "value": value,
            "share": share,
            "score": score,
            "class": classes[class_code],
            "status": statuses[class_code],
            "reason": reasons[reason],
        }
        for name, value, share, score, class_code, reason in zip(
            names,
            *(given(numbers) for numbers in columns),
            ratings.class_code.tolist(),
            ratings.reason.tolist(),
            strict=True,
        )
    ]
