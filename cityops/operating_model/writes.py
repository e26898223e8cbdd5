"""Writes of the operating model: it comes whole, and is the city's from then on."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cityops import access
from cityops.access import Actor, Duty
from cityops.operating_model import reads, rules
from cityops.operating_model.model import (
    FACETS,
    LEVELS,
    Element,
    Evidence,
    Item,
    Label,
    Level,
    Module,
    OperatingModel,
    Statement,
)
from cityops.operating_model.shipped import level_id, shipped
from cityops.store import Store, Transaction, Versioned, new_id, parts
from cityops.words.refusals import refused

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TABLES: dict[type[Item], Versioned] = {
    Element: Versioned.of("model_elements", Element),
    Statement: Versioned.of("model_statements", Statement),
    Level: Versioned.of("model_levels", Level),
    Evidence: Versioned.of("model_evidence", Evidence),
    Label: Versioned.of("model_labels", Label),
    Module: Versioned.of("model_modules", Module),
}


def load(store: Store, actor: Actor) -> int:
    """Load the model that comes with the product into a store that has none; return how many rows."""
    return access.write(store, actor, Duty.MODEL, put, action="load_model")


def put(tx: Transaction) -> int:
    """Do what `load` does, as a part of a greater write; a model that is there is left as it is."""
    if reads.read(tx) is not None:
        return 0
    model = shipped()
    kinds: tuple[Iterable[DataclassInstance], ...] = (
        model.elements,
        model.statements,
        model.levels,
        model.evidence,
        model.labels,
        model.modules,
    )
    return sum(
        tx.put_many(table, [parts(one) for one in rows])
        for table, rows in zip(TABLES.values(), kinds, strict=True)
    )


def change(
    store: Store, actor: Actor, item_id: str, version: int, values: Mapping[str, object], reason: str = ""
) -> int:
    """Change some columns of an element, statement, level, evidence, label or module; return its new version.

    Switching off is a change too (`is_active`, of a module `is_on`): nothing is deleted, and what is
    switched on again is as it was.

    Raises:
        RefusedError: There is no such item, or it cannot be changed so: see `rules.refusal`.
        StaleError: Somebody else changed it since `version`.
    """

    def work(tx: Transaction) -> int:
        item = _find(_model(tx), item_id)
        fresh = rules.cleaned(values)
        _check(item, fresh)
        # Compared with what the writer saw only where that is still what holds.
        if item.version == version and not rules.changed(item, fresh):
            raise refused("model.refused.same", id=item_id)
        return tx.change(TABLES[type(item)], item_id, version, fresh)

    return access.write(store, actor, Duty.MODEL, work, action="change_model", reason=reason)


def add_principle(
    store: Store, actor: Actor, values: Mapping[str, object], facet: str = FACETS[0], reason: str = ""
) -> str:
    """Add a principle of the city's own, its five levels still to be described; return its id.

    Args:
        store: The store.
        actor: Who adds it.
        values: `title`, `purpose` and `question`, each with `_en` and `_zh`; one title is needed.
        facet: One of `FACETS`, where it has its home.
        reason: Why.
    """

    def work(tx: Transaction) -> str:
        own = [one.rank for one in _model(tx).elements if one.component == "A"]
        element = _principle(_own_id(), max(own) + 1)
        fresh = rules.cleaned(values) | {"facet": facet}
        _check(element, fresh)
        row_id, row = parts(element)
        tx.create(TABLES[Element], row | fresh, row_id)
        for level in LEVELS:
            level_row = parts(Level(level_id(row_id, level), 1, row_id, level, None, None, "city"))
            tx.create(TABLES[Level], level_row[1], level_row[0])
        return row_id

    return access.write(store, actor, Duty.MODEL, work, action="add_to_model", reason=reason)


def add_statement(
    store: Store, actor: Actor, element_id: str, values: Mapping[str, object], reason: str = ""
) -> str:
    """Add a statement of the city's own to an element; `values` has `text_en`, `text_zh`. Return its id."""

    def work(tx: Transaction) -> str:
        model = _model(tx)
        _element(model, element_id)
        rank = 1 + max((one.rank for one in model.statements_of(element_id)), default=0)
        row = Statement(_own_id(), 1, rank, element_id, None, None, "city", "", "", True)
        return _create(tx, row, values)

    return access.write(store, actor, Duty.MODEL, work, action="add_to_model", reason=reason)


def add_evidence(
    store: Store, actor: Actor, element_id: str, values: Mapping[str, object], reason: str = ""
) -> str:
    """Add an example of evidence to an element, as `add_statement` adds a statement."""

    def work(tx: Transaction) -> str:
        model = _model(tx)
        _element(model, element_id)
        rank = 1 + max((one.rank for one in model.evidence_of(element_id)), default=0)
        row = Evidence(_own_id(), 1, rank, element_id, None, None, "city", "", True)
        return _create(tx, row, values)

    return access.write(store, actor, Duty.MODEL, work, action="add_to_model", reason=reason)


def _own_id() -> str:
    return f"city-{new_id()[:12]}"


def _principle(row_id: str, rank: int) -> Element:
    return Element(
        id=row_id,
        version=1,
        rank=rank,
        component="A",
        grouping="",
        facet=FACETS[0],
        basis="city",
        is_verified=True,
        clause="",
        title_en=None,
        title_zh=None,
        is_title_zh_official=False,
        purpose_en=None,
        purpose_zh=None,
        question_en=None,
        question_zh=None,
        is_active=True,
    )


def _create(tx: Transaction, item: Statement | Evidence, values: Mapping[str, object]) -> str:
    fresh = rules.cleaned(values)
    _check(item, fresh)
    row_id, row = parts(item)
    return tx.create(TABLES[type(item)], row | fresh, row_id)


def _check(item: Item, values: Mapping[str, object]) -> None:
    why = rules.refusal(item, values)
    if why:
        raise refused(f"model.refused.{why}", id=item.id, columns=", ".join(sorted(rules.writable(item))))


def _model(tx: Transaction) -> OperatingModel:
    model = reads.read(tx)
    if model is None:
        raise refused("model.refused.missing")
    return model


def _element(model: OperatingModel, element_id: str) -> Element:
    found = model.element(element_id)
    if found is None:
        raise refused("model.refused.unknown", id=element_id, near=_near(model, element_id))
    return found


def _find(model: OperatingModel, item_id: str) -> Item:
    found = model.find(item_id)
    if found is None:
        raise refused("model.refused.unknown", id=item_id, near=_near(model, item_id))
    return found


def _near(model: OperatingModel, item_id: str) -> str:
    return ", ".join(get_close_matches(item_id, [one.id for one in model.items], n=3, cutoff=0.3))
