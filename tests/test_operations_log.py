"""The log: who did what, what was refused, what went wrong; and nothing that is nobody's business."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cityops import access, journal
from cityops.access import Duty
from cityops.config import ROOT
from cityops.errors import CityOpsError
from cityops.ingest import importing
from cityops.operations import reads
from cityops.operations.model import ACT
from cityops.store import Store
from cityops.vision import releases, settings
from cityops.words.catalogue import catalogue
from tests.support import city


@pytest.fixture
def logged(file_store: Store) -> Iterator[Store]:
    """The small city whose log is open."""
    journal.begin(file_store.address)
    yield file_store
    journal.end()


def _lines(store: Store) -> list[dict[str, str]]:
    return [json.loads(line) for line in journal.file(store.address).read_text("utf-8").splitlines()]


def test_acts_and_the_log_are_one_list_newest_first(logged: Store) -> None:
    receipt = city.upload(logged, "T0,Fine dust,2020,20", reason="the register")
    importing.undo(logged, city.ANALYST, receipt.upload_id, city.ON)
    with pytest.raises(CityOpsError):
        releases.release(logged, city.ACTORS[access.Role.VIEWER], "Council")
    releases.release(logged, city.ANALYST, "Council of 15 December")
    found = reads.history(logged, city.ADMINISTRATOR, 4)
    assert [(one.event, one.action, one.person, one.level) for one in found] == [
        (ACT, "release", "Ada analyst", "info"),
        ("refused", "release", "Ada viewer", "warning"),
        (ACT, "undo", "Ada analyst", "info"),
        (ACT, "import", "Ada analyst", "info"),
    ]
    assert [one.says for one in found][::3] == ["Council of 15 December", "the register"]
    assert "Sign in as" in found[1].says
    assert all(one.at.tzinfo for one in found)


def test_a_person_who_was_erased_has_a_pseudonym_in_the_acts(logged: Store) -> None:
    city.upload(logged, "T0,Fine dust,2020,20")
    access.erase_person(logged, city.ADMINISTRATOR, city.ANALYST.name, "asked for it")
    found = reads.history(logged, city.ADMINISTRATOR, 2)
    assert [(one.action, one.person) for one in found] == [
        ("erase_person", "Ada administrator"),
        ("import", "erased person 1"),
    ]


def test_what_a_refusal_quotes_is_not_in_the_log(logged: Store) -> None:
    with pytest.raises(CityOpsError, match="'Mary O'Brien'"):
        access.erase_person(logged, city.ADMINISTRATOR, "Mary O'Brien", "")
    [line] = _lines(logged)
    assert line["says"] == "The store knows nobody named '…'. Write the name as the history shows it."
    assert (line["person"], line["role"], line["action"]) == (
        "Ada administrator",
        "administrator",
        "erase_person",
    )
    assert "Brien" not in json.dumps(line)


def _fail() -> None:
    raise KeyError("Ada Lovelace, 12 Secret Street")


def test_an_error_is_found_under_its_reference_and_tells_where_but_not_what(logged: Store) -> None:
    try:
        _fail()
    except KeyError as error:
        reference = journal.failed(error, "page")
    [line] = _lines(logged)
    assert (line["event"], line["level"], line["reference"]) == ("failed", "error", reference)
    assert line["says"].startswith("KeyError: ")
    assert "_fail" in line["trace"]
    assert "Lovelace, 12 Secret" not in line["says"]
    for asked in (reference, f" {reference.upper()} "):
        [one] = reads.history(logged, city.ADMINISTRATOR, 9, asked)
        assert one.reference == reference
    assert reads.history(logged, city.ADMINISTRATOR, 9, "00000000") == []


def test_two_errors_have_two_references(logged: Store) -> None:
    references = {journal.failed(ValueError("x")) for _ in range(50)}
    assert len(references) == 50
    assert all(len(reference) == 8 for reference in references)


def test_the_log_is_rotated_and_read_across_its_files(logged: Store) -> None:
    for n in range(30):
        journal.note("started", f"{n:02} " + "x" * 200_000)
    files = sorted(journal.file(logged.address).parent.glob("*.log*"))
    assert 3 <= len(files) <= 5
    assert all(path.stat().st_size <= 2_000_000 for path in files)
    found = journal.read(logged.address, 15)
    assert [int(one.says[:2]) for one in found] == list(range(29, 14, -1))


def test_a_line_that_is_torn_is_passed_over(logged: Store) -> None:
    journal.note("started")
    with journal.file(logged.address).open("a", encoding="utf-8") as file:
        file.write('{"at": "2026-11-22T0\n[1]\n{"event": "no moment"}\n\x00\n')
    journal.note("stopped")
    assert [one.event for one in journal.read(logged.address, 9)] == ["stopped", "started"]


def test_reading_leaves_no_file_behind(logged: Store) -> None:
    settings.read(logged)
    assert reads.history(logged, city.ADMINISTRATOR, 100)
    assert not journal.file(logged.address).exists()


def test_a_store_on_a_server_keeps_its_log_beside_the_program_without_its_password() -> None:
    path = journal.file("postgresql://city:geheim@db/city")
    assert isinstance(path, Path)
    assert (path.parent.name, path.suffix, "geheim" in path.name) == ("data", ".log", False)


def test_a_refusal_of_the_role_touches_nothing_and_is_logged(logged: Store) -> None:
    with pytest.raises(CityOpsError):
        access.write(logged, access.VISITOR, Duty.DATA, lambda _tx: None, action="import")
    [line] = _lines(logged)
    assert (line["level"], line["person"], line["action"]) == ("warning", "public link", "import")


def test_every_act_has_a_word() -> None:
    """What a newer program wrote stands for itself; what this one writes is worded."""
    written = {
        name
        for path in (ROOT / "cityops").rglob("*.py")
        for name in re.findall(r'\baction="(\w+)"', path.read_text("utf-8"))
    }
    worded = {key.rpartition(".")[2] for key in catalogue("en") if key.startswith("operations.action.")}
    of_argparse = {"store_true", "store_const"}
    assert written - of_argparse - worded == set()
