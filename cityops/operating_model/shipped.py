"""The operating model as it comes with the product: `data/operating_model/`, read."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from cityops.config import ROOT
from cityops.operating_model.model import (
    MODULES,
    Element,
    Evidence,
    Label,
    Level,
    Module,
    OperatingModel,
    Statement,
)

FOLDER = ROOT / "data" / "operating_model"
_Table = dict[str, Any]


@cache
def shipped() -> OperatingModel:
    """Return the model that a store begins with; every module is on."""
    tables = sorted((_read(path) for path in (FOLDER / "elements").glob("*.toml")), key=_rank)
    labels = _read(FOLDER / "model.toml")["label"]
    return OperatingModel(
        elements=tuple(_element(table) for table in tables),
        statements=tuple(one for table in tables for one in _statements(table)),
        levels=tuple(one for table in tables for one in _levels(table)),
        evidence=tuple(one for table in tables for one in _evidence(table)),
        labels=tuple(_label(rank, table) for rank, table in enumerate(labels, 1)),
        modules=tuple(Module(name, 1, True) for name in MODULES),
    )


def _read(path: Path) -> _Table:
    return tomllib.loads(path.read_text("utf-8"))


def _rank(table: _Table) -> int:
    return int(table["rank"])


def _element(table: _Table) -> Element:
    return Element(
        id=table["id"],
        version=1,
        rank=table["rank"],
        component=table["component"],
        grouping=table["group"],
        facet=table["facet"],
        basis=table["basis"],
        is_verified=table["is_verified"],
        clause=table["clause"],
        title_en=table["title_en"],
        title_zh=table["title_zh"],
        is_title_zh_official=table["is_title_zh_official"],
        purpose_en=table["purpose_en"],
        purpose_zh=table["purpose_zh"],
        question_en=table["question_en"],
        question_zh=table["question_zh"],
        is_active=True,
    )


def _statements(table: _Table) -> Iterator[Statement]:
    for rank, row in enumerate(table["statement"], 1):
        yield Statement(
            id=row["id"],
            version=1,
            rank=rank,
            element_id=table["id"],
            text_en=row["en"],
            text_zh=row["zh"],
            basis=row["basis"],
            source=row.get("source", ""),
            module=row.get("module", ""),
            is_active=True,
        )


def level_id(element_id: str, level: int) -> str:
    """Return the id of a step of an element.

    >>> level_id("B5", 3)
    'B5/3'
    """
    return f"{element_id}/{level}"


def _levels(table: _Table) -> Iterator[Level]:
    for name, row in table["level"].items():
        step = int(name)
        yield Level(level_id(table["id"], step), 1, table["id"], step, row["en"], row["zh"], "own")


def _evidence(table: _Table) -> Iterator[Evidence]:
    for rank, row in enumerate(table["evidence"], 1):
        yield Evidence(
            id=f"{table['id']}/e{rank}",
            version=1,
            rank=rank,
            element_id=table["id"],
            text_en=row["en"],
            text_zh=row["zh"],
            basis="own",
            module=row.get("module", ""),
            is_active=True,
        )


def _label(rank: int, row: _Table) -> Label:
    return Label(
        id=row["id"],
        version=1,
        rank=rank,
        name_en=row["name_en"],
        name_zh=row["name_zh"],
        about_en=row.get("about_en"),
        about_zh=row.get("about_zh"),
        basis=row.get("basis", ""),
        module=row.get("module", ""),
    )
