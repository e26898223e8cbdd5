"""One program owns a store file. A lock file beside it says so.

DuckDB's own lock is lost as soon as anything in the owning process closes another handle of the database
file; this one is held on a file that nobody else opens, and ends with the process, however it ends.
"""

import os
from pathlib import Path
from typing import IO

from cityops.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: DuckDB's own lock is mandatory there and needs no second guard
    fcntl = None  # type: ignore[assignment]


class Owner:
    """The right to open one store file, held until `release`."""

    def __init__(self, database: Path) -> None:
        self._file: IO[str] = database.with_name(database.name + ".lock").open("a+", encoding="utf-8")
        if fcntl is None:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise StoreError(
                f"The store {database} is in use by another program (process {holder}). "
                "Use the one that is running, or stop it first."
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        """Let go of the right."""
        self._file.close()


def is_nothing(address: str) -> bool:
    """Whether at the path of a store there is no file, or one without a single byte."""
    path = Path(address)
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)
