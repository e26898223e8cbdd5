"""The operating model in the store: it comes whole, a city words it as its own, and nothing is lost."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cityops.access import SET_UP, Role, erase_person
from cityops.commands import COMMANDS
from cityops.config import Config
from cityops.errors import CityOpsError, NotAllowedError, RefusedError, StaleError, UsageError
from cityops.operating_model import as_json, reads, rules, writes
from cityops.operating_model.model import LEVELS, PRINCIPLES, OperatingModel
from cityops.operating_model.shipped import shipped
from cityops.store import PRESENT, Store, open_store
from cityops.store.moments import FOREVER
from cityops.vision import releases
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGES, words
from tests.support import city

FACILITATOR = city.ACTORS[Role.FACILITATOR]


@pytest.fixture
def filled(small: Store) -> Store:
    """The small city with its operating model."""
    writes.load(small, SET_UP)
    return small


def _model(store: Store, known: datetime = PRESENT) -> OperatingModel:
    model = reads.read(store, known=known)
    assert model is not None
    return model


def _change(store: Store, item_id: str, reason: str = "", **values: object) -> int:
    item = reads.read(store)
    found = item.find(item_id) if item else None
    return writes.change(store, FACILITATOR, item_id, found.version if found else 1, values, reason)


# --- it comes whole -----------------------------------------------------------


def test_what_was_loaded_is_what_was_shipped(any_store: Store) -> None:
    assert reads.read(any_store) is None
    rows = writes.load(any_store, SET_UP)
    model, files = _model(any_store), shipped()
    assert rows == len(files.items)
    for name in ("elements", "labels", "modules"):
        assert getattr(model, name) == getattr(files, name)
    for name in ("statements", "levels", "evidence"):
        assert set(getattr(model, name)) == set(getattr(files, name))
    assert model.reworded == frozenset()


def test_a_second_load_leaves_a_city_its_words(filled: Store) -> None:
    _change(filled, "B5/3", text_en="Ours")
    assert writes.load(filled, SET_UP) == 0
    assert [row.text_en for row in _model(filled).levels if row.id == "B5/3"] == ["Ours"]


def test_a_city_that_is_founded_has_its_model(london: Store) -> None:
    model = _model(london)
    assert (len(model.elements), len(model.statements)) == (28, 158)


def test_a_store_from_before_gets_the_model_when_it_is_opened(small_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    path.write_bytes(small_file.read_bytes())
    for _ in ("the first time", "the second time"):
        opened = runtime.open_with(Config(database=str(path)))
        changes = [row["action"] for row in opened.rows("operations/acts", most=50)]
        assert len(_model(opened).elements) == 28
        assert changes.count("load_model") == 1
        opened.close()


def test_a_store_without_a_city_stays_empty(tmp_path: Path) -> None:
    opened = runtime.open_with(Config(database=str(tmp_path / "new.duckdb")))
    assert (opened.version, reads.read(opened)) == (0, None)
    opened.close()


def test_a_copy_from_before_is_given_the_model_when_it_is_put_back(filled: Store, small_file: Path) -> None:
    COMMANDS["restore"].run(filled, city.ADMINISTRATOR, {"source": str(small_file)})
    assert len(_model(filled).elements) == 28


def test_a_release_from_before_shows_the_model_as_it_came(small: Store) -> None:
    before = releases.release(small, SET_UP, "before there was a model")
    writes.load(small, SET_UP)
    _change(small, "B5/3", text_en="Not released")
    assert _model(small, known=before).find("B5/3") == shipped().find("B5/3")


# --- in the city's words ------------------------------------------------------

CHANGES = [
    pytest.param("B5", {"title_en": "How things fit"}, id="title"),
    pytest.param("A1", {"purpose_zh": "目的"}, id="purpose_of_a_principle"),
    pytest.param("B5", {"facet": "data"}, id="home"),
    pytest.param("B5", {"is_active": False}, id="element_off"),
    pytest.param("B5.1", {"text_en": "Ours", "text_zh": "我们的"}, id="statement"),
    pytest.param("A1.1", {"is_active": False}, id="statement_of_a_principle_off"),
    pytest.param("B5/3", {"text_en": "Ours"}, id="level"),
    pytest.param("B5/e1", {"is_active": False}, id="evidence_off"),
    pytest.param("scale/3", {"name_en": "In place"}, id="step_of_the_scale"),
    pytest.param("purpose/resilience", {"name_zh": "恢复力"}, id="purpose"),
    pytest.param("purposes", {"is_on": False}, id="module_off"),
]


@pytest.mark.parametrize(("item_id", "values"), CHANGES)
def test_a_city_changes_its_model_and_the_history_says_who(
    filled: Store, item_id: str, values: dict[str, object]
) -> None:
    before = _model(filled).find(item_id)
    assert before is not None
    assert _change(filled, item_id, "the council asked", **values) == 2
    after = _model(filled).find(item_id)
    assert {name: getattr(after, name) for name in values} == values
    past = filled.history(writes.TABLES[type(before)], item_id)
    said = [(row["version"], row["person"], row["action"], row["reason"]) for row in past]
    assert said == [
        (1, "set-up", "load_model", ""),
        (2, "Ada facilitator", "change_model", "the council asked"),
    ]


REFUSED = [
    *(
        pytest.param(one, {"is_active": False}, "principle", id=f"{one}_dropped")
        for one in sorted(PRINCIPLES)
    ),
    pytest.param("B5.1", {"basis": "own"}, "column", id="basis"),
    pytest.param("B5", {"component": "A"}, "column", id="component"),
    pytest.param("source/itu", {"name_en": "Ours"}, "source", id="source"),
    pytest.param("B5", {"facet": "sports"}, "facet", id="no_such_home"),
    pytest.param("B5.1", {"text_en": " ", "text_zh": ""}, "empty", id="nothing_left"),
    pytest.param("B5", {"title_en": "", "title_zh": None}, "empty", id="no_title"),
    pytest.param("B5/3", {"text_en": "x" * 1001}, "long", id="too_long"),
    pytest.param("B5.1", {"is_active": True}, "same", id="nothing_changed"),
    pytest.param("B55", {"title_en": "x"}, "unknown", id="unknown"),
]


@pytest.mark.parametrize(("item_id", "values", "why"), REFUSED)
def test_what_cannot_be_changed_is_refused_in_both_languages(
    filled: Store, item_id: str, values: dict[str, object], why: str
) -> None:
    version = filled.version
    with pytest.raises(RefusedError) as refused:
        _change(filled, item_id, **values)
    assert filled.version == version
    for language in LANGUAGES:
        expected = words(language)(f"model.refused.{why}", id=item_id, columns="§", near="§")
        assert refused.value.sentence(language).startswith(expected.partition("§")[0])


def test_what_came_with_the_product_and_was_reworded_is_known_until_it_says_the_same_again(
    filled: Store,
) -> None:
    first = shipped().find("B5.1")
    _change(filled, "B5.1", text_en="Ours")
    assert _model(filled).reworded == {("B5.1", "en")}
    _change(filled, "B5.1", text_en=first.text_en)  # type: ignore[union-attr]
    assert _model(filled).reworded == frozenset()


def test_a_stale_edit_shows_both(filled: Store) -> None:
    writes.change(filled, SET_UP, "B5/3", 1, {"text_en": "Theirs"})
    with pytest.raises(StaleError) as stale:
        writes.change(filled, FACILITATOR, "B5/3", 1, {"text_en": "Mine"})
    assert (stale.value.yours, stale.value.theirs) == ({"text_en": "Mine"}, {"text_en": "Theirs"})


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST], ids=lambda role: role.value)
def test_who_may_not(filled: Store, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        writes.change(filled, city.ACTORS[role], "B5/3", 1, {"text_en": "Mine"})


# --- what a city adds ---------------------------------------------------------


def test_a_principle_of_its_own_stands_beside_the_four(filled: Store) -> None:
    added = writes.add_principle(
        filled, FACILITATOR, {"title_en": "Night city", "title_zh": "夜间城市"}, "services", "why"
    )
    model = rules.in_force(_model(filled))
    assert [one.id for one in model.elements][:6] == ["A1", "A2", "A3", "A4", added, "B1"]
    own = model.element(added)
    assert own is not None
    assert (own.component, own.basis, own.facet, own.title_zh) == ("A", "city", "services", "夜间城市")
    assert [(row.level, row.text_en) for row in model.levels_of(added)] == [(n, None) for n in LEVELS]
    _change(filled, f"{added}/3", text_en="Lights are on where people walk.")
    _change(filled, added, is_active=False)  # of its own a city drops what it likes
    assert rules.in_force(_model(filled)).element(added) is None


@pytest.mark.parametrize(
    ("add", "rows"), [(writes.add_statement, "statements_of"), (writes.add_evidence, "evidence_of")]
)
def test_what_is_added_to_an_element_comes_last(filled: Store, add: Any, rows: str) -> None:
    first = add(filled, FACILITATOR, "B5", {"text_en": "First"}, "why")
    second = add(filled, FACILITATOR, "B5", {"text_zh": "第二"}, "why")
    found = getattr(_model(filled), rows)("B5")
    assert [one.id for one in found][-2:] == [first, second]
    assert {one.basis for one in found[-2:]} == {"city"}
    assert _model(filled).reworded == frozenset()


@pytest.mark.parametrize(
    ("element", "values", "why"),
    [("B55", {"text_en": "x"}, "Near: B5"), ("B5", {"text_en": ""}, "nothing"), ("B5", {"a": "b"}, "name")],
    ids=["no_element", "no_text", "no_column"],
)
def test_what_cannot_be_added_is_refused(
    filled: Store, element: str, values: dict[str, object], why: str
) -> None:
    with pytest.raises(RefusedError, match=why):
        writes.add_statement(filled, FACILITATOR, element, values)


def test_nothing_can_be_added_where_there_is_no_model(store: Store) -> None:
    with pytest.raises(RefusedError, match="no operating model"):
        writes.add_statement(store, FACILITATOR, "B5", {"text_en": "x"})


def test_the_changes_of_an_element_are_its_own_newest_first(filled: Store) -> None:
    _change(filled, "B5/3", "first", text_en="Ours")
    _change(filled, "B6/3", "elsewhere", text_en="Ours, too")
    added = writes.add_statement(filled, FACILITATOR, "B5", {"text_en": "New"}, "second")
    _change(filled, "B5", "third", title_en="How things fit")
    found = reads.changes(filled, _model(filled), "B5")
    assert [(one.item_id, one.reason, one.person) for one in found] == [
        ("B5", "third", "Ada facilitator"),
        (added, "second", "Ada facilitator"),
        ("B5/3", "first", "Ada facilitator"),
    ]


# --- what is off leaves no trace ----------------------------------------------


def _everything(store: Store) -> str:
    """What a reader can come by: screen, table, command, changes."""
    model = rules.in_force(_model(store))
    told = [str(COMMANDS["model"].run(store, FACILITATOR, {})), as_json.table(model, words("en"))]
    told += [str(reads.changes(store, model, one.id)) for one in model.elements]
    return "\n".join((*told, str([one for one in model.items if one.id != "purposes"])))


def test_the_purposes_leave_no_trace_and_come_back_as_they_were(filled: Store) -> None:
    _change(filled, "B1.1", text_en="Ours: purposes of GB/T 40759")
    _change(filled, "purpose/resilience", name_en="Standing up again")
    before = _everything(filled)
    assert "40759" in before
    assert "Standing up again" in before
    _change(filled, "purposes", is_on=False)
    off = _everything(filled)
    for trace in ("40759", "37101", "purposes", "宗旨", "议题", "Standing up again", "Biodiversity", "B1.1"):
        assert trace not in off, trace
    assert COMMANDS["model"].run(filled, FACILITATOR, {})["counts"]["statements"] == 157  # type: ignore[call-overload]
    with pytest.raises(RefusedError, match=r"no 'B1\.1'"):
        _change(filled, "B1.1", text_en="x")
    _change(filled, "purposes", is_on=True)
    assert _everything(filled).replace("version=3", "version=1") == before


def test_an_element_that_is_off_takes_all_of_its_own_with_it(filled: Store) -> None:
    before = len(_model(filled).statements)
    _change(filled, "B5", is_active=False)
    model = rules.in_force(_model(filled))
    assert (len(model.elements), len(model.statements)) == (27, before - 5)
    assert not [one for one in (*model.levels, *model.evidence) if one.element_id == "B5"]
    _change(filled, "B5", is_active=True)
    assert len(rules.in_force(_model(filled)).statements) == before


def test_names_in_a_citys_words_can_be_erased(filled: Store) -> None:
    _change(filled, "B5/3", text_en="Ada Byron keeps the matrix.")
    erase_person(filled, city.ADMINISTRATOR, "Ada Byron")
    assert [row.text_en for row in _model(filled).levels if row.id == "B5/3"] == [
        "erased person 1 keeps the matrix."
    ]


# --- the commands -------------------------------------------------------------


def test_the_table_has_a_line_for_each_part(filled: Store) -> None:
    _change(filled, "B5.1", text_en="=1+1")
    model = rules.in_force(_model(filled))
    rows = list(csv.reader(io.StringIO(as_json.table(model, words("en")))))
    parts = (model.elements, model.levels, model.statements, model.evidence)
    assert len(rows) == 1 + sum(map(len, parts)) + 6 + 12
    assert [row[4] for row in rows if row[2] == "B5.1"] == ["'=1+1"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"id": "B5", "en": "How things fit"}, {"title_en": "How things fit"}),
        ({"id": "B5", "zh": "问题？", "field": "question"}, {"question_zh": "问题？"}),
        ({"id": "scale/3", "en": "In place"}, {"name_en": "In place"}),
        ({"id": "B5.1", "state": "off"}, {"is_active": False}),
        ({"id": "purposes", "state": "off"}, {"is_on": False}),
        ({"id": "B5", "facet": "data"}, {"facet": "data"}),
    ],
    ids=["title", "question", "scale", "off", "module", "facet"],
)
def test_the_command_edits(filled: Store, arguments: dict[str, Any], expected: dict[str, object]) -> None:
    assert COMMANDS["model edit"].run(filled, FACILITATOR, arguments) == {"id": arguments["id"], "version": 2}
    found = _model(filled).find(arguments["id"])
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("model", {"element": "B55"}, RefusedError),
        ("model edit", {"id": "B5"}, UsageError),
        ("model edit", {"id": "B55", "en": "x"}, RefusedError),
        ("model edit", {"id": "B5", "en": "x", "field": "about"}, RefusedError),
        ("model add", {"kind": "statement", "en": "x"}, RefusedError),
    ],
    ids=["no_element", "nothing_to_do", "no_item", "no_field", "to_nothing"],
)
def test_the_command_refuses(
    filled: Store, name: str, arguments: dict[str, Any], error: type[CityOpsError]
) -> None:
    version = filled.version
    with pytest.raises(error):
        COMMANDS[name].run(filled, FACILITATOR, arguments)
    assert filled.version == version


@pytest.mark.parametrize("kind", ["principle", "statement", "evidence"])
def test_the_command_adds(filled: Store, kind: str) -> None:
    arguments = {"kind": kind, "element": "B5", "en": "Ours", "zh": "我们的"}
    result = COMMANDS["model add"].run(filled, FACILITATOR, arguments)
    assert _model(filled).find(result["id"]) is not None  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = open_store(str(tmp_path_factory.mktemp("model") / "m.duckdb"))
    writes.load(made, SET_UP)
    yield made
    made.close()


def test_the_model_is_read_at_any_moment(opened: Store) -> None:
    loaded = opened.rows("operating_model/loaded")[0]["loaded_at"]
    assert loaded < FOREVER
    assert _model(opened, known=loaded) == _model(opened)
