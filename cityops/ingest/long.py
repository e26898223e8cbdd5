"""Values as a file in the format that the upload takes: what was downloaded goes back in unchanged."""

import csv
import io
from collections.abc import Collection, Iterable
from datetime import date, datetime

from cityops.indicators.model import Indicator
from cityops.indicators.values import by_area
from cityops.store import PRESENT, Reader

HEADER = ("area_code", "indicator", "year", "value", "unit", "flag")


def template() -> str:
    """Return a file without a row."""
    return _written([])


def table(
    reader: Reader,
    indicators: Iterable[Indicator],
    areas: Collection[str] | None = None,
    *,
    on: date,
    known: datetime = PRESENT,
) -> str:
    """Return the values of indicators up to a reporting date, one a line.

    Only what was claimed is in it: a value that follows from others would come back in as a claim.

    Args:
        reader: The store.
        indicators: Which ones.
        areas: Ids of the areas to take; None takes all.
        on: Reporting date.
        known: Moment of knowledge.
    """
    return _written(
        (area, one.id, value.label, repr(value.value), one.unit_en, value.flag)
        for one in indicators
        for area, values in by_area(reader, one.id, on=on, known=known).items()
        if areas is None or area in areas
        for value in values
    )


def _written(rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return text.getvalue()
