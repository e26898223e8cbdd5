"""Ten real files of statistical offices, and what a perfect reader gets out of each."""

import csv
import gzip
import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cityops.ingest.frontdoor import Opened, open_file

FOLDER = Path(__file__).parents[1] / "vendor" / "messy"
NAMES = tuple(sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".csv", ".tsv"}))

Cell = tuple[str, str, float]
"""Area, period as it is written, value."""


def opened(name: str) -> Opened:
    """Return a file as text with a plain header."""
    data = (FOLDER / name).read_bytes()
    return _BY_HAND[name](name, data) if name in _BY_HAND else open_file(name, data)


def expected(name: str) -> Counter[Cell]:
    path = FOLDER / "expected" / f"{Path(name).stem}.expected.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return _cells(csv.DictReader(file))


def dumped(path: Path) -> Counter[Cell]:
    with path.open(encoding="utf-8", newline="") as file:
        return _cells(csv.DictReader(file))


def _cells(rows: Iterable[dict[str, str]]) -> Counter[Cell]:
    return Counter((row["area"], row["period"], float(row["value"])) for row in rows)


def _land_use(name: str, data: bytes) -> Opened:
    """Six lines above a header of three rows, notes below."""
    lines = data.decode("latin-1").replace("\r\n", "\n").split("\n")
    rows = [line.split(";") for line in lines[6:9]]
    header = [" / ".join(dict.fromkeys(cell for cell in cells if cell)) for cells in zip(*rows, strict=True)]
    header = [title.removeprefix("Flächennutzungsarten / ") for title in header]
    first = next(i for i, line in enumerate(lines) if line.startswith("_"))
    sha256 = hashlib.sha256(data).hexdigest()
    return Opened(
        name,
        sha256,
        "latin-1",
        ";",
        tuple(header),
        "\n".join(lines[9:first]) + "\n",
        9,
        tuple(tuple(row) for row in rows),
        tuple(lines[:6]),
        tuple(lines[first:]),
    )


def _eurostat(name: str, data: bytes) -> Opened:
    """The key, joined by commas, as columns of its own."""
    lines = [line.split("\t") for line in data.decode("utf-8").splitlines()]
    lines = [[*line[0].split(","), *(cell.strip() for cell in line[1:])] for line in lines]
    header = tuple(title.partition("\\")[0] for title in lines[0])
    body = "".join("\t".join(line) + "\n" for line in lines[1:])
    return Opened(name, hashlib.sha256(data).hexdigest(), "utf-8", "\t", header, body)


_BY_HAND = {"koeln_landuse_33111-02ir.csv": _land_use, "eurostat_ilc_li41.tsv": _eurostat}
