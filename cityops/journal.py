"""The log file beside the store: one JSON object a line, for whoever runs the program.

It holds no value of a file, no passphrase and no name but that of who acted: what an error quotes is left
out. What was done to the data is in the store itself, in `changes`; here is what was refused or went wrong.
"""

import json
import logging
import re
import secrets
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from cityops.config import beside

INFO, WARNING, ERROR = "info", "warning", "error"
_LEVELS = {INFO: logging.INFO, WARNING: logging.WARNING, ERROR: logging.ERROR}
_BYTES, _OLDER = 2_000_000, 4
_QUOTED = re.compile(r"""(?<!\w)(['"]).*?\1(?!\w)""", re.DOTALL)
_log = logging.getLogger("cityops.journal")
_log.setLevel(logging.INFO)
_log.propagate = False
_log.addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log.

    Attributes:
        at: UTC, ISO 8601.
        level: 'info', 'warning' or 'error'.
        event: What it is about, in one word: 'started', 'refused', 'backup', 'upgrade', 'failed', ...
        says: A sentence.
        person: Who acted; '' where nobody did.
        role: In which role.
        action: What was to be done.
        reference: What the reader of a page was shown.
        trace: Where in the program, of an unexpected error.
    """

    at: str
    level: str
    event: str
    says: str = ""
    person: str = ""
    role: str = ""
    action: str = ""
    reference: str = ""
    trace: str = ""


def file(address: str) -> Path:
    """Return where the log of a store lies."""
    return beside(address, ".log")


def begin(address: str) -> None:
    """Write into the log of this store from now on; the file appears with its first line."""
    end()
    path = file(address)
    handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_OLDER, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _log.addHandler(handler)


def end() -> None:
    """Close the log that is open, if one is."""
    for handler in _log.handlers[:]:
        if isinstance(handler, RotatingFileHandler):
            _log.removeHandler(handler)
            handler.close()


def note(event: str, says: str = "", *, level: str = INFO, **more: str) -> None:
    """Write a line.

    Args:
        event: See `Entry`.
        says: A sentence; what it quotes is left out.
        level: See `Entry`.
        more: Further fields of `Entry`.
    """
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    entry = Entry(at, level, event, without_quotes(says), **more)
    line = {key: value for key, value in asdict(entry).items() if value}
    _log.log(_LEVELS[level], json.dumps(line, ensure_ascii=False))


def failed(error: BaseException, action: str = "") -> str:
    """Write an unexpected error with where it arose; return the reference under which it is found."""
    reference = secrets.token_hex(4)
    trace = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    says = f"{type(error).__name__}: {error}"
    note("failed", says, level=ERROR, action=action, reference=reference, trace=trace)
    return reference


def without_quotes(text: str) -> str:
    """Leave out what a sentence quotes: it may be a line of a file, or a name.

    >>> without_quotes("The city's file has 'Ada Lovelace'. Write a number.")
    "The city's file has '…'. Write a number."
    """
    return _QUOTED.sub(r"\1…\1", text)


def read(address: str, most: int) -> list[Entry]:
    """Return the newest lines of a store's log, newest first."""
    path = file(address)
    found: list[Entry] = []
    for one in (path, *(path.with_name(f"{path.name}.{n}") for n in range(1, _OLDER + 1))):
        if one.exists() and len(found) < most:
            found += list(_entries(one))[::-1]
    return found[:most]


def _entries(path: Path) -> Iterator[Entry]:
    known = {field.name for field in fields(Entry)}
    for line in path.read_text("utf-8", errors="replace").splitlines():
        try:
            said = json.loads(line)
            yield Entry(**{key: str(value) for key, value in said.items() if key in known})
        except (ValueError, TypeError, AttributeError):  # a line that was cut off when the disk was full
            continue
