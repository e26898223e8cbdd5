"""What becomes of the entries that a browser sends, again and again until they are answered.

The outbox of a browser is a state, sent with every message, and not an event: a message that is lost or
overtaken loses nothing. Numbers make it idempotent here, and a restored text that stands already is no write.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from cityops.errors import CityOpsError, StaleError, StoreError
from cityops.ui.register.model import ADD, REMOVE, SET, Entry, Objection

_KEPT = 100
"""Objections that are still told; more than anybody types between two answers."""

Write = Callable[[Entry], int]
"""Writes an entry and returns the version of its row, 0 where that does not count. Raises `CityOpsError`."""


@dataclass(slots=True)
class Outbox:
    """What the server knows of one session's entries.

    Attributes:
        ack: The last number that was answered.
        objections: The entries among the last that were not written.
        written: Version that this session's last write made of a row, by row and column: who goes on typing
            before the answer came does not clash with themselves.
    """

    ack: int = 0
    objections: list[Objection] = field(default_factory=list)
    written: dict[tuple[str, str], int] = field(default_factory=dict)


def entries(sent: Any, ack: int) -> list[Entry]:
    """Return what a browser sent and was not answered yet, by number; what is no entry is left out.

    >>> sent = {"seq": 2, "row": "B5", "column": "owner", "act": "set", "value": "Ada", "base": 1}
    >>> entries([sent, {"seq": "x"}], 1)
    [Entry(seq=2, row='B5', column='owner', act='set', value='Ada', base=1)]
    """
    found = [_entry(one) for one in sent if isinstance(one, dict)] if isinstance(sent, list) else []
    return sorted((one for one in found if one and one.seq > ack), key=lambda one: one.seq)


def _entry(sent: dict[str, Any]) -> Entry | None:
    texts = [sent.get(name) for name in ("row", "column", "act", "value")]
    numbers = [sent.get(name) for name in ("seq", "base")]
    if not all(isinstance(text, str) for text in texts) or sent.get("act") not in (SET, ADD, REMOVE):
        return None
    if not all(isinstance(n, int | float) and 0 <= n < 2**53 for n in numbers):
        return None
    row, column, act, value = (str(text) for text in texts)
    return Entry(int(sent["seq"]), row, column, act, value, int(sent["base"]))


def settle(box: Outbox, found: Iterable[Entry], write: Write, language: str) -> None:
    """Write entries in their order, and note which were not and why.

    Raises:
        StoreError: The store cannot write now; what was not answered is sent again.
    """
    for entry in found:
        place = (entry.row, entry.column)
        try:
            version = write(_on_own(entry, box))
            box.written[place] = max(version, box.written.get(place, 0))
        except StoreError:
            raise
        except CityOpsError as error:
            box.objections = [*box.objections[-_KEPT:], _objection(entry, error, language)]
        box.ack = entry.seq


def _on_own(entry: Entry, box: Outbox) -> Entry:
    own = box.written.get((entry.row, entry.column), 0)
    return replace(entry, base=max(entry.base, own)) if entry.act == SET else entry


def _objection(entry: Entry, error: CityOpsError, language: str) -> Objection:
    said = Objection(entry.seq, entry.row, entry.column, error.sentence(language))
    if not isinstance(error, StaleError):
        return said
    return replace(said, yours=entry.value, theirs=str(error.theirs.get(entry.column, "")))
