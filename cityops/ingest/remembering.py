"""What somebody said of a header is taken the next time that a file has the same one.

Only what the header settles is remembered. What another file with the same header may say otherwise is asked
each time: the one period, area, indicator or unit of a file, and how ambiguous numbers and days are written.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cityops.ingest.meaning.mapping import Mapping, from_tables
from cityops.store import PRESENT, Reader, Transaction, Versioned

MAPPINGS = Versioned("mappings", ("file_name", "content"))
_OF_THE_FILE = {"no_period", "no_area", "blank_area", "decimal_mark", "mixed_numbers", "date_order", "season"}


@dataclass(frozen=True, slots=True)
class Memory:
    """A mapping that somebody said before.

    Attributes:
        mapping: What was said.
        file: Of which file.
        person: Who; None once the person asked to be forgotten.
        at: When, UTC.
    """

    mapping: Mapping
    file: str
    person: str | None
    at: datetime

    def as_json(self) -> dict[str, str]:
        """Return whose it is, as the command line prints it."""
        return {"person": self.person or "", "at": self.at.isoformat(timespec="seconds"), "file": self.file}


def fingerprint(header: Iterable[str]) -> str:
    """Return what a header is known by: its names in order, in any case of letters.

    >>> fingerprint(["Ward", "2019"]) == fingerprint(["ward ", "2019"]) != fingerprint(["2019", "ward"])
    True
    """
    return hashlib.sha256("\x1f".join(name.strip().casefold() for name in header).encode()).hexdigest()


def lasting(mapping: Mapping) -> Mapping:
    """Return the part of a mapping that holds for every file with the same header.

    >>> answers = {"no_area": "city", "column_3": "value"}
    >>> lasting(Mapping({"CD": "ignored"}, {"period": "2018"}, answers=answers)).as_json()
    {'columns': {'CD': 'ignored'}, 'answers': {'column_3': 'value'}}
    """
    answers = {code: said for code, said in mapping.answers.items() if code not in _OF_THE_FILE}
    return replace(mapping, constants={}, reading={}, answers=answers)


def recall(reader: Reader, header: Iterable[str]) -> Memory | None:
    """Return what was said last of a header; None where nothing was."""
    row = _held(reader, fingerprint(header))
    if row is None:
        return None
    said = from_tables(json.loads(row["content"]), row["file_name"])
    return Memory(said, row["file_name"], row["person"], row["changed_at"])


def keep(tx: Transaction, known_by: str, file: str, mapping: Mapping) -> None:
    """Remember what was said of a header, if that says anything that lasts."""
    said = lasting(mapping).as_json()
    values: dict[str, object] = {"file_name": file, "content": json.dumps(said, ensure_ascii=False)}
    held = _held(tx, known_by)
    if held and said and held["content"] != values["content"]:
        tx.change(MAPPINGS, known_by, held["version"], values)
    elif held is None and said:
        tx.put_many(MAPPINGS, [(known_by, values)])


def _held(reader: Reader, known_by: str) -> dict[str, Any] | None:
    return next(iter(reader.rows("ingest/mapping_of_header", fingerprint=known_by, known=PRESENT)), None)
