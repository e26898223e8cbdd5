"""How long a dry run of a file takes, beside pandas reading the same file and doing nothing with it.

Ten thousand rows, clean and with faults: read, checked, compared, and what follows from them. Run it as
`python -m benchmarks.dry_run`. It exits with 1 where it takes over three times pandas and 0.3 seconds.
"""

import io
import sys
from itertools import islice, product

import pandas as pd

from benchmarks.tables import Ratio, medians, report
from cityops.ingest.importing import import_file
from cityops.ingest.model import Receipt
from cityops.store import open_store
from tests.support import city

ROWS, ROUNDS = 10_000, 9
TIMES, MILLISECONDS = 3.0, 300.0


def table(faults: int) -> bytes:
    """Return a long table in which so many values are no numbers."""
    indicators = ("own_people", "own_homes", "own_jobless", "own_dust")
    keys = product(("T0", "T1", "T2", "T3"), indicators, range(1960, 2024), range(1, 13))
    rows = [
        f"{area},{name},{year}-{month:02},{'x' if n < faults else f'{(n * 7) % 90 + 1}.5'}"
        for n, (area, name, year, month) in enumerate(islice(keys, ROWS))
    ]
    return city.csv(*rows)


def main() -> int:
    """Measure and print; return the exit code."""
    store, ratios = city.build(open_store(":memory:")), []
    for name, faults in (("clean", 0), ("1,000 faults", 1_000)):
        data = table(faults)

        def ours(data: bytes = data) -> Receipt:
            return import_file(store, city.ANALYST, "a.csv", data, city.CLOCKS, dry_run=True)

        def plain(data: bytes = data) -> pd.DataFrame:
            return pd.read_csv(io.BytesIO(data))

        assert ours().rejected == faults
        times = medians({"ours": ours, "pandas": plain}, ROUNDS)
        limit = (TIMES * times["pandas"] + MILLISECONDS) / times["pandas"]
        ratios.append(Ratio(f"{ROWS:,} rows, {name}", times["ours"], times["pandas"], limit))
    return report("Dry run", "dry run", "pandas reads it", ratios)


if __name__ == "__main__":
    sys.exit(main())
