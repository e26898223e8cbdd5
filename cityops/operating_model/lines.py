"""What the commands of the operating model say to a person, line by line."""

from typing import Any

from cityops.operating_model.model import BASES
from cityops.words.catalogue import pick, words
from cityops.words.lists import join

Result = dict[str, Any]


def shown(result: Result, language: str) -> list[str]:
    """Say what is in force: a line an element, or all of one."""
    t, elements = words(language), result["elements"]
    if len(elements) == 1:
        return _whole(elements[0], result["labels"], language)
    names = _names(result["labels"], language)
    lines = [
        t(
            "model.command_line",
            id=one["id"],
            title=_said(one["title"], language),
            facet=names[f"facet/{one['facet']}"],
            statements=t("model.facet_count", n=len(one["statements"])),
        )
        for one in elements
    ]
    counts = result["counts"]
    bases = [f"{t(f'model.basis.{basis}')} {n}" for basis in BASES if (n := counts["by_basis"].get(basis))]
    said = t("model.command_counts", elements=str(counts["elements"]), statements=str(counts["statements"]),
             bases=join(bases, language))  # fmt: skip
    return [said, *lines]


def _whole(one: Result, labels: list[Result], language: str) -> list[str]:
    t, names = words(language), _names(labels, language)
    levels = [
        t(
            "model.command_level",
            n=row["level"],
            name=names[f"scale/{row['level']}"],
            text=_said(row["text"], language) or t("model.level_missing"),
        )
        for row in one["levels"]
    ]
    rows = [
        t(
            "model.command_row",
            id=row["id"],
            text=_said(row["text"], language),
            basis=t(f"model.basis.{row['basis']}"),
        )
        for row in (*one["statements"], *one["evidence"])
    ]
    head = [_said(one[name], language) for name in ("title", "purpose", "question")]
    below = [*filter(None, head[1:]), *levels, *rows]
    return [f"{one['id']}  {head[0]}", *(f"  {line}" for line in below)]


def edited(result: Result, language: str) -> list[str]:
    """Say what was changed."""
    return [words(language)("model.command_changed", id=result["id"], version=str(result["version"]))]


def added(result: Result, language: str) -> list[str]:
    """Say what was added."""
    return [words(language)("model.command_added", id=result["id"])]


def _names(labels: list[Result], language: str) -> dict[str, str]:
    return {one["id"]: _said(one["name"], language) for one in labels}


def _said(both: dict[str, str | None], language: str) -> str:
    return pick(language, both["en"], both["zh"]) or ""
