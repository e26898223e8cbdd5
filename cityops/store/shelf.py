"""Where the copies of a store lie, and what their names say: `backups/` beside the store file."""

import glob
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SCHEDULED, MANUAL = "scheduled", "manual"
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a store.

    Attributes:
        path: Where it lies.
        made_at: UTC, aware, to the second.
        kind: 'scheduled', 'manual', or 'upgrade-<from>-to-<to>' with the versions of the schema.
        size: In bytes.
        is_checked: Whether it was compared and opened when it was written; its checksum lies beside it.
    """

    path: Path
    made_at: datetime
    kind: str
    size: int
    is_checked: bool

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        return {
            "name": self.path.name,
            "made_at": self.made_at.isoformat(),
            "kind": self.kind,
            "bytes": self.size,
            "checked": self.is_checked,
        }


def folder(place: Path) -> Path:
    """Return the folder of the copies of a store file."""
    return place.parent / "backups"


def name(place: Path, moment: datetime, kind: str) -> Path:
    """Return where a copy goes.

    >>> name(Path("data/city.duckdb"), datetime(2026, 11, 22, 3, 0, tzinfo=UTC), "upgrade-4-to-5").name
    'city-20261122T030000Z-upgrade-4-to-5.duckdb'
    """
    return folder(place) / f"{place.stem}-{moment.astimezone(UTC):{_STAMP}}-{kind}.duckdb"


def listed(place: Path) -> list[Copy]:
    """Return the copies of a store file, newest first; files of other names are none of ours."""
    if not folder(place).is_dir():
        return []
    found = [copy for path in folder(place).iterdir() if (copy := _read(place, path))]
    return sorted(found, key=lambda copy: (copy.made_at, copy.kind), reverse=True)


def _read(place: Path, path: Path) -> Copy | None:
    ours = re.fullmatch(rf"{re.escape(place.stem)}-(\d{{8}}T\d{{6}}Z)-([a-z0-9-]+)\.duckdb", path.name)
    if not ours:
        return None
    try:
        made_at = datetime.strptime(ours[1], _STAMP).replace(tzinfo=UTC)
        size = path.stat().st_size
    except (ValueError, FileNotFoundError):  # no date, or somebody removes it meanwhile
        return None
    return Copy(path, made_at, ours[2], size, sum_file(path).exists())


def sum_file(path: Path) -> Path:
    """Return where the checksum of a copy lies."""
    return path.with_name(path.name + ".sha256")


def part(path: Path) -> Path:
    """Return where a copy lies while it is written."""
    return path.with_name(path.name + ".part")


def broken_off(place: Path) -> list[Path]:
    """Return what is left of scheduled copies that were never finished; ask while none is being made."""
    stamp = "?" * 8 + "T" + "?" * 6 + "Z"
    pattern = f"{glob.escape(place.stem)}-{stamp}-{SCHEDULED}.duckdb.part*"
    return sorted(folder(place).glob(pattern))


def remove(copy: Copy) -> None:
    """Remove a copy and its checksum."""
    copy.path.unlink(missing_ok=True)
    sum_file(copy.path).unlink(missing_ok=True)
