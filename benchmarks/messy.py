"""What an import makes of a folder of real files: `python -m benchmarks.messy FOLDER [MAPPINGS]`.

Each `a.csv` is compared with `expected/a.expected.csv.gz`, cell by cell: area, period as it is written,
value. `a.toml` in the folder of mappings answers its questions. Prints the table of docs/import.md; returns 1
where a value is wrong and nothing was asked.
"""

import csv
import gzip
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cityops.ingest import tables
from cityops.ingest.frontdoor import open_file
from cityops.ingest.meaning import mapping
from cityops.ingest.model import NoTableError, Receipt

Cell = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Result:
    """What an import made of one file.

    Attributes:
        name: Of the file.
        taken: Family and layout, or why it was refused.
        questions: Codes of what is open.
        right: Cells that are as they should be.
        wrong: Cells that should not be there; one whose area or period is still asked is missing, not wrong.
        missing: Cells that should be there.
    """

    name: str
    taken: str
    questions: tuple[str, ...] = ()
    right: int = 0
    wrong: int = 0
    missing: int = 0


def main(arguments: list[str]) -> int:
    """Print the table; return the exit code."""
    folder = Path(arguments[0])
    mappings = Path(arguments[1]) if len(arguments) > 1 else None
    results = [result for path in _files(folder) for result in _results(path, mappings)]
    print("| file | recognised as | asked | right | wrong | missing |")
    print("| --- | --- | --- | ---: | ---: | ---: |")
    for one in results:
        asked = ", ".join(f"`{code}`" for code in one.questions) or "nothing"
        print(f"| {one.name} | {one.taken} | {asked} | {one.right} | {one.wrong} | {one.missing} |")
    return int(any(one.wrong and not one.questions for one in results))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if (_expected(path)).exists())


def _expected(path: Path) -> Path:
    return path.parent / "expected" / f"{path.stem}.expected.csv.gz"


def _results(path: Path, mappings: Path | None) -> list[Result]:
    answers = mappings / f"{path.stem}.toml" if mappings else None
    results = [_result(path, None)]
    return [*results, _result(path, mapping.read(answers))] if answers and answers.exists() else results


def _result(path: Path, given: mapping.Mapping | None) -> Result:
    name = path.name if given is None else f"{path.name}, answered"
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.csv"
        try:
            staging = tables.stage(open_file(path.name, path.read_bytes()), given)
            broken = staging.load()
            if broken:
                return Result(name, broken[0].sentence(path.name, "en"))
            receipt = tables.understood(staging, Receipt(path.name, "", "", ""), dump)
        except NoTableError as error:
            return Result(name, error.fault.sentence(path.name, "en"))
        return _compared(name, path, receipt, dump)


def _compared(name: str, path: Path, receipt: Receipt, dump: Path) -> Result:
    with gzip.open(_expected(path), "rt", encoding="utf-8", newline="") as file:
        wanted = _cells(csv.DictReader(file))
    with dump.open(encoding="utf-8", newline="") as file:
        found = _cells(csv.DictReader(file))
    asked = tuple(one["code"] for one in receipt.questions)
    exact = found & wanted
    filled = _filled(found - exact, wanted - exact, is_asked=bool(asked))
    right = exact.total() + filled
    taken = ", ".join(part for part in (receipt.family, receipt.layout) if part)
    left = found.total() - right
    waiting = sum(n for cell, n in (found - exact).items() if not (cell[0] and cell[1])) if asked else 0
    return Result(name, taken, asked, right, max(0, left - waiting), wanted.total() - right)


def _filled(found: Counter[Cell], wanted: Counter[Cell], is_asked: bool) -> int:
    """Return how many cells only have an area or a period, as it was answered, where none is expected."""
    if is_asked:
        return 0
    known = Counter(
        (area, period, value) for area, period, value in wanted.elements() if not (area and period)
    )
    loose = {("", period, value) for _, period, value in found} | {
        (area, "", value) for area, _, value in found
    }
    return sum(n for cell, n in known.items() if cell in loose or ("", "", cell[2]) == cell)


def _cells(rows: Iterable[dict[str, str]]) -> Counter[Cell]:
    return Counter((row["area"], row["period"], float(row["value"])) for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
