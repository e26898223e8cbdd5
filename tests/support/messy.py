"""Ten real files of statistical offices, and what a perfect reader gets out of each."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cityops.ingest.frontdoor import Opened, open_file

FOLDER = Path(__file__).parents[1] / "vendor" / "messy"
NAMES = tuple(sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".csv", ".tsv"}))

Cell = tuple[str, str, float]
"""Area, period as it is written, value."""


def opened(name: str) -> Opened:
    return open_file(name, (FOLDER / name).read_bytes())


def expected(name: str) -> Counter[Cell]:
    path = FOLDER / "expected" / f"{Path(name).stem}.expected.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return _cells(csv.DictReader(file))


def dumped(path: Path) -> Counter[Cell]:
    with path.open(encoding="utf-8", newline="") as file:
        return _cells(csv.DictReader(file))


def _cells(rows: Iterable[dict[str, str]]) -> Counter[Cell]:
    return Counter((row["area"], row["period"], float(row["value"])) for row in rows)
