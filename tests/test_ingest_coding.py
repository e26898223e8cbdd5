"""A long file is kept otherwise than a short one, by numbers of its texts: what comes of it is the same."""

from collections import Counter
from dataclasses import replace

import duckdb
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cityops.ingest import coding, columns, loading, repeats, splitting, workroom
from cityops.ingest.care import Care
from cityops.ingest.door import blanks
from cityops.ingest.frontdoor import Opened
from cityops.ingest.importing import import_file
from cityops.ingest.longrows import LongRows
from cityops.ingest.model import Fault, Receipt
from cityops.ingest.trimming import may_be_untrimmed
from cityops.store import Store
from tests.support import city

HEADER = "area_code,indicator,year,value,unit,flag,scenario,sex,note"
GOOD = [
    "T1,Fine dust,2019,9.50,ug/m3,Provisional,,women,a",
    "North,own_dust,2019-Q1,1e1,,,plan,,",
    ",,,,,,,,",
    ' T2 ,"Fine dust",2019,.5,UG/M3,,Actual,"a;b=c",',
    "t2,FINE DUST,2020, 12 ,,break,,,",
]
FAULTY = [
    *GOOD,
    "Nowhere,Fine dust,2019,1,,,,,",
    "T1,Dust,2019,1,,,,,",
    "T1,Fine dust,2019-13,1,,,,,",
    "T1,Fine dust,2031,1,,,,,",
    "T1,Fine dust,2018,1_000,,,,,",
    "T1,Fine dust,2017,nan,,,,,",
    "T1,Fine dust,2016,1e999,,,,,",
    "T1,Fine dust,2015,-1,,,,,",
    "T1,Fine dust,2014,1,kg,,,,",
    "T1,Fine dust,2013,1,,,guess,,",
    ",Fine dust,2012,,,,,,",
    "North,fine dust,2019Q1,10,,,plan,,",
]
DOUBLE = [*GOOD, "T2,own_dust,2020,13,,,actual,,"]


def _import(store: Store, rows: list[str], **options: bool) -> Receipt:
    care = Care(good_rows_only=options.pop("good_rows_only", False))
    reason = "seen" if care.good_rows_only else ""
    data = city.csv(*rows, header=HEADER)
    found = import_file(
        store, city.ANALYST, "a.csv", data, city.CLOCKS, care=care, reason=reason, confirm=True, **options
    )
    return replace(found, upload_id="")


def _lengthen(patch: pytest.MonkeyPatch, *, on_disk: bool) -> None:
    """Let a short file be treated as a long one."""
    patch.setattr(loading, "_LONG", 0)
    if on_disk:
        patch.setattr(workroom, "_LONG", 0)


@pytest.mark.parametrize("rows", [GOOD, FAULTY, DOUBLE], ids=["good", "faulty", "double"])
@pytest.mark.parametrize(
    ("on_disk", "few"), [(False, 2**16), (True, 2**16), (True, 2)], ids=["memory", "disk", "many texts"]
)
def test_a_long_file_says_what_a_short_one_says(
    small: Store, rows: list[str], on_disk: bool, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = _import(small, rows, dry_run=True)
    _lengthen(monkeypatch, on_disk=on_disk)
    monkeypatch.setattr(coding, "MANY", few)
    assert _import(small, rows, dry_run=True) == short
    assert bool(short.errors) == (rows is not GOOD)
    assert short.observations == len(rows) - 1


def test_good_rows_of_a_long_file_are_written_as_those_of_a_short_one(
    small: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = _import(small, FAULTY, good_rows_only=True, dry_run=True)
    _lengthen(monkeypatch, on_disk=True)
    long = _import(small, FAULTY, good_rows_only=True)
    assert long == replace(short, dry_run=False)
    assert long.new == 4
    assert _import(small, GOOD).unchanged == 4


def _loaded(raw: bytes, *, long: int) -> tuple[list[tuple[object, ...]], list[Fault]]:
    """Return the rows of a table in the order in which they are kept, and the lines that are none."""
    opened = Opened("a.csv", "", "utf-8", ",", ("area", "indicator", "year", "value"), raw)
    rows = LongRows(columns.find(opened), 1, may_be_untrimmed(raw, ","))
    with pytest.MonkeyPatch.context() as patch, duckdb.connect() as database:
        patch.setattr(loading, "_LONG", long)
        faults = loading.Loading(database, opened, rows).load()
        return database.execute("select * from unnumbered order by rowid").fetchall(), faults


_CELL = st.text(st.sampled_from("ab1. é中"), max_size=3)
_PLAIN_ROW = st.lists(_CELL, min_size=4, max_size=4).map(",".join)
_ANY_ROW = st.text(st.sampled_from('a1,,,"\n é'), max_size=12)


@given(
    st.lists(_PLAIN_ROW, max_size=40),
    st.one_of(st.just([]), st.lists(_ANY_ROW, max_size=3)),
    st.sampled_from(["", "\n"]),
    st.sampled_from([1, 3, 2**16]),
    st.sampled_from([0, 2**30]),
)
def test_each_way_to_split_a_file_gives_the_same_rows(
    plain: list[str], odd: list[str], end: str, few: int, held: int
) -> None:
    """Arrow's rows, or DuckDB's with texts that Arrow found, and DuckDB's alone."""
    text = "\n".join([*plain, *odd, *plain]) + end
    assume(text.strip())  # the front door refuses a file without rows
    raw = blanks.fill(text.encode(), ",", 4)
    with pytest.MonkeyPatch.context() as patch:
        for name, size in (("_PART", 90), ("_BLOCK", 90), ("_LINE", 60), ("_HELD", held)):
            patch.setattr(splitting, name, size)
        patch.setattr(coding, "MANY", few)
        assert _loaded(raw, long=0) == _loaded(raw, long=2**40)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), st.booleans())
def test_places_that_come_again_are_found(places: list[int], is_dense: bool) -> None:
    with duckdb.connect() as database:
        database.register("rows", {"place": np.array(places, np.int64)})
        database.execute("create view checked as from rows")
        found = repeats.places(database, len(places), 41 if is_dense else 2**64)
    assert found.tolist() == sorted(place for place, n in Counter(places).items() if n > 1)
