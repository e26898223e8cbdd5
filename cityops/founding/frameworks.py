"""The catalogue of the six frameworks, as it comes with the product."""

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from cityops.config import ROOT
from cityops.indicators.model import Indicator

_FILE = ROOT / "data" / "frameworks" / "indicator_catalogue.csv"
_DIRECTIONS = {"higher_better": 1, "lower_better": -1}


@cache
def frameworks() -> Mapping[str, Indicator]:
    """Return the indicators of the frameworks by id."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        found = [_indicator(row) for row in csv.DictReader(file)]
    return MappingProxyType({one.id: one for one in found})


def _indicator(row: dict[str, str]) -> Indicator:
    slug = row["framework"].lower().replace(" ", "").replace(":", "_")
    return Indicator(
        id=f"{slug}_{row['id'].lower().replace(' ', '')}",
        version=1,
        framework=row["framework"],
        code=row["id"],
        theme_en=row["theme_en"],
        theme_zh=row["theme_zh"],
        name_en=row["name_en"],
        name_zh=row["name_zh"],
        name_zh_source=row["zh_source"],
        definition_en=None,
        definition_zh=None,
        unit_en=row["unit"],
        unit_zh=row["unit"],
        direction=_DIRECTIONS.get(row["direction"], 0),
        kind=row["kind"],
        purpose=row["iso37101_purpose"],
        source=row["source"],
        licence="",
        is_verified=row["verified"] == "yes",
        verification_note=row["verification_note"],
        decimals=1,
        cadence_months=12,
        city_value="given",
        weight_indicator_id=None,
        hard_low=None,
        hard_high=None,
        owner="",
        is_illustrative=False,
    )
