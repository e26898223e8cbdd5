"""Reads of the operating model, at any moment of knowledge."""

from datetime import datetime

from cityops.operating_model.model import (
    Change,
    Element,
    Evidence,
    Label,
    Level,
    Module,
    OperatingModel,
    Statement,
)
from cityops.operating_model.rules import existing
from cityops.store import PRESENT, Reader


def read(reader: Reader, *, known: datetime = PRESENT) -> OperatingModel | None:
    """Return the model, what the city has switched off included; None where there is none yet.

    What belongs to a module that is off is not in it. A moment before the model came into the store
    shows it as it came: what a release left out was the product's, and no secret of the city.
    """
    loaded: datetime | None = reader.rows("operating_model/loaded")[0]["loaded_at"]
    if loaded is None:
        return None
    moment = max(known, loaded)
    return existing(
        OperatingModel(
            elements=tuple(Element(**row) for row in reader.rows("operating_model/elements", known=moment)),
            statements=tuple(
                Statement(**row) for row in reader.rows("operating_model/statements", known=moment)
            ),
            levels=tuple(Level(**row) for row in reader.rows("operating_model/levels", known=moment)),
            evidence=tuple(Evidence(**row) for row in reader.rows("operating_model/evidence", known=moment)),
            labels=tuple(Label(**row) for row in reader.rows("operating_model/labels", known=moment)),
            modules=tuple(Module(**row) for row in reader.rows("operating_model/modules", known=moment)),
            reworded=_reworded(reader, moment),
        )
    )


def _reworded(reader: Reader, known: datetime) -> frozenset[tuple[str, str]]:
    rows = reader.rows("operating_model/reworded", known=known)
    return frozenset(
        (row["id"], language) for row in rows for language in ("en", "zh") if row[f"is_{language}"]
    )


def changes(
    reader: Reader, model: OperatingModel, element_id: str, *, known: datetime = PRESENT
) -> list[Change]:
    """Return what was changed about an element and about what belongs to it, newest first."""
    found = [Change(**row) for row in reader.rows("operating_model/changes", element=element_id, known=known)]
    return [one for one in found if model.is_on(one.module)]


def is_missing(reader: Reader) -> bool:
    """Whether there is a city, and no operating model yet: the store was made before it had any."""
    there = reader.rows("operating_model/loaded")[0]["loaded_at"] is not None
    return not there and any(row["id"] == "city" for row in reader.rows("store/settings", known=PRESENT))
