"""Writes of visions, outcomes and targets."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cityops import access
from cityops.access import Actor, Duty
from cityops.store import PRESENT, Store, Transaction, Versioned, parts
from cityops.vision.model import Outcome, Target, Vision
from cityops.vision.rules import check_target, check_weight

VISIONS = Versioned.of("visions", Vision)
OUTCOMES = Versioned.of("outcomes", Outcome)
TARGETS = Versioned.of("targets", Target)


def add_vision(store: Store, actor: Actor, vision: Vision, outcomes: Sequence[Outcome]) -> str:
    """Add a vision with its outcomes; return its id.

    Raises:
        RefusedError: A weight below zero.
    """
    return access.write(
        store, actor, Duty.VISION, lambda tx: put_vision(tx, vision, outcomes), action="add_vision"
    )


def put_vision(tx: Transaction, vision: Vision, outcomes: Sequence[Outcome]) -> str:
    """Do what `add_vision` does, as a part of a greater write."""
    for outcome in outcomes:
        check_weight(outcome.weight)
    tx.put_many(VISIONS, [parts(vision)])
    tx.put_many(OUTCOMES, [parts(outcome) for outcome in outcomes])
    return vision.id


def add_targets(store: Store, actor: Actor, targets: Iterable[Target]) -> int:
    """Add targets, all or none; return how many.

    Raises:
        RefusedError: One of them cannot be rated; see `rules.check_target`.
    """
    given = list(targets)
    return access.write(store, actor, Duty.TARGETS, lambda tx: put_targets(tx, given), action="add_targets")


def put_targets(tx: Transaction, targets: Iterable[Target]) -> int:
    """Do what `add_targets` does, as a part of a greater write."""
    rows = []
    for target in targets:
        check_target(target)
        rows.append(parts(target))
    return tx.put_many(TARGETS, rows)


def change_target(
    store: Store, actor: Actor, target_id: str, version: int, values: dict[str, object], reason: str
) -> int:
    """Change some columns of a target; return its new version.

    Raises:
        RefusedError: The target as it would be cannot be rated.
        StaleError: Somebody else changed it since `version`.
    """

    def work(tx: Transaction) -> int:
        found = [row for row in tx.rows("vision/targets", known=PRESENT) if row["id"] == target_id]
        for row in found:
            check_target(replace(Target(**row), **values))  # type: ignore[arg-type]  # columns by name
        return tx.change(TARGETS, target_id, version, values)

    return access.write(store, actor, Duty.TARGETS, work, action="change_target", reason=reason)


def change_outcome(
    store: Store, actor: Actor, outcome_id: str, version: int, values: dict[str, object], reason: str
) -> int:
    """Change an outcome's name, weight or place; return its new version.

    Raises:
        RefusedError: A weight below zero.
        StaleError: Somebody else changed it since `version`.
    """
    if "weight" in values:
        check_weight(float(str(values["weight"])))
    return access.write(
        store,
        actor,
        Duty.VISION,
        lambda tx: tx.change(OUTCOMES, outcome_id, version, values),
        action="change_outcome",
        reason=reason,
    )
