"""A made-up city of any size, built through the functions that a real one is built with."""

import io
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from cityops.access import SET_UP
from cityops.indicators import writes as indicators
from cityops.indicators.model import Area, Indicator
from cityops.ingest.importing import Clocks, import_file
from cityops.store import Store
from cityops.vision import settings
from cityops.vision import writes as visions
from cityops.vision.model import Outcome, Target, Vision

CITY = "C000"
LAST = 2024
CLOCKS = Clocks(date(LAST, 12, 31), date(LAST + 1, 6, 30))
_OUTCOMES = 5


@dataclass(frozen=True, slots=True)
class Size:
    """How large the city is.

    Attributes:
        areas: The city itself and its districts.
        indicators: Each with a value for every area and year.
        years: Up to 2024.
        targets: Indicators with a target for the city; the districts inherit it.
    """

    areas: int
    indicators: int
    years: int
    targets: int

    @property
    def rows(self) -> int:
        """Observations in the whole city."""
        return self.areas * self.indicators * self.years

    def area_ids(self) -> list[str]:
        """Ids of the areas, the city first."""
        return [f"C{i:03}" for i in range(self.areas)]

    def indicator_ids(self) -> list[str]:
        """Ids of the indicators."""
        return [f"own_{i:04}" for i in range(self.indicators)]


def found(store: Store, size: Size) -> None:
    """Add areas, indicators and settings: all that an upload needs."""
    parents = [("administrative", area, CITY) for area in size.area_ids() if area != CITY]
    indicators.add_areas(store, SET_UP, [_area(area) for area in size.area_ids()], parents)
    indicators.add_indicators(store, SET_UP, [_indicator(one) for one in size.indicator_ids()])
    settings.save(store, SET_UP, {"city": CITY, "reporting_date": CLOCKS.on.isoformat()})


def envision(store: Store, size: Size, seed: int) -> None:
    """Add a vision of five outcomes and the city's targets."""
    rng = np.random.default_rng(seed)
    outcomes = [
        Outcome(f"o{i}", 1, "vision", f"Outcome {i}", None, 1.0, i + 1, True) for i in range(_OUTCOMES)
    ]
    visions.add_vision(store, SET_UP, Vision("vision", 1, CITY, "Made up", None, True), outcomes)
    levels = rng.uniform(30.0, 90.0, size.targets).round(1)
    ids = size.indicator_ids()[: size.targets]
    visions.add_targets(store, SET_UP, [_target(i, one, levels[i]) for i, one in enumerate(ids)])


def upload(store: Store, name: str, data: bytes) -> None:
    """Import a file.

    Raises:
        ValueError: It was not taken.
    """
    receipt = import_file(store, SET_UP, name, data, CLOCKS, confirm=True)
    if receipt.errors:
        raise ValueError(f"{name} was refused: {receipt.errors[0]}")


def file_of(size: Size, seed: int, share: float = 1.0) -> bytes:
    """Return a long CSV with a value for each area, indicator and year, or for a random share of them."""
    rng = np.random.default_rng(seed)
    row = np.flatnonzero(rng.random(size.rows) < share)
    year, series = row % size.years, row // size.years
    sink = io.BytesIO()
    arrow_csv.write_csv(
        pa.table(
            {
                "area_code": pa.array(size.area_ids()).take(series // size.indicators),
                "indicator": pa.array(size.indicator_ids()).take(series % size.indicators),
                "year": year + LAST - size.years + 1,
                "value": rng.uniform(0.0, 100.0, len(row)).round(2),
            }
        ),
        sink,
    )
    return sink.getvalue()


def _area(area_id: str) -> Area:
    kind = "city" if area_id == CITY else "district"
    return Area(area_id, 1, area_id, area_id, None, kind, date(1900, 1, 1), date(9999, 12, 31), "", None)


def _indicator(indicator_id: str) -> Indicator:
    return Indicator(
        id=indicator_id,
        version=1,
        framework="own",
        code=indicator_id,
        theme_en=None,
        theme_zh=None,
        name_en=None,
        name_zh=None,
        name_zh_source="own",
        definition_en=None,
        definition_zh=None,
        unit_en="points",
        unit_zh="分",
        direction=1,
        kind="own",
        purpose="",
        source="",
        licence="",
        is_verified=True,
        verification_note="",
        decimals=1,
        cadence_months=12,
        city_value="given",
        weight_indicator_id=None,
        hard_low=0.0,
        hard_high=100.0,
        owner="",
        is_illustrative=True,
    )


def _target(i: int, indicator_id: str, level: float) -> Target:
    return Target(
        id=f"{indicator_id}/{CITY}",
        version=1,
        indicator_id=indicator_id,
        area_id=CITY,
        outcome_id=f"o{i % _OUTCOMES}",
        weight=1.0,
        kind="reach",
        target_value=level,
        low=None,
        high=None,
        target_date=date(2030, 12, 31),
        baseline_label="2015",
        baseline_end=date(2016, 1, 1),
        baseline_value=20.0,
        baseline_source="made up",
        milestones="",
        owner="",
        source_title="",
        source_address="",
        source_year=None,
        source_says="",
        fit="",
        is_verified=False,
        is_illustrative=True,
        note_en=None,
        note_zh=None,
    )
