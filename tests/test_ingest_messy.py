"""Ten real files: every observation is read, or what is open is asked and the answer makes it whole."""

from pathlib import Path

import pytest

from cityops import commands, terminal
from cityops.ingest import tables
from cityops.ingest.importing import import_file
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.model import Receipt
from cityops.store import PRESENT, Store
from tests.support import city, messy
from tests.support.counts import counts

SPANS = {"period_2012-14": "2012", "period_2011-14": "2011", "period_2012_14": "2012/14"}
SPANS |= {"period_2010_11_to_2012_13": "2012/13", "period_may-2016": "2016"}
ASKED = {
    "bristol_sdg_9-c-1.csv": ["blank_area"],
    "canada_cif_11-6-1.csv": ["blank_area"],
    "edgar_co2_by_country_indexcol.csv": [],
    "eurostat_ilc_li41.tsv": [],
    "koeln_budget_bezirke.csv": [],
    "koeln_landuse_33111-02ir.csv": ["no_area"],
    "london_borough_profiles.csv": ["no_period", "period_dec-15", *SPANS],
    "nyc_hvi_nta.csv": ["no_period"],
    "owid_co2_by_city_c40.csv": [],
    "uk_sdg_11-6-2.csv": ["blank_area"],
}
NEEDED = {
    "london_borough_profiles.csv": SPANS,
    "koeln_landuse_33111-02ir.csv": {"no_area": "Köln, krfr. Stadt"},
}
"""Answers without which the observations are not whole yet."""


def _understood(name: str, folder: Path, answers: dict[str, str]) -> Receipt:
    staging = tables.stage(messy.opened(name), Mapping(answers=answers) if answers else None)
    try:
        assert staging.load() == []
        return tables.understood(staging, Receipt(name, "", "", ""), folder / "dump.csv")
    finally:
        staging.close()


def test_every_file_is_tried() -> None:
    assert sorted(ASKED) == list(messy.NAMES)


@pytest.mark.parametrize("name", messy.NAMES)
def test_every_observation_of_a_real_file_is_read(name: str, tmp_path: Path) -> None:
    receipt = _understood(name, tmp_path, NEEDED.get(name, {}))
    found, wanted = messy.dumped(tmp_path / "dump.csv"), messy.expected(name)
    assert (dict(found - wanted), dict(wanted - found)) == ({}, {})
    assert receipt.observations == wanted.total()


@pytest.mark.parametrize("name", messy.NAMES)
def test_a_real_file_is_asked_about_what_it_leaves_open(name: str, tmp_path: Path) -> None:
    receipt = _understood(name, tmp_path, {})
    assert sorted(one["code"] for one in receipt.questions) == sorted(ASKED[name])
    values = [value for *_, value in messy.expected(name).elements()]
    assert sorted(value for *_, value in messy.dumped(tmp_path / "dump.csv").elements()) == sorted(values)


TABLE = b'Bezirk;Jahr;Feinstaub;People\nT1;2020;"20,5 e";1.234.567\nT2;2020;..;2.000.000\nNeu;2020;7;\n'


def _import(store: Store, data: bytes, said: Mapping | None) -> Receipt:
    return import_file(store, city.ANALYST, "air.csv", data, city.CLOCKS, mapping=said)


def test_new_names_are_proposed_and_nothing_is_written(small: Store) -> None:
    before = counts(small)
    receipt = _import(small, TABLE, None)
    assert [one["name"] for one in receipt.proposed_areas] == ["Neu"]
    assert [one["name"] for one in receipt.proposed_indicators] == ["Feinstaub"]
    assert {fault.code for fault in receipt.errors} == {"unknown_area", "unknown_indicator"}
    assert (receipt.left_out, counts(small)) == ({"..": 1}, before)


def test_a_mapping_says_what_names_mean_and_the_table_is_written(small: Store) -> None:
    said = Mapping(areas={"Neu": "T3"}, indicators={"Feinstaub": "Fine dust"})
    receipt = _import(small, TABLE, said)
    assert (receipt.errors, receipt.questions) == ((), ())
    assert (receipt.new + receipt.changed, receipt.observations) == (4, 4)
    uploads = small.rows("ingest/uploads", known=PRESENT)
    assert receipt.upload_id in {row["id"] for row in uploads}


def test_an_open_question_keeps_a_table_out(small: Store) -> None:
    before = counts(small)
    receipt = _import(small, b"Bezirk;People\nT1;5\nT2;7\n", None)
    assert [one["code"] for one in receipt.questions] == ["no_period"]
    assert (receipt.upload_id, counts(small)) == ("", before)
    answered = _import(small, b"Bezirk;People\nT1;5\nT2;7\n", Mapping(answers={"no_period": "2021"}))
    assert (answered.errors, bool(answered.upload_id)) == ((), True)


def test_the_command_line_asks_dumps_and_takes_a_mapping(
    file_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, dump, answers = tmp_path / "hvi.csv", tmp_path / "dump.csv", tmp_path / "m.toml"
    table.write_text("Bezirk;People\nT1;5,5\nT2;7,5\n", "utf-8")
    answers.write_text('[answers]\nno_period = "2021"\n', "utf-8")
    asked = {"file": str(table), "dry_run": True, "dump": str(dump), "on": "2024-12-31"}
    receipt = commands.import_file(file_store, city.ANALYST, asked)
    assert isinstance(receipt, dict)
    assert [one["code"] for one in receipt["questions"]] == ["no_period"]
    assert dump.read_text("utf-8").splitlines()[1] == '"T1","","People","","",5.5'
    terminal.show("import", receipt, as_json=False, language="zh")
    assert "时期" in capsys.readouterr().out
    answered = commands.import_file(file_store, city.ANALYST, asked | {"mapping": str(answers)})
    assert isinstance(answered, dict)
    assert (answered["questions"], answered["errors"], answered["new"] + answered["changed"]) == ((), [], 2)
