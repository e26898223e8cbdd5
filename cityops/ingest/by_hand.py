"""One value is corrected by hand: an upload of its own, with a person and a reason, that can be undone."""

import csv
import io
from dataclasses import dataclass

from cityops.access import Actor
from cityops.ingest.importing import Clocks, import_file
from cityops.ingest.model import NoTableError, Receipt
from cityops.ingest.orders import Then, nothing
from cityops.store import Store
from cityops.words.refusals import refused

ORIGIN = "correction"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, where it stands, as a person writes it.

    Attributes:
        indicator: Id or name.
        area: Code, id or name.
        period: As in a file: 2020, 2020-Q3, 2020-07.
        value: 12.5; what stands there is checked as in a file.
        flag: 'provisional', ...; '' if none.
    """

    indicator: str
    area: str
    period: str
    value: str
    flag: str = ""

    @property
    def name(self) -> str:
        """The name under which it stands in the list of uploads."""
        return f"{ORIGIN} {self.indicator}, {self.area}, {self.period}"

    def as_file(self) -> bytes:
        """Return the file that says so."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["area", "indicator", "period", "value", "flag"])
        writer.writerow([self.area, self.indicator, self.period, self.value, self.flag])
        return text.getvalue().encode()


def correct(
    store: Store,
    actor: Actor,
    cell: Cell,
    clocks: Clocks,
    *,
    reason: str,
    dry_run: bool = False,
    confirm: bool = False,
    key: str = "",
    then: Then = nothing,
) -> Receipt:
    """Put another value in the place of one that is held.

    Args:
        store: To write to.
        actor: Who does it.
        cell: Which value, and what it should be. Totals only; a breakdown is corrected by a file.
        clocks: Dates that it is judged by.
        reason: Why; it is kept and shown.
        dry_run: Whether to say only what it would do.
        confirm: Whether it is written though something gets worse by it.
        key: See `import_file`.
        then: See `import_file`.

    Returns:
        The receipt, as of an import. With errors in it nothing was written.

    Raises:
        RefusedError: No reason is given, nothing is held there, or it says so already.
        UnconfirmedError: As of an import.
        NotAllowedError: The actor may not write data.
    """
    if not reason.strip():
        raise refused("correction.no_reason")
    options = {"reason": reason.strip(), "then": then, "origin": ORIGIN}
    tried = _import(store, actor, cell, clocks, dry_run=True, **options)
    if tried.errors or tried.upload_id:
        return tried
    if not tried.changed:
        key_of = "correction.same" if tried.unchanged else "correction.nothing_there"
        raise refused(key_of, indicator=cell.indicator, area=cell.area, period=cell.period, value=cell.value)
    if dry_run:
        return tried
    return _import(store, actor, cell, clocks, confirm=confirm, key=key, **options)


def _import(store: Store, actor: Actor, cell: Cell, clocks: Clocks, **options: object) -> Receipt:
    try:
        return import_file(store, actor, cell.name, cell.as_file(), clocks, **options)  # type: ignore[arg-type]
    except NoTableError as error:
        return Receipt(cell.name, "", "", "", rejected=1, errors=(error.fault,))
