"""Every version of a row is kept, nobody overwrites another unseen, and only who may write writes."""

import ast
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

import cityops
from cityops import access
from cityops.access import DUTIES, SET_UP, Actor, Duty, Role
from cityops.errors import NotAllowedError, RefusedError, StaleError
from cityops.indicators import reads
from cityops.indicators import writes as indicators
from cityops.ingest import importing
from cityops.store import PRESENT, Store, open_store
from cityops.vision import reads as vision_reads
from cityops.vision import settings
from cityops.vision import writes as visions
from tests.support import city, writes
from tests.support.counts import counts
from tests.support.writes import WHY, WRITES


@pytest.fixture(scope="module")
def written_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "city.duckdb"
    writes.build(open_store(str(path))).close()
    return path


@pytest.fixture(scope="module")
def untouched(written_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """For writes that are refused: it stays as it was."""
    opened = open_store(str(shutil.copy(written_file, tmp_path_factory.mktemp("untouched") / "city.duckdb")))
    yield opened
    opened.close()


@pytest.fixture
def written_to(written_file: Path, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(shutil.copy(written_file, tmp_path / "city.duckdb")))
    yield opened
    opened.close()


def _owner(store: Store) -> tuple[int, str]:
    found = reads.catalogue(store)["own_dust"]
    return found.version, found.owner


# --- versions ----------------------------------------------------------------


def test_a_change_opens_a_version_and_keeps_the_old_one(any_city: Store) -> None:
    before = any_city.clock.moment()
    values = {"owner": "Air office", "cadence_months": 6}
    version = indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, dict(values), WHY)
    assert (version, _owner(any_city)) == (2, (2, "Air office"))
    assert reads.catalogue(any_city, known=before)["own_dust"].owner == ""
    history = any_city.history(indicators.INDICATORS, "own_dust")
    assert [(row["version"], row["owner"], row["cadence_months"]) for row in history] == [
        (1, "", 12),
        (2, "Air office", 6),
    ]
    assert history[0]["known_to"] == history[1]["known_from"] == history[1]["changed_at"]


def test_the_history_says_who_when_in_which_role_and_why(any_city: Store) -> None:
    indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, {"owner": "Air office"}, WHY)
    names = ("person", "role", "action", "reason")
    found = [
        tuple(row[name] for name in names) for row in any_city.history(indicators.INDICATORS, "own_dust")
    ]
    assert found == [
        ("set-up", "administrator", "add_indicators", ""),
        ("Ada analyst", "analyst", "change_indicator", WHY),
    ]


def test_a_stale_write_shows_both_values_and_writes_nothing(any_city: Store) -> None:
    indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, {"owner": "Air office"}, WHY)
    before = counts(any_city)
    with pytest.raises(
        StaleError, match=r"own_dust.*changed by somebody else \(version 2, yours was made on 1"
    ) as e:
        indicators.change_indicator(any_city, city.ADMINISTRATOR, "own_dust", 1, {"owner": "Health"}, WHY)
    assert (e.value.yours, e.value.theirs) == ({"owner": "Health"}, {"owner": "Air office"})
    assert (counts(any_city), _owner(any_city)) == (before, (2, "Air office"))


def _remove(store: Store, version: int) -> int:
    return access.write(
        store,
        city.ANALYST,
        Duty.CATALOGUE,
        lambda tx: tx.remove(indicators.INDICATORS, "own_dust", version),
        action="remove_indicator",
    )


def test_a_delete_is_a_version_too(any_city: Store) -> None:
    before = any_city.clock.moment()
    assert _remove(any_city, 1) == 2
    assert "own_dust" not in reads.catalogue(any_city)
    assert "own_dust" in reads.catalogue(any_city, known=before)
    assert [row["is_deleted"] for row in any_city.history(indicators.INDICATORS, "own_dust")] == [False, True]


