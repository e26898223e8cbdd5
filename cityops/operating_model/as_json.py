"""The operating model as the command line prints it, and as a table."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from cityops.operating_model import rules
from cityops.operating_model.model import Element, Evidence, Item, Label, Level, OperatingModel, Statement
from cityops.words.catalogue import Translator

_Row = dict[str, str]


def of_model(model: OperatingModel, element_id: str = "") -> dict[str, Any]:
    """Return what is in force: one element, or all, with what they belong to and how many there are."""
    wanted = [one for one in model.elements if not element_id or one.id == element_id]
    return {
        "counts": counts(model),
        "modules": [one.id for one in model.modules if one.is_on],
        "labels": [_label(one) for one in model.labels if one.kind != "source"],
        "elements": [of_element(model, one) for one in wanted],
    }


def counts(model: OperatingModel) -> dict[str, Any]:
    """Count elements and statements, and statements by what they rest on."""
    return {
        "elements": len(model.elements),
        "statements": len(model.statements),
        "by_basis": dict(rules.by_basis(model)),
    }


def of_element(model: OperatingModel, one: Element) -> dict[str, Any]:
    """Return an element with its levels, statements and evidence."""
    return {
        "id": one.id,
        "version": one.version,
        "component": one.component,
        "group": one.grouping or None,
        "facet": one.facet,
        "basis": one.basis,
        "clause": one.clause or None,
        "is_verified": one.is_verified,
        "is_reworded": model.is_reworded(one.id),
        "title": _both(one, "title"),
        "purpose": _both(one, "purpose"),
        "question": _both(one, "question"),
        "levels": [{"level": row.level} | _line(model, row) for row in model.levels_of(one.id)],
        "statements": [
            _line(model, row) | {"source": row.source or None} for row in model.statements_of(one.id)
        ],
        "evidence": [_line(model, row) for row in model.evidence_of(one.id)],
    }


def _line(model: OperatingModel, row: Statement | Level | Evidence) -> dict[str, Any]:
    return {
        "id": row.id,
        "version": row.version,
        "text": _both(row, "text"),
        "basis": row.basis,
        "is_reworded": model.is_reworded(row.id),
    }


def _label(one: Label) -> dict[str, Any]:
    return {"id": one.id, "version": one.version, "name": _both(one, "name"), "about": _both(one, "about")}


def _both(item: Item, name: str) -> dict[str, str | None]:
    return {language: getattr(item, f"{name}_{language}") for language in ("en", "zh")}


def table(model: OperatingModel, t: Translator) -> str:
    """Return what is in force as CSV in both languages, one line an element, level, statement or example.

    Args:
        model: What is in force.
        t: Speaks the language of the headers.
    """
    head = ("element", "kind", "id", "level", "text_en", "text_zh", "basis", "source")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([t(f"model.table.{name}") for name in head])
    writer.writerows([row.get(name, "") for name in head] for row in _rows(model, t))
    return text.getvalue()


def _rows(model: OperatingModel, t: Translator) -> Iterator[_Row]:
    for one in model.elements:
        yield _row(t, "element", one.id, one.id, one.title_en, one.title_zh, one.basis)
        for level in model.levels_of(one.id):
            said = (level.text_en, level.text_zh, level.basis)
            yield _row(t, "level", one.id, level.id, *said) | {"level": str(level.level)}
        for statement in model.statements_of(one.id):
            said = (statement.text_en, statement.text_zh, statement.basis)
            yield _row(t, "statement", one.id, statement.id, *said) | {"source": statement.source}
        for example in model.evidence_of(one.id):
            said = (example.text_en, example.text_zh, example.basis)
            yield _row(t, "evidence", one.id, example.id, *said)
    for kind in ("purpose", "issue"):
        for label in model.of_kind(kind):
            yield _row(t, kind, "", label.id, label.name_en, label.name_zh, label.basis)


def _row(
    t: Translator, kind: str, element: str, item_id: str, en: str | None, zh: str | None, basis: str
) -> _Row:
    return {
        "element": element,
        "kind": t(f"model.kind.{kind}"),
        "id": item_id,
        "text_en": harmless(en),
        "text_zh": harmless(zh),
        "basis": t(f"model.basis.{basis}"),
    }


def harmless(text: str | None) -> str:
    """Return a cell that a spreadsheet does not take for a formula: a city's words may be anybody's.

    >>> harmless("=cmd|'/c calc'!A1"), harmless(None)
    ("'=cmd|'/c calc'!A1", '')
    """
    return f"'{text}" if text and text[0] in "=+-@\t" else text or ""
