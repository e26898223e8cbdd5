"""Cities of every size: nothing but a place, no targets, one indicator, five hundred."""

from datetime import date
from pathlib import Path

import pytest

from cityops.access import SET_UP
from cityops.founding.acts import found
from cityops.founding.frameworks import frameworks
from cityops.progress.reads import progress
from cityops.store import Store
from tests.support import folder
from tests.support.folder import TODAY

PLACE = 'code = "C"\nname_zh = "一市"\ntime_zone = "Asia/Shanghai"\n'
ON = date(2025, 12, 31)


def _bare(path: Path, **files: str) -> Path:
    path.mkdir()
    (path / "city.toml").write_text(PLACE, "utf-8")
    for name, text in files.items():
        (path / name.replace("_csv", ".csv").replace("_toml", ".toml")).write_text(text, "utf-8")
    return path


def test_a_place_alone_is_a_city(store: Store, tmp_path: Path) -> None:
    done = found(store, SET_UP, folder.city(_bare(tmp_path / "c")), TODAY)
    assert (done["areas"], done["observations"], done["targets"]) == (1, 0, 0)
    assert progress(store, on=ON) is None


def test_a_vision_without_targets_has_no_number(store: Store, tmp_path: Path) -> None:
    vision = 'name_zh = "好城市"\n[[outcome]]\nid = "a"\nname_zh = "空气"\n'
    found(store, SET_UP, folder.city(_bare(tmp_path / "c", vision_toml=vision)), TODAY)
    seen = progress(store, on=ON)
    assert seen is not None
    assert (seen.city.headline, seen.city.coverage, seen.city.assessments) == (None, 0.0, ())


def test_one_indicator_is_enough(store: Store, tmp_path: Path) -> None:
    vision = (
        'name_zh = "好城市"\n[[outcome]]\nid = "a"\nname_zh = "空气"\n[[outcome.target]]\n'
        'indicator_id = "iso37120_2014_8.1"\nkind = "reach"\ntarget_value = 10\ntarget_year = 2030\n'
        "baseline_year = 2020\n"
    )
    rows = "\n".join(f"C,iso37120_2014_8.1,{2020 + i},{20 - i}" for i in range(6))
    new = _bare(
        tmp_path / "c",
        vision_toml=vision,
        indicators_csv="indicator_id,unit_zh\niso37120_2014_8.1,微克/立方米\n",
        observations_csv=f"area_code,indicator,year,value\n{rows}\n",
    )
    found(store, SET_UP, folder.city(new), TODAY)
    seen = progress(store, on=ON)
    assert seen is not None
    assert seen.city.headline == pytest.approx(0.5)
    assert (seen.districts, len(seen.city.assessments)) == ({}, 1)


def test_five_hundred_indicators_with_a_target_each(store: Store, tmp_path: Path) -> None:
    own = [f"own_{i}" for i in range(500 - len(frameworks()))]
    ids = [*frameworks(), *own]
    targets = "\n".join(
        f'[[outcome.target]]\nindicator_id = "{key}"\nkind = "maintain"\ntarget_value = 5\ntarget_year = 2030'
        "\nbaseline_year = 2020"
        for key in ids
    )
    described = [f"{key},,,0" for key in frameworks()] + [f"{key},Own {key},persons,1" for key in own]
    rows = "\n".join(f"C,{key},{year},5" for key in ids for year in (2020, 2024, 2025))
    new = _bare(
        tmp_path / "c",
        vision_toml=f'name_en = "All"\n[[outcome]]\nid = "all"\nname_en = "All"\n{targets}\n',
        indicators_csv="indicator_id,name_en,unit_en,direction\n" + "\n".join(described) + "\n",
        observations_csv=f"area_code,indicator,year,value\n{rows}\n",
    )
    done = found(store, SET_UP, folder.city(new), TODAY)
    assert (done["indicators"], done["targets"], done["observations"]) == (500, 500, 1500)
    seen = progress(store, on=ON)
    assert seen is not None
    assert (len(seen.city.assessments), seen.city.headline) == (500, pytest.approx(1.0))


def test_an_empty_file_of_targets_says_nothing_and_is_no_fault(tmp_path: Path) -> None:
    tables = {"targets_csv": "indicator,kind\n", "indicators_csv": "indicator_id,name_en\n"}
    new = folder.make(tmp_path / "new", without=("data/observations.csv", "vision.toml"), **tables)
    assert folder.city(new).indicators == ()
