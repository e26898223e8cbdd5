"""The page of an assessment: what it finds, what it lets out as files, and what the sheet writes."""

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from cityops.access import Role
from cityops.assessment import answers, file, findings, reads, writes
from cityops.assessment.model import Review, Tally, WaveItem, WholeWave
from cityops.briefing import wave as sheets
from cityops.errors import NotAllowedError, RefusedError, StaleError
from cityops.operating_model import reads as models
from cityops.operating_model import writes as operating_model
from cityops.store import Store, open_store
from cityops.ui.assessment import files, sheet, votes, whole_table
from cityops.ui.register.model import ADD, REMOVE, SET, Entry
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGES
from tests.support import city, views
from tests.support.pages import exceptions, open_page, words
from tests.support.rooms import ADA, NEW, Hall, hall

FORMULA, OWNER = "=HYPERLINK(1)", "Marker Person"


@pytest.fixture(scope="module")
def filled(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two waves, made up, the later one with votes of two groups in two rounds; for tests that read."""
    path = shutil.copy(small_file, tmp_path_factory.mktemp("assessment") / "city.duckdb")
    store = open_store(str(path))
    operating_model.load(store, city.ADMINISTRATOR)
    first = writes.create_wave(store, ADA, replace(NEW, held_on=date(2024, 6, 30), is_illustrative=True))
    answers.answer(store, ADA, first, "B5", 1, {"current": "1", "ambition": "3"})
    found = hall(store)
    writes.change_wave(store, ADA, found.wave_id, 1, {"name_en": "Second", "name_zh": "第二轮"})
    _vote(found)
    wave = found.wave_id
    _answer(store, wave, "B5", {"current": "2", "ambition": "4", "rationale": FORMULA, "owner": OWNER})
    _answer(store, wave, "A1", {"current": "unknown"})
    _answer(store, wave, "B13", {"current": "not_applicable"})
    answers.add_evidence(store, ADA, wave, "B5", indicator="own_dust")
    answers.add_review(store, ADA, Review("", 1, wave, date(2025, 7, 1), OWNER, "Court", True, "Sound."))
    store.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYOPS_DB", str(path))
        st.cache_resource.clear()
        yield runtime.store()
        runtime.stop()
    st.cache_resource.clear()


def _vote(found: Hall) -> None:
    low, high = found.join(3, 0), found.join(3, 1)
    found.ask()
    found.vote([*low, *high], "112455")
    found.reveal()


def _answer(store: Store, wave: str, item: str, values: dict[str, object]) -> None:
    whole = reads.whole(store, wave)
    row = whole.item(item) if whole else None
    assert row is not None
    answers.answer(store, ADA, wave, item, row.version, values)


def newest(store: Store) -> WholeWave:
    whole = reads.whole(store, reads.waves(store)[0].id)
    assert whole is not None
    return whole


@cache
def seen(role: Role = Role.FACILITATOR, language: str = "en", **address: str) -> AppTest:
    return open_page("assessment", role, lang=language, **address)


TITLES = {
    "results": ({}, "furthest from its ambition: Mapping", "距目标最远的是"),
    "element": ({"element": "B5"}, "level 2, ambition 4", "现为2级，目标4级"),
    "not_known": ({"element": "A1"}, "nobody knows", "不清楚"),
    "sheet": ({"view": "sheet"}, "Score sheet: Second", "评分表：第二轮"),
    "another_element": ({"element": "Z9"}, "furthest from its ambition", "距目标最远的是"),
    "another_wave": ({"wave": "none"}, "furthest from its ambition", "距目标最远的是"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TITLES)
def test_an_address_opens_what_it_names(name: str, language: str, filled: Store) -> None:
    address, *titles = TITLES[name]
    page = seen(language=language, **address)
    assert exceptions(page) == []
    assert titles[LANGUAGES.index(language)] in page.title[0].value.replace("\\", "")
    assert len(page.warning) == name.startswith("another")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param({}, "2 of 2 answered", id="not-known-is-an-answer"),
        pytest.param({}, "1 not known", id="not-known-is-said"),
        pytest.param({}, "1 not applicable, and not counted", id="not-applicable-leaves-the-denominator"),
        pytest.param({}, "no ranking and no certificate", id="what-it-is-for"),
        pytest.param({}, "two steps apart or more", id="perception"),
        pytest.param({}, "Since the wave before: 1 up, 0 down, 0 as they were", id="moved"),
        pytest.param({"element": "B5"}, "Fine dust", id="an-indicator"),
        pytest.param({"element": "B5"}, FORMULA, id="the-reason"),
        pytest.param({"element": "B5"}, "No initiative is linked", id="room-for-initiatives"),
    ],
)
def test_what_a_reader_finds(address: dict[str, str], said: str, filled: Store) -> None:
    assert said in " ".join(words(seen(**address)).split())


def test_the_first_wave_is_marked_as_made_up_wherever_it_is_shown(filled: Store) -> None:
    first = reads.waves(filled)[-1].id
    for address in ({}, {"element": "B5"}, {"view": "sheet"}):
        assert "Illustrative" in words(seen(wave=first, **address))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wave_as_csv_holds_no_formula_and_says_what_it_is(language: str, filled: Store) -> None:
    model, whole = models.read(filled), newest(filled)
    assert model is not None
    made_up = replace(whole, wave=replace(whole.wave, is_illustrative=True))
    text = whole_table.as_csv(made_up, model, views.view(language))
    head, *lines = csv.reader(io.StringIO(text))
    assert {len(line) for line in lines} == {len(head)}
    assert all("示例" in line or "Illustrative" in line for line in lines)
    assert [cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@")] == []
    assert any(f"'{FORMULA}" in line for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wave_as_pdf_says_on_each_page_that_it_is_made_up(language: str, filled: Store) -> None:
    model, whole = models.read(filled), newest(filled)
    assert model is not None
    made_up = replace(whole, wave=replace(whole.wave, is_illustrative=True))
    made = sheets.render(sheets.compose(made_up, model, "Finding", language, names=False))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made.data)).pages]
    assert made.pages == len(pages) == 3  # all levels, and the two components that this wave asks about
    assert all(("示例" if language == "zh" else "Illustrative") in page for page in pages)
    assert OWNER not in "".join(pages)
    assert FORMULA in pages[2]


def _item(answer: str, wanted: str = "", **changes: object) -> WaveItem:
    blank = WaveItem("w/B5", 1, "w", "B5", "B5", 1, "Mapping", None, None, None)
    return replace(blank, current=answer, ambition=wanted, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param([], (None, 0, 0), id="nothing"),
        pytest.param([_item("unknown", "4")], (None, 0, 0), id="nobody-knows"),
        pytest.param([_item("1"), _item("3"), _item("5")], (3, 0, 0), id="the-middle-one"),
        pytest.param([_item("1"), _item("2")], (2, 0, 0), id="half-of-two"),
        pytest.param([_item("1", "3"), _item("2", "4"), _item("2", "3")], (2, 2, 2), id="two-widest"),
        pytest.param([_item("4", "2")], (4, 0, 0), id="further-than-wanted-is-no-gap"),
        pytest.param([_item("1"), _item("5", element_id="B6")], (1, 0, 0), id="a-statement-is-no-element"),
    ],
)
def test_the_first_sentence_rests_on(items: list[WaveItem], expected: tuple[int | None, int, int]) -> None:
    found = findings.verdict(items)
    assert (found.level, found.gap, len(found.widest)) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param('{"g": {"1": 2, "4": 1}}', {"g": 1}, id="the-middle"),
        pytest.param('{"g": {"1": 1, "4": 1}}', {"g": 1}, id="the-lower-of-two"),
        pytest.param('{"g": {"unknown": 5}}', {}, id="nobody-in-the-group-knows"),
        pytest.param('{"g": {"2": 3}, "other": {"5": 4}}', {"g": 2, "other": 5}, id="small-ones-merged"),
    ],
)
def test_the_median_of_a_group(counts: str, expected: dict[str, int]) -> None:
    assert findings.medians(Tally("t", 1, "w", "B5", "current", 1, counts, "{}", 3, None)) == expected


def test_groups_are_told_by_a_letter_and_their_name(filled: Store) -> None:
    whole = newest(filled)
    (found,) = findings.perceptions(whole)
    drawn = votes.perception([found], whole, views.view())
    assert found.step == 4
    assert "City leaders and top managers: 1" in drawn
    assert "4 steps apart" in drawn


def _entry(column: str, value: str, base: int = 1, act: str = SET, row: str = "B5") -> Entry:
    return Entry(1, row, column, act, value, base)


@pytest.fixture(scope="module")
def sheet_store(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for tests that write; each has a wave of its own."""
    path = shutil.copy(small_file, tmp_path_factory.mktemp("sheet") / "city.duckdb")
    store = open_store(str(path))
    operating_model.load(store, city.ADMINISTRATOR)
    yield store
    store.close()


def test_the_sheet_writes_through_the_same_answers(sheet_store: Store) -> None:
    wave = writes.create_wave(sheet_store, ADA, NEW)
    assert sheet.write(sheet_store, ADA, wave, _entry("current", "3")) == 2
    assert sheet.write(sheet_store, ADA, wave, _entry("owner", "Ada")) == 3  # another cell: both are kept
    with pytest.raises(StaleError) as clash:
        sheet.write(sheet_store, ADA, wave, _entry("current", "4"))
    assert (clash.value.yours, clash.value.theirs) == ({"current": "4"}, {"current": "3"})
    assert sheet.write(sheet_store, ADA, wave, _entry("current", "3")) == 3  # a text that stands is no write


@pytest.mark.parametrize(
    ("role", "entry", "error"),
    [
        pytest.param(Role.VIEWER, _entry("current", "3"), NotAllowedError, id="a-reader"),
        pytest.param(Role.FACILITATOR, _entry("current", "6"), RefusedError, id="no-level"),
        pytest.param(Role.FACILITATOR, _entry("title_en", "x"), RefusedError, id="another-column"),
        pytest.param(Role.FACILITATOR, _entry("owner", "x" * 2001), RefusedError, id="too-long"),
        pytest.param(Role.FACILITATOR, _entry("owner", "x", row="Z9"), RefusedError, id="another-row"),
        pytest.param(
            Role.VIEWER, _entry("evidence", "x", act=ADD), NotAllowedError, id="a-reader-s-evidence"
        ),
    ],
)
def test_the_sheet_refuses(role: Role, entry: Entry, error: type[Exception], sheet_store: Store) -> None:
    wave = writes.create_wave(sheet_store, ADA, NEW)
    with pytest.raises(error):
        sheet.write(sheet_store, city.ACTORS[role], wave, entry)


def test_evidence_comes_once_and_goes_once(sheet_store: Store) -> None:
    wave = writes.create_wave(sheet_store, ADA, NEW)
    for text in ("a report", "https://city.example/a", "own_dust", "a report"):
        sheet.write(sheet_store, ADA, wave, _entry("evidence", text, act=ADD))
    whole = reads.whole(sheet_store, wave)
    assert whole is not None
    kept = whole.evidence_of("B5")
    assert [(one.evidence_text, one.link, one.indicator_id) for one in kept] == [
        ("a report", "", ""),
        ("", "https://city.example/a", ""),
        ("", "", "own_dust"),
    ]
    for _ in range(2):
        sheet.write(sheet_store, ADA, wave, _entry("evidence", kept[0].id, act=REMOVE))
    assert len(reads.whole(sheet_store, wave).evidence_of("B5")) == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(("role", "is_open"), [(Role.VIEWER, False), (Role.FACILITATOR, True)])
def test_who_may_not_write_reads_the_sheet(role: Role, is_open: bool, filled: Store) -> None:
    view = replace(views.view(), actor=city.ACTORS[role], version=filled.version)
    model = models.read(filled)
    assert model is not None
    assert sheet.standing(newest(filled).wave.id, model, view).is_open is is_open


def test_a_file_is_taken_in_once_and_says_first_what_it_adds(filled: Store) -> None:
    promise = files.promised(file.export(filled, newest(filled).wave.id))
    assert (promise.found.new, promise.found.changed) == ([], [])
    assert promise.found.same > 3
