"""How large a file may be, and how it is refused."""

from cityops.ingest.model import Fault, NoTableError

MAX_BYTES = 500 * 2**20
"""Of a file, and of what an archive holds."""

MAX_COLUMNS = 2_000
MAX_LINE = 1_000_000
"""Bytes; a longer line is no line of a table."""

MAX_RATIO = 200
"""How many times as large as an archive its content may be, once that is over `FREE`."""

FREE = 50 * 2**20
MAX_MEMBERS = 10_000
MAX_ROWS = 1_048_576
"""Of a sheet; Excel has no more."""


def refused(
    name: str, code: str, *, found: str = "", expected: str = "", line: int = 0, column: str = ""
) -> NoTableError:
    """Return the reason why a file is no table that can be read."""
    return NoTableError(name, Fault(line, column, found, expected, code))
