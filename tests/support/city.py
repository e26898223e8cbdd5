"""A small city to test with: three districts, five indicators, one vision with two outcomes."""

from dataclasses import replace
from datetime import date
from typing import Any

from cityops.access import SET_UP, Actor, Role
from cityops.indicators import writes as indicators
from cityops.indicators.model import Area, Indicator
from cityops.ingest.importing import Clocks, import_file
from cityops.ingest.model import Receipt
from cityops.store import Store
from cityops.vision import settings
from cityops.vision import writes as visions
from cityops.vision.model import Outcome, Target, Vision

CITY = "T0"
DISTRICTS = ("T1", "T2", "T3")
ON = date(2024, 12, 31)
TODAY = date(2025, 6, 30)
CLOCKS = Clocks(ON, TODAY)
ACTORS = {role: Actor(f"Ada {role.value}", role) for role in Role}
ANALYST = ACTORS[Role.ANALYST]
ADMINISTRATOR = ACTORS[Role.ADMINISTRATOR]

_AREA = Area(
    id=CITY,
    version=1,
    code=CITY,
    name_en="Testville",
    name_zh="测试市",
    kind="city",
    valid_from=date(1900, 1, 1),
    valid_to=date(9999, 12, 31),
    predecessors="",
    boundary=None,
)
_INDICATOR = Indicator(
    id="own_people",
    version=1,
    framework="own",
    code="own_people",
    theme_en=None,
    theme_zh=None,
    name_en="People",
    name_zh="人口",
    name_zh_source="own",
    definition_en=None,
    definition_zh=None,
    unit_en="people",
    unit_zh="人",
    direction=1,
    kind="own",
    purpose="",
    source="register",
    licence="",
    is_verified=True,
    verification_note="",
    decimals=0,
    cadence_months=12,
    city_value="sum",
    weight_indicator_id=None,
    hard_low=0.0,
    hard_high=None,
    owner="",
    is_illustrative=False,
)
_TARGET = Target(
    id="target",
    version=1,
    indicator_id="own_dust",
    area_id=CITY,
    outcome_id="air",
    weight=1.0,
    kind="reach",
    target_value=10.0,
    low=None,
    high=None,
    target_date=date(2030, 12, 31),
    baseline_label="2020",
    baseline_end=date(2021, 1, 1),
    baseline_value=20.0,
    baseline_source="a.csv, line 2",
    milestones="",
    owner="",
    source_title="Air plan",
    source_address="",
    source_year=2020,
    source_says="",
    fit="",
    is_verified=True,
    is_illustrative=False,
    note_en=None,
    note_zh=None,
)
VISION = Vision("vision", 1, CITY, "A city to live in", "宜居之城", False)
OUTCOMES = (
    Outcome("air", 1, "vision", "Clean air", "空气清洁", 1.0, 1, False),
    Outcome("life", 1, "vision", "Good life", "美好生活", 1.0, 2, False),
)


def area(area_id: str, **changes: Any) -> Area:
    """Return an area with its own id and the given changes."""
    return replace(_AREA, id=area_id, **{"code": area_id} | changes)


def indicator(indicator_id: str, **changes: Any) -> Indicator:
    """Return an indicator with its own id and the given changes."""
    return replace(_INDICATOR, id=indicator_id, **{"code": indicator_id} | changes)


def target(target_id: str, **changes: Any) -> Target:
    """Return a target with its own id and the given changes."""
    return replace(_TARGET, id=target_id, **changes)


def areas() -> list[Area]:
    """The city and its districts."""
    names = {"T1": ("North", "北区"), "T2": ("South", "南区"), "T3": ("East", "东区")}
    rest = [area(i, name_en=en, name_zh=zh, kind="district") for i, (en, zh) in names.items()]
    return [area(CITY), *rest]


def catalogue() -> list[Indicator]:
    """Two totals, a mean weighted by one of them, one that is given, and one of a framework."""
    return [
        indicator("own_people"),
        indicator("own_homes", name_en="Homes", name_zh="住房", unit_en="homes", unit_zh="套"),
        indicator(
            "own_jobless",
            name_en="Jobless rate",
            name_zh="失业率",
            unit_en="%",
            unit_zh="%",
            direction=-1,
            city_value="weighted_mean",
            weight_indicator_id="own_people",
            hard_high=100.0,
        ),
        indicator(
            "own_dust",
            name_en="Fine dust",
            name_zh="细颗粒物",
            unit_en="ug/m3",
            unit_zh="微克/立方米",
            direction=-1,
            city_value="given",
            hard_high=1000.0,
        ),
        indicator("iso_5_1", framework="ISO 37120:2018", code="5.1", name_en="Jobs", name_zh="就业"),
    ]


def build(store: Store) -> Store:
    """Put the small city into an empty store."""
    parents = [("administrative", district, CITY) for district in DISTRICTS]
    indicators.add_areas(store, SET_UP, areas(), parents)
    indicators.add_indicators(store, SET_UP, catalogue())
    settings.save(store, SET_UP, {"city": CITY, "reporting_date": ON.isoformat()})
    visions.add_vision(store, SET_UP, VISION, OUTCOMES)
    visions.add_targets(store, SET_UP, [target("dust")])
    return store


def csv(*rows: str, header: str = "area_code,indicator,year,value") -> bytes:
    """Return a file of a header and rows."""
    return ("\n".join((header, *rows)) + "\n").encode()


def upload(
    store: Store, *rows: str, header: str = "area_code,indicator,year,value", **options: Any
) -> Receipt:
    """Import rows that are right, whatever gets worse by them."""
    name, confirm = options.pop("name", "a.csv"), options.pop("confirm", True)
    receipt = import_file(store, ANALYST, name, csv(*rows, header=header), CLOCKS, confirm=confirm, **options)
    assert receipt.errors == ()
    return receipt
