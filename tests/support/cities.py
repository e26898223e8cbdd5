"""Cities of odd sizes as folders: nothing but a place, no targets, one indicator, five hundred."""

from collections.abc import Callable
from pathlib import Path

from cityops.founding.frameworks import frameworks

PLACE = 'code = "C"\nname_zh = "一市"\ntime_zone = "Asia/Shanghai"\nreporting_date = 2025-12-31\n'
AIR = "iso37120_2014_8.1"
_TARGET = (
    '[[outcome.target]]\nindicator_id = "{key}"\nkind = "{kind}"\ntarget_value = {value}\n'
    "target_year = 2030\nbaseline_year = 2020\n"
)


def bare(path: Path, **files: str) -> Path:
    """Write a city of a place and these files; `vision_toml` for vision.toml."""
    path.mkdir()
    for name, text in ({"city_toml": PLACE} | files).items():
        (path / name.replace("_csv", ".csv").replace("_toml", ".toml")).write_text(text, "utf-8")
    return path


def place_alone(path: Path) -> Path:
    """A place, and nothing in it."""
    return bare(path)


def without_targets(path: Path) -> Path:
    """A vision with an outcome that has no target, and no data."""
    return bare(path, vision_toml='name_zh = "好城市"\n[[outcome]]\nid = "a"\nname_zh = "空气"\n')


def without_targets_but_data(path: Path) -> Path:
    """A vision without targets, areas without boundaries, and data."""
    return bare(
        path,
        areas_csv="area_code,name_zh\nC1,北区\nC2,南区\n",
        indicators_csv=f"indicator_id,unit_zh\n{AIR},微克/立方米\n",
        vision_toml='name_zh = "好城市"\n[[outcome]]\nid = "a"\nname_zh = "空气"\n',
        observations_csv=f"area_code,indicator,year,value\nC,{AIR},2024,20\nC1,{AIR},2024,21\n",
    )


def one_indicator(path: Path) -> Path:
    """One indicator with one target, half of the way behind it."""
    rows = "\n".join(f"C,{AIR},{2020 + i},{20 - i}" for i in range(6))
    target = _TARGET.format(key=AIR, kind="reach", value=10)
    return bare(
        path,
        vision_toml=f'name_zh = "好城市"\n[[outcome]]\nid = "a"\nname_zh = "空气"\n{target}',
        indicators_csv=f"indicator_id,unit_zh\n{AIR},微克/立方米\n",
        observations_csv=f"area_code,indicator,year,value\n{rows}\n",
    )


def targets_without_data(path: Path) -> Path:
    """A target, areas without boundaries, and no data yet."""
    target = _TARGET.format(key=AIR, kind="reach", value=10)
    return bare(
        path,
        areas_csv="area_code,name_zh\nC1,北区\nC2,南区\n",
        indicators_csv=f"indicator_id,unit_zh\n{AIR},微克/立方米\n",
        vision_toml=f'name_zh = "好城市"\n[[outcome]]\nid = "a"\nname_zh = "空气"\n{target}',
    )


def five_hundred(path: Path) -> Path:
    """The frameworks and some of its own, five hundred in all, a target each."""
    own = [f"own_{i}" for i in range(500 - len(frameworks()))]
    ids = [*frameworks(), *own]
    targets = "".join(_TARGET.format(key=key, kind="maintain", value=5) for key in ids)
    described = [f"{key},,,0" for key in frameworks()] + [f"{key},Own {key},persons,1" for key in own]
    rows = "\n".join(f"C,{key},{year},5" for key in ids for year in (2020, 2024, 2025))
    return bare(
        path,
        vision_toml=f'name_en = "All"\n[[outcome]]\nid = "all"\nname_en = "All"\n{targets}',
        indicators_csv="indicator_id,name_en,unit_en,direction\n" + "\n".join(described) + "\n",
        observations_csv=f"area_code,indicator,year,value\n{rows}\n",
    )


CITIES: dict[str, Callable[[Path], Path]] = {
    make.__name__: make
    for make in (
        place_alone,
        without_targets,
        without_targets_but_data,
        one_indicator,
        targets_without_data,
        five_hundred,
    )
}
