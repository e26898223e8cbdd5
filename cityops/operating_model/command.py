"""The commands `model`, `model edit` and `model add`. See `cityops.commands`."""

from collections.abc import Mapping
from typing import Any

from cityops.access import Actor
from cityops.errors import UsageError
from cityops.operating_model import as_json, reads, rules, writes
from cityops.operating_model.model import FACETS, Item, Module, OperatingModel
from cityops.store import Store
from cityops.words.refusals import refused

Arguments = Mapping[str, Any]
Result = dict[str, Any]

KINDS = ("principle", "statement", "evidence")
FIELDS = ("title", "purpose", "question", "text", "name", "about")
"""What `model edit --field` may name; unless told otherwise the first that the item has."""


def show(store: Store, _actor: Actor, arguments: Arguments) -> Result:
    """What is in force of the operating model: all of it, or one element."""
    model = rules.in_force(_model(store))
    wanted = str(arguments.get("element") or "")
    if wanted and model.element(wanted) is None:
        there = ", ".join(one.id for one in model.elements)
        raise refused("model.refused.unknown", id=wanted, near=there)
    return as_json.of_model(model, wanted)


def edit(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Change a text, a home, or whether something is in use."""
    item_id = str(arguments["id"])
    item = _model(store).find(item_id)
    values, version = (_values(item, arguments), item.version) if item else ({}, 0)
    if item and not values:
        raise UsageError("There is nothing to change. Write --en, --zh, --facet, --on or --off.")
    fresh = writes.change(store, actor, item_id, version, values, str(arguments.get("reason") or ""))
    return {"id": item_id, "version": fresh}


def add(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Add a principle, or a statement or an example of evidence to an element."""
    kind, element = str(arguments["kind"]), str(arguments.get("element") or "")
    en, zh = arguments.get("en") or "", arguments.get("zh") or ""
    reason = str(arguments.get("reason") or "")
    if kind == "principle":
        facet = str(arguments.get("facet") or FACETS[0])
        titles = {"title_en": en, "title_zh": zh}
        return {"id": writes.add_principle(store, actor, titles, facet, reason)}
    texts = {"text_en": en, "text_zh": zh}
    adding = writes.add_statement if kind == "statement" else writes.add_evidence
    return {"id": adding(store, actor, element, texts, reason)}


def _model(store: Store) -> OperatingModel:
    with store.snapshot() as reader:
        model = reads.read(reader)
    if model is None:
        raise refused("model.refused.missing")
    return model


def _values(item: Item, arguments: Arguments) -> dict[str, object]:
    field = str(arguments.get("field") or next(iter(rules.texts(item)), "text"))
    values: dict[str, object] = {
        f"{field}_{language}": arguments[language]
        for language in ("en", "zh")
        if arguments.get(language) is not None
    }
    if arguments.get("facet"):
        values["facet"] = arguments["facet"]
    if arguments.get("state"):
        values["is_on" if isinstance(item, Module) else "is_active"] = arguments["state"] == "on"
    return values
