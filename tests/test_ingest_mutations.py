"""Files that something happened to: each is read, or refused in a sentence; never half of it is written."""

import gzip
import io
import resource
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from cityops.ingest.importing import import_file
from cityops.ingest.model import NoTableError, Receipt
from cityops.store import Store, open_store
from tests.support import city
from tests.support.counts import counts
from tests.support.mutations import mutate

MESSY = Path(__file__).parent / "vendor" / "messy"
LONG = "area_code,indicator,year,value,note\n" + "".join(
    f'{area},Fine dust,{year},{year % 17}.5,"a ""b"", {year}"\n'
    for area in (city.CITY, *city.DISTRICTS)
    for year in range(1990, 2020)
)
MEGABYTES = 150


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for line in LONG.splitlines():
        book.active.append(line.split(",")[:4])
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def _zip() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", LONG)
    return whole.getvalue()


FILES = {
    "long": LONG.encode(),
    "chinese": LONG.replace("Fine dust", "细颗粒物").encode("gb18030"),
    "utf_16": LONG.encode("utf-16"),
    "xlsx": _workbook(),
    "zip": _zip(),
    "gz": gzip.compress(LONG.encode(), mtime=0),
} | {path.stem: path.read_bytes() for path in sorted(MESSY.glob("*.[ct]sv"))}


def _attempt(store: Store, name: str, seed: int) -> tuple[str, int]:
    """Import a mutated file; return what came of it and how many rows were taken."""
    try:
        receipt = import_file(store, city.ANALYST, name, mutate(FILES[name], seed), city.CLOCKS)
    except NoTableError as error:
        receipt = Receipt(name, "", "", "", errors=(error.fault,))
    assert bool(receipt.errors or receipt.questions) != bool(receipt.upload_id)
    if receipt.upload_id:
        return "written", receipt.observations
    if receipt.questions:
        return "asked", 0
    assert all(fault.sentence(name, language) for fault in receipt.errors for language in ("en", "zh"))
    return receipt.errors[0].code, 0


def _try_all(small_file: Path, folder: Path, seeds: range) -> Counter[str]:
    names = list(FILES)
    store = open_store(str(shutil.copy(small_file, folder / "city.duckdb")))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    claims = counts(store)["claims"]
    found: Counter[str] = Counter()
    for seed in seeds:
        code, taken = _attempt(store, names[seed % len(names)], seed)
        claims += taken
        found[code] += 1
        if seed % 50 == 0:
            assert counts(store)["claims"] == claims, f"seed {seed} or one of the 50 before it"
    assert counts(store)["claims"] == claims
    store.close()
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES
    return found


def test_500_mutated_files_are_read_or_refused(small_file: Path, tmp_path: Path) -> None:
    found = _try_all(small_file, tmp_path, range(500))
    assert found["written"] > 10
    assert len(found) > 10


@pytest.mark.soak
def test_20000_mutated_files_are_read_or_refused(small_file: Path, tmp_path: Path) -> None:
    found = _try_all(small_file, tmp_path, range(1_000, 21_000))
    assert found["written"] > 400
