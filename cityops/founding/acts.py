"""A city is written whole, in one transaction; and taken out again, its history kept."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from cityops import access
from cityops.access import Actor, Duty
from cityops.founding import baselines
from cityops.founding.faults import FoundingError, of_data
from cityops.founding.frameworks import frameworks
from cityops.founding.model import City, Plan
from cityops.indicators import reads as areas_and_catalogue
from cityops.indicators.model import Indicator
from cityops.indicators.writes import INDICATORS, put_areas, put_indicators
from cityops.ingest.importing import Clocks, import_within, set_state
from cityops.operating_model import writes as operating_model
from cityops.store import PRESENT, Store, Transaction, parts
from cityops.vision import reads as visions
from cityops.vision import settings
from cityops.vision.writes import put_targets, put_vision
from cityops.words.refusals import refused

Step = Callable[[str, float], None]
"""Is told what was done, and which share of the whole is done."""


def found(
    store: Store,
    actor: Actor,
    city: City,
    today: date,
    *,
    reason: str = "",
    step: Step = lambda _name, _share: None,
    also: Callable[[Transaction], object] = lambda _tx: None,
) -> dict[str, int]:
    """Write a city that was checked into a store that has none.

    Args:
        store: The store.
        actor: Who founds it.
        city: What was checked.
        today: The day there.
        reason: Why.
        step: Is told how far it is.
        also: Writes what else comes with the city, in the same transaction.

    Returns:
        How many of each were written: `indicators`, `areas`, `observations`, `outcomes`, `targets`.

    Raises:
        RefusedError: The store holds areas already, or a baseline that follows from the data is refused.
        FoundingError: A file of data cannot be taken.
        NotAllowedError: The actor is no administrator.
    """

    def work(tx: Transaction) -> dict[str, int]:
        if areas_and_catalogue.areas(tx, on=today):
            raise refused("refused.founding.holds_city")
        counts = {"indicators": _put_indicators(tx, city.indicators)}
        step("catalogue", 0.2)
        operating_model.put(tx)
        counts["areas"] = put_areas(tx, city.areas, city.parents)
        settings.put(tx, city.settings)
        step("areas", 0.35)
        counts["observations"] = _put_files(tx, city, today)
        step("observations", 0.85)
        if city.vision:
            put_vision(tx, city.vision, city.outcomes)
        counts |= {"outcomes": len(city.outcomes), "targets": put_targets(tx, city.targets)}
        baselines.freeze_within(tx, today)
        also(tx)
        return counts

    counts = access.write(
        store, actor, Duty.SETTINGS, work, action="found_city", reason=reason, lock="import"
    )
    step("targets", 1.0)
    return counts


def _put_indicators(tx: Transaction, chosen: Iterable[Indicator]) -> int:
    """Add the frameworks and what the city chose; what is known already and differs is changed."""
    wanted = {**frameworks(), **{one.id: one for one in chosen}}
    known = areas_and_catalogue.catalogue(tx)
    for key in wanted.keys() & known.keys():
        if replace(wanted[key], version=known[key].version) != known[key]:
            tx.change(INDICATORS, key, known[key].version, parts(wanted[key])[1])
    return put_indicators(tx, [one for key, one in wanted.items() if key not in known])


def _put_files(tx: Transaction, city: City, today: date) -> int:
    on = date.fromisoformat(city.settings["reporting_date"] or today.isoformat())
    undone = {
        row["sha256"]: row for row in tx.rows("ingest/uploads", known=PRESENT) if row["state"] == "undone"
    }
    new = 0
    for file in city.files:
        before = undone.get(hashlib.sha256(file.data).hexdigest())
        if before:  # the city comes back, and so does what its file said
            set_state(tx, before, "live")
            new += before["rows_new"]
            continue
        receipt = import_within(
            tx, file.name, file.data, Clocks(on, today), is_illustrative=city.is_illustrative
        )
        if receipt.errors:
            raise FoundingError(of_data(file.name, fault) for fault in receipt.errors)
        new += receipt.new
    return new


def found_vision(store: Store, actor: Actor, plan: Plan, today: date) -> dict[str, int]:
    """Write the first vision of a city; return how many `outcomes` and `targets`.

    Raises:
        RefusedError: The city has a vision already.
        NotAllowedError: The actor is no administrator.
    """

    def work(tx: Transaction) -> dict[str, int]:
        if any(one.area_id == plan.vision.area_id for one in visions.visions(tx)):
            raise refused("refused.founding.has_vision")
        put_vision(tx, plan.vision, plan.outcomes)
        counts = {"outcomes": len(plan.outcomes), "targets": put_targets(tx, plan.targets)}
        baselines.freeze_within(tx, today)
        return counts

    return access.write(store, actor, Duty.SETTINGS, work, action="found_vision")
