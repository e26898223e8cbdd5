"""How long the front door takes over a file, beside DuckDB's count of its lines with nothing detected.

A million rows of a long table: clean, as a city's export has them, then with what costs more. Run it as
`python -m benchmarks.door`. It exits with 1 where a ratio is over the limit.
"""

import resource
import sys
import tempfile
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.tables import Ratio, Work, medians, report
from cityops.ingest.frontdoor import open_file

ROWS, ROUNDS, THREADS = 1_000_000, 5, 2
LIMIT, COSTLY = 4.0, 8.0
_COUNT = """
    select count(*)
    from read_csv(
        $path, auto_detect = false, header = false, skip = 1, delim = ',', quote = '"', escape = '"',
        new_line = '\\n', columns = {'a': 'varchar', 'b': 'varchar', 'c': 'varchar', 'd': 'varchar'}
    )
"""


def rows() -> str:
    """Return a long table."""
    lines = (f"E{n % 1_000:08},indicator_{n // 1_000 % 50},{1970 + n % 50},{n % 977}.5" for n in range(ROWS))
    return "area_code,indicator,year,value\n" + "\n".join(lines) + "\n"


def files(text: str) -> dict[str, tuple[bytes, float]]:
    """Return what is measured and the largest ratio that passes, by name."""
    return {
        "UTF-8": (text.encode(), LIMIT),
        "UTF-8, lines end in CRLF, a note below": (
            text.replace("\n", "\r\n").encode() + b"Source: x\r\n",
            LIMIT,
        ),
        "UTF-16": (text.encode("utf-16"), COSTLY),
        "GB18030, Chinese names": (text.replace("indicator_", "常住人口").encode("gb18030"), COSTLY),
        "UTF-8, a blank line in it": (text.replace("\n", "\n\n", 2).encode(), COSTLY),
    }


def main() -> int:
    """Measure and print; return the exit code."""
    text, ratios = rows(), []
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": THREADS}) as database:
        path = Path(folder) / "rows.csv"
        path.write_text(text, "utf-8")
        for name, (data, limit) in files(text).items():
            works: dict[str, Work] = {
                "door": partial(open_file, "rows.csv", data),
                "count": lambda: database.execute(_COUNT, {"path": str(path)}).fetchall(),
            }
            times = medians(works, ROUNDS)
            ratios.append(Ratio(name, times["door"], times["count"], limit))
    code = report(f"Front door: {ROWS:,} rows", "front door", "DuckDB counts the UTF-8", ratios)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\nThe file has {len(text) / 2**20:.0f} MB; at most {peak:.0f} MB were in use, five files in memory."
    )
    return code


if __name__ == "__main__":
    sys.exit(main())