def test_a_delete_does_not_beat_an_edit_unseen(any_city: Store) -> None:
    indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, {"owner": "Air office"}, WHY)
    with pytest.raises(StaleError, match="changed by somebody else"):
        _remove(any_city, 1)
    assert _owner(any_city) == (2, "Air office")


def test_an_edit_of_what_was_removed_is_stale(any_city: Store) -> None:
    _remove(any_city, 1)
    with pytest.raises(StaleError, match=r"own_dust.*removed by somebody else"):
        indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, {"owner": "Air office"}, WHY)


REFUSALS = [
    pytest.param(
        "own_dust", {"colour": "red"}, r"no column 'colour' to write. It has framework", id="column"
    ),
    pytest.param("own_dust", {"version": 9}, r"no column 'version' to write", id="a_kept_column"),
    pytest.param("nothing", {"owner": "x"}, r"There is no 'nothing' in indicators", id="row"),
]


@pytest.mark.parametrize(("row_id", "values", "said"), REFUSALS)
def test_a_change_of_what_is_not_there_is_refused(
    small: Store, row_id: str, values: dict[str, object], said: str
) -> None:
    before = counts(small)
    with pytest.raises(RefusedError, match=said):
        indicators.change_indicator(small, city.ANALYST, row_id, 1, values, WHY)
    assert counts(small) == before


def test_a_second_row_of_the_same_id_is_refused(any_city: Store) -> None:
    before = counts(any_city)
    with pytest.raises(RefusedError, match=r"There is a row with this key already.*Nothing was written\."):
        indicators.add_indicators(
            any_city, city.ANALYST, [city.indicator("own_new"), city.indicator("own_dust")]
        )
    assert counts(any_city) == before


def test_old_targets_settings_and_areas_stay_readable(any_city: Store) -> None:
    then = any_city.clock.moment()
    visions.change_target(any_city, city.ANALYST, "dust", 1, {"target_value": 8.0}, WHY)
    settings.save(any_city, city.ADMINISTRATOR, {"reporting_date": "2025-03-31"})
    indicators.add_areas(any_city, city.ANALYST, [city.area("T4", kind="district")], [])
    visions.change_outcome(any_city, SET_UP, "air", 1, {"weight": 3.0}, WHY)

    def seen(**known: Any) -> tuple[object, ...]:
        target = vision_reads.targets(any_city, **known)[0]
        outcome = vision_reads.outcomes(any_city, "vision", **known)[0]
        setting = settings.read(any_city, **known)
        areas = reads.areas(any_city, on=city.ON, **known)
        return target.target_value, outcome.weight, setting.reporting_date, len(areas)

    assert seen(known=then) == (10.0, 1.0, "2024-12-31", 4)
    assert seen() == (8.0, 3.0, "2025-03-31", 5)


def test_an_area_exists_from_its_first_day_to_the_day_before_its_last(small: Store) -> None:
    short = city.area("T4", kind="district", valid_from=date(2001, 4, 1), valid_to=date(2009, 4, 1))
    indicators.add_areas(small, city.ANALYST, [short], [])
    days = [date(2001, 3, 31), date(2001, 4, 1), date(2009, 3, 31), date(2009, 4, 1)]
    assert ["T4" in reads.areas(small, on=day) for day in days] == [False, True, True, False]


# --- people ------------------------------------------------------------------


def test_a_person_can_be_erased_and_the_facts_stay(any_city: Store) -> None:
    city.upload(any_city, "T0,Fine dust,2020,20", reason=WHY)
    indicators.change_indicator(any_city, city.ANALYST, "own_dust", 1, {"owner": "Air office"}, WHY)
    before = counts(any_city)
    assert access.erase_person(any_city, city.ADMINISTRATOR, city.ANALYST.name, "on request") == 1
    change = any_city.history(indicators.INDICATORS, "own_dust")[-1]
    assert (change["person"], change["owner"], change["role"]) == (None, "Air office", "analyst")
    upload = any_city.rows("ingest/uploads", known=PRESENT)[0]
    assert (upload["person"], upload["reason"]) == (None, WHY)
    assert counts(any_city) == before | {"changes": before["changes"] + 1, "people": before["people"] + 1}


