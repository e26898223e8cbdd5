"""What both views of the model share: texts in the reader's language, and what a sentence rests on."""

from cityops.operating_model.model import Element, Evidence, Item, Label, Level, OperatingModel, Statement
from cityops.ui.html import escape, plain_chip
from cityops.ui.session import View
from cityops.words.catalogue import pick

ELEMENT = "element"
"""What names an element in the address."""


def said(item: Item, name: str, view: View) -> str:
    """Return a text of an item in the reader's language, else in the other one; '' for none."""
    en, zh = getattr(item, f"{name}_en"), getattr(item, f"{name}_zh")
    return pick(view.language, en, zh) or ""


def label(model: OperatingModel, kind: str, key: str, view: View) -> str:
    """Return the city's name of a component, group, facet, step or source."""
    found = next((one for one in model.of_kind(kind) if one.key == key), None)
    return said(found, "name", view) if found else key


def about(one: Label, view: View) -> str:
    """Return the sentence on a label, or ''."""
    return said(one, "about", view)


def code(item_id: str, view: View) -> str:
    """Return the id of what came with the model; what the city added has none that says anything."""
    return view.t("model.own") if item_id.startswith("city-") else item_id


def titled(one: Element, view: View) -> str:
    """Return id and title, as a link says them."""
    return f"{code(one.id, view)}  {said(one, 'title', view)}"


def chips(one: Statement | Level | Evidence | Element, model: OperatingModel, view: View) -> str:
    """Say what a text rests on: its basis, and what a reader has to know before trusting it."""
    t = view.t
    found = [plain_chip(t(f"model.basis.{one.basis}"), t(f"model.basis_about.{one.basis}"))]
    if _is_unverified(one):
        found.append(plain_chip(t("model.not_verified"), t("model.not_verified_about")))
    if model.is_reworded(one.id):
        found.append(plain_chip(_reworded(one.id, model, view)))
    if not getattr(one, "is_active", True):
        found.append(plain_chip(t("model.switched_off")))
    return " ".join(found)


def _reworded(item_id: str, model: OperatingModel, view: View) -> str:
    """Say that a text is the city's, or that it is so in the other language only."""
    if (item_id, view.language) in model.reworded:
        return view.t("model.reworded")
    other = next(language for found, language in model.reworded if found == item_id)
    return view.t("model.reworded_only", language=view.t(f"model.language.{other}"))


def _is_unverified(one: Statement | Level | Evidence | Element) -> bool:
    if isinstance(one, Element):
        return not one.is_verified
    return isinstance(one, Statement) and one.basis == "lineage" and not one.source


def source(one: Statement, model: OperatingModel, view: View) -> str:
    """Return where a statement was seen; '' where that is not said, or the city has other words."""
    if not one.source or model.is_reworded(one.id):
        return ""
    return escape(label(model, "source", one.source, view))
