"""Derived indicators of the catalogue and their formulas, at any moment of knowledge."""

from dataclasses import dataclass
from datetime import datetime

from cityops.indicators.formula import Formula, parse
from cityops.store import PRESENT, Reader, Versioned

FORMULAS = Versioned("formulas", ("formula",))


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived indicator.

    Attributes:
        id: Of the indicator.
        version: Version of the formula's row, for a later edit.
        formula: What its values follow from.
    """

    id: str
    version: int
    formula: Formula


def read(reader: Reader, *, known: datetime = PRESENT) -> dict[str, Derived]:
    """Return the derived indicators by id."""
    rows = reader.rows("indicators/formulas", known=known)
    return {row["id"]: Derived(row["id"], row["version"], parse(row["formula"])) for row in rows}
