"""The operating model that comes with the product is whole, in both languages, and says nothing twice."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import pytest

from cityops.operating_model.model import BASES, COMPONENTS, FACETS, LEVELS, PRINCIPLES, PURPOSES, Element
from cityops.operating_model.shipped import FOLDER, shipped

MODEL = shipped()
FILES = sorted((FOLDER / "elements").glob("*.toml"))
HAN = re.compile(r"[一-鿿]")
KEYS = {
    "": {
        *("id", "rank", "key", "component", "group", "facet", "basis", "is_verified", "clause", "title_en"),
        *("title_zh", "is_title_zh_official", "purpose_en", "purpose_zh", "question_en", "question_zh"),
        *("level", "evidence", "statement"),
    },
    "statement": {"id", "en", "zh", "basis", "source", "module"},
    "evidence": {"en", "zh", "module"},
    "level": {"en", "zh"},
}
SAME = 0.85
"""Two sentences that are this much alike, letter by letter, are one sentence with a word exchanged."""


def _texts(language: str) -> Iterator[tuple[str, str]]:
    """Every sentence with the id of what says it."""
    for one in MODEL.elements:
        for name in ("title", "purpose", "question"):
            yield f"{one.id} {name}", getattr(one, f"{name}_{language}") or ""
    for row in (*MODEL.statements, *MODEL.levels, *MODEL.evidence):
        yield row.id, getattr(row, f"text_{language}") or ""
    for label in MODEL.labels:
        yield label.id, getattr(label, f"name_{language}") or ""


@pytest.mark.parametrize(
    ("what", "count"),
    [("elements", 28), ("statements", 158), ("levels", 140), ("modules", 1)],
)
def test_the_model_is_whole(what: str, count: int) -> None:
    assert len(getattr(MODEL, what)) == count


@pytest.mark.parametrize(
    ("kind", "count"),
    [("component", 4), ("group", 3), ("facet", 4), ("scale", 5), ("purpose", 6), ("issue", 12)],
)
def test_what_the_elements_belong_to_is_whole(kind: str, count: int) -> None:
    assert len(MODEL.of_kind(kind)) == count


@pytest.mark.parametrize(("component", "count"), [("A", 4), ("B", 14), ("C", 1), ("D", 9)])
def test_a_component_has_its_elements(component: str, count: int) -> None:
    found = [one.id for one in MODEL.elements if one.component == component]
    assert found == [f"{component}{n}" for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("facet", "elements"),
    [
        ("governance", "A1 B1 B2 B3 B4 B7 C1 D1 D2 D4 D5 D6 D8 D9"),
        ("services", "A2 B8 B9 B11 D3"),
        ("data", "A4 B6 B10 B13"),
        ("systems", "A3 B5 B12 B14 D7"),
    ],
)
def test_a_facet_has_its_elements(facet: str, elements: str) -> None:
    assert [one.id for one in MODEL.elements if one.facet == facet] == elements.split()


@pytest.mark.parametrize(
    ("group", "elements"),
    [("strategy", 7), ("services", 4), ("resources", 3), ("", 14)],
)
def test_a_group_has_its_elements(group: str, elements: int) -> None:
    assert sum(one.grouping == group for one in MODEL.elements) == elements


@pytest.mark.parametrize(("basis", "count"), [("standard", 33), ("lineage", 95), ("own", 30), ("city", 0)])
def test_every_statement_says_what_it_rests_on(basis: str, count: int) -> None:
    assert sum(one.basis == basis for one in MODEL.statements) == count


def test_ids_are_one_of_a_kind_and_follow_their_element() -> None:
    ids = Counter(one.id for one in MODEL.items)
    assert [key for key, count in ids.items() if count > 1] == []
    for one in MODEL.elements:
        statements = [row.id for row in MODEL.statements_of(one.id)]
        assert statements == [f"{one.id}.{n}" for n in range(1, len(statements) + 1)]
        assert [row.level for row in MODEL.levels_of(one.id)] == list(LEVELS)
        assert 3 <= len(MODEL.evidence_of(one.id)) <= 5
    assert {one.id for one in MODEL.elements if one.component == "A"} == PRINCIPLES


def test_every_word_that_is_used_is_known() -> None:
    sources = {label.key for label in MODEL.of_kind("source")} | {""}
    assert {one.component for one in MODEL.elements} == set(COMPONENTS)
    assert {one.facet for one in MODEL.elements} == set(FACETS)
    assert {one.basis for one in (*MODEL.elements, *MODEL.statements)} <= set(BASES)
    assert {one.source for one in MODEL.statements} == sources
    assert {one.module for one in (*MODEL.statements, *MODEL.evidence, *MODEL.labels)} == {"", PURPOSES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_no_key_that_nobody_reads(path: Path) -> None:
    table = tomllib.loads(path.read_text("utf-8"))
    assert (table.keys(), table["id"]) == (KEYS[""], path.stem)
    assert [int(step) for step in table["level"]] == list(LEVELS)
    rows = [("level", row) for row in table["level"].values()]
    rows += [(name, row) for name in ("statement", "evidence") for row in table[name]]
    assert [row for name, row in rows if not row.keys() <= KEYS[name]] == []


def test_a_clause_is_named_only_where_its_number_was_seen() -> None:
    clauses = {one.id: one.clause for one in MODEL.elements if one.clause}
    assert clauses == {"B4": "4.3.5", "B5": "4.3.6", "B6": "4.3.7"}


def test_a_source_fits_what_a_statement_rests_on() -> None:
    for one in MODEL.statements:
        assert (one.basis == "standard") == one.source.startswith("gb"), one.id
        assert not (one.basis == "own" and one.source), one.id


def test_only_what_speaks_of_the_purposes_belongs_to_their_module() -> None:
    owned = {one.id for one in (*MODEL.statements, *MODEL.evidence) if one.module}
    speaking = {key for key, text in _texts("en") if re.search(r"40759|37101|six purposes", text)}
    assert owned == speaking == {"B1.1", "B1/e3"}
    assert {label.kind for label in MODEL.labels if label.module} == {"purpose", "issue"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_missing_in_a_language(language: str) -> None:
    assert [key for key, text in _texts(language) if text != text.strip() or len(text) < 2] == []


def test_chinese_is_chinese_and_english_is_english() -> None:
    plain = [key for key, text in _texts("zh") if not HAN.search(text)]
    mixed = [key for key, text in _texts("en") if HAN.search(text)]
    half_width = [key for key, text in _texts("zh") if re.search(r"[一-鿿][,;:?!()]|[,;:?!()][一-鿿]", text)]
    assert (plain, mixed, half_width) == ([], [], [])


def _sentences(language: str) -> list[tuple[str, str]]:
    found = [(f"{one.id} {name}", getattr(one, f"{name}_{language}")) for one in MODEL.elements
             for name in ("purpose", "question")]  # fmt: skip
    found += [(row.id, getattr(row, f"text_{language}")) for row in (*MODEL.levels, *MODEL.statements)]
    return [(key, text) for key, text in found if text]


def _alike(first: str, second: str) -> bool:
    match = SequenceMatcher(None, first, second, autojunk=False)
    return match.real_quick_ratio() > SAME and match.quick_ratio() > SAME and match.ratio() > SAME


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_sentence_stands_twice_or_nearly_twice(language: str) -> None:
    alike = {
        (first, second)
        for (first, one), (second, other) in combinations(_sentences(language), 2)
        if _alike(one, other)
    }
    assert alike == set()


@pytest.mark.parametrize(("language", "shortest", "longest"), [("en", 50, 210), ("zh", 15, 75)])
def test_a_level_fits_a_button_of_a_phone(language: str, shortest: int, longest: int) -> None:
    sizes = {row.id: len(getattr(row, f"text_{language}")) for row in MODEL.levels}
    assert {key: size for key, size in sizes.items() if not shortest <= size <= longest} == {}


@pytest.mark.parametrize("one", MODEL.elements, ids=lambda one: one.id)
def test_the_levels_of_an_element_are_not_one_sentence_with_its_name_in_it(one: Element) -> None:
    """What the levels of two elements share is words of the language, not a template."""
    own = [_words(row.text_en) for row in MODEL.levels_of(one.id)]
    others = [row for row in MODEL.levels if row.element_id != one.id]
    for words, row in ((words, row) for words in own for row in others):
        shared = words & _words(row.text_en)
        assert len(shared) / len(words) < 0.45, (row.id, shared)


def _words(text: str | None) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", (text or "").lower()) if len(word) > 3}
