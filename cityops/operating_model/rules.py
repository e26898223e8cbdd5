"""What a city may change about its operating model, and what of it is in force. No I/O, no clock."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from cityops.operating_model.model import (
    FACETS,
    PRINCIPLES,
    Element,
    Evidence,
    Item,
    Label,
    Level,
    Module,
    OperatingModel,
    Statement,
)

MOST = 1000
"""Letters that a text may have: a level has to fit the screen of a phone."""

_TEXTS: dict[type[Item], tuple[str, ...]] = {
    Element: ("title", "purpose", "question"),
    Statement: ("text",),
    Level: ("text",),
    Evidence: ("text",),
    Label: ("name", "about"),
    Module: (),
}
"""The texts of each kind; the first is what it cannot be without. Each is kept in both languages."""

_OTHERS: dict[type[Item], frozenset[str]] = {
    Element: frozenset({"facet", "is_active"}),
    Statement: frozenset({"is_active"}),
    Level: frozenset(),
    Evidence: frozenset({"is_active"}),
    Label: frozenset(),
    Module: frozenset({"is_on"}),
}


def texts(item: Item) -> tuple[str, ...]:
    """Return the names of an item's texts, without their language.

    >>> texts(Module("purposes", 1, True))
    ()
    """
    return _TEXTS[type(item)]


def writable(item: Item) -> frozenset[str]:
    """Return the columns of an item that a city may write."""
    of_texts = {f"{name}_{language}" for name in texts(item) for language in ("en", "zh")}
    return _OTHERS[type(item)] | of_texts


def cleaned(values: Mapping[str, object]) -> dict[str, object]:
    """Return values without space around them; what is empty is None.

    >>> cleaned({"text_en": " A sentence. ", "text_zh": "", "is_active": False})
    {'text_en': 'A sentence.', 'text_zh': None, 'is_active': False}
    """
    return {
        name: (" ".join(value.split()) or None) if isinstance(value, str) else value
        for name, value in values.items()
    }


def changed(item: Item, values: Mapping[str, object]) -> dict[str, object]:
    """Return those of the values that differ from what the item says."""
    return {name: value for name, value in values.items() if getattr(item, name, None) != value}


def refusal(item: Item, values: Mapping[str, object]) -> str | None:
    """Return why an item cannot be changed so, as the last part of a key of `model.refused`, or None.

    >>> refusal(Module("purposes", 1, True), {"is_off": True})
    'column'
    """
    if not values.keys() <= writable(item):
        return "column"
    if isinstance(item, Label) and item.kind == "source":
        return "source"
    if item.id in PRINCIPLES and values.get("is_active") is False:
        return "principle"
    if values.get("facet", FACETS[0]) not in FACETS:
        return "facet"
    return _wrong_text(item, values)


def _wrong_text(item: Item, values: Mapping[str, object]) -> str | None:
    needed = [f"{name}_{language}" for name in texts(item)[:1] for language in ("en", "zh")]
    if needed and not any(values.get(name, getattr(item, name)) for name in needed):
        return "empty"
    if any(isinstance(value, str) and len(value) > MOST for value in values.values()):
        return "long"
    return None


def existing(model: OperatingModel) -> OperatingModel:
    """Return the model without what belongs to a module that is off: nothing shows that it was there."""
    return replace(
        model,
        statements=tuple(one for one in model.statements if model.is_on(one.module)),
        evidence=tuple(one for one in model.evidence if model.is_on(one.module)),
        labels=tuple(one for one in model.labels if model.is_on(one.module)),
    )


def in_force(model: OperatingModel) -> OperatingModel:
    """Return the model without what the city has switched off; an element takes all of its own with it."""
    elements = tuple(one for one in model.elements if one.is_active)
    kept = {one.id for one in elements}
    return replace(
        model,
        elements=elements,
        statements=tuple(one for one in model.statements if one.is_active and one.element_id in kept),
        levels=tuple(one for one in model.levels if one.element_id in kept),
        evidence=tuple(one for one in model.evidence if one.is_active and one.element_id in kept),
    )


def by_basis(model: OperatingModel, facet: str = "") -> Counter[str]:
    """Count statements by what they rest on; those of one facet, or all."""
    wanted = {one.id for one in model.elements if not facet or one.facet == facet}
    return Counter(one.basis for one in model.statements if one.element_id in wanted)


def by_facet(model: OperatingModel) -> dict[str, tuple[Element, ...]]:
    """Return the elements of each facet, in the order of the model."""
    return {facet: tuple(one for one in model.elements if one.facet == facet) for facet in FACETS}