def test_an_erased_person_who_returns_is_somebody_new(any_city: Store) -> None:
    for owner in ("one", "two"):
        indicators.change_indicator(
            any_city, city.ANALYST, "own_dust", _owner(any_city)[0], {"owner": owner}, WHY
        )
        if owner == "one":
            access.erase_person(any_city, city.ADMINISTRATOR, city.ANALYST.name, "on request")
    people = [
        (row["person"], row["person_id"]) for row in any_city.history(indicators.INDICATORS, "own_dust")
    ]
    assert [name for name, _ in people] == ["set-up", None, city.ANALYST.name]
    assert len({number for _, number in people}) == 3


def test_an_unknown_person_cannot_be_erased(any_city: Store) -> None:
    before = counts(any_city)
    with pytest.raises(RefusedError, match=r"The store knows nobody named 'Nobody'\."):
        access.erase_person(any_city, city.ADMINISTRATOR, "Nobody", "on request")
    assert counts(any_city) == before


# --- roles -------------------------------------------------------------------


def _cases(*, allowed: bool) -> list[ParameterSet]:
    cases = [
        (name, role)
        for name, (duty, _) in WRITES.items()
        for role in Role
        if (duty in DUTIES[role]) is allowed
    ]
    return [pytest.param(name, role, id=f"{name}-{role.value}") for name, role in cases]


@pytest.mark.parametrize(("name", "role"), _cases(allowed=True))
def test_who_may_write_writes(name: str, role: Role, written_to: Store) -> None:
    before, version = counts(written_to), written_to.version
    WRITES[name][1](written_to, city.ACTORS[role])
    assert counts(written_to)["changes"] == before["changes"] + 1
    assert written_to.version == version + 1


@pytest.mark.parametrize(("name", "role"), _cases(allowed=False))
def test_who_may_not_write_is_told_who_may(name: str, role: Role, untouched: Store) -> None:
    before, version = counts(untouched), untouched.version
    said = f"A {role.value} may not change {WRITES[name][0].value}; nothing was written. Sign in as"
    with pytest.raises(NotAllowedError, match=said):
        WRITES[name][1](untouched, city.ACTORS[role])
    assert (counts(untouched), untouched.version) == (before, version)


def test_a_dry_run_asks_for_the_same_duty(small: Store, actors: dict[Role, Actor]) -> None:
    with pytest.raises(NotAllowedError):
        importing.import_file(
            small, actors[Role.VIEWER], "a.csv", city.csv("T0,Fine dust,2020,20"), city.CLOCKS, dry_run=True
        )


ROOMS = Path(cityops.__file__).parent
FILES = [*sorted(ROOMS.glob("*/writes.py")), ROOMS / "ingest/importing.py", ROOMS / "vision/settings.py"]


def _calls(function: ast.FunctionDef) -> set[str]:
    found = {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
    return found | {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}


def _writes(name: str, functions: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function, or a helper of its module, comes to `access.write`."""
    calls = _calls(functions[name])
    helpers = (calls & functions.keys()) - seen - {name}
    return "access.write" in calls or any(_writes(h, functions, seen | {name}) for h in helpers)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_write_takes_an_actor_goes_through_access_and_is_in_the_table(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    takes = {name: [a.arg for a in node.args.args] for name, node in functions.items()}
    writers = {name for name in functions if _writes(name, functions)}
    public = {name for name in writers if not name.startswith("_")}
    module = f"{path.parent.name}.{path.stem}"
    assert public
    assert {name for name in writers if "actor" not in takes[name]} == set()
    assert {name for name in public if f"{module}.{name}" not in WRITES} == set()
    # Who is given the store itself, and is no read, writes through access or not at all.
    assert {name for name, words in takes.items() if "store" in words} - writers <= {"_checked"}
    assert "store.write" not in path.read_text("utf-8")
