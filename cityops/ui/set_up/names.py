"""The third step: the names of the areas in both languages, and how they lie in one another."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from cityops.founding import places, proposals
from cityops.ui.set_up.kept import faults, keep
from cityops.ui.set_up.stage import Stage
from cityops.words.catalogue import pick

_COLUMNS = ("area_code", "name_en", "name_zh", "kind", "parent_code")


def show(now: Stage) -> None:
    """Draw the areas as a table that can be written in."""
    t, rows = now.view.t, now.draft.areas["rows"]
    city = str(now.draft.place["code"])
    before = [_row(row, city) for row in rows]
    named = {city: _name(now.draft.place, city, now)}
    named |= {row["area_code"]: _name(row, row["area_code"], now) for row in rows}
    config = st.column_config
    written = st.data_editor(
        before,
        hide_index=True,
        width="stretch",
        num_rows="fixed",
        key="set_up_names",
        alt=t("set_up.step.names"),
        column_config={
            "area_code": config.TextColumn(t("set_up.field.area_code"), disabled=True),
            "name_en": config.TextColumn(t("set_up.field.name_en")),
            "name_zh": config.TextColumn(t("set_up.field.name_zh")),
            "kind": config.SelectboxColumn(
                t("set_up.field.kind"),
                options=list(places.KINDS),
                required=True,
                format_func=lambda key: t(f"set_up.kind.{key}"),
            ),
            "parent_code": config.SelectboxColumn(
                t("set_up.field.parent_code"),
                options=list(named),
                required=True,
                format_func=lambda key: named.get(str(key), str(key)),
            ),
        },
    )
    if st.button(t("set_up.save"), type="primary", key="save_names"):
        _save(now, [dict(old) | _cells(new) for old, new in zip(rows, written, strict=True)])


def _row(row: dict[str, Any], city: str) -> dict[str, str]:
    given = {name: str(row.get(name) or "") for name in _COLUMNS}
    return given | {"kind": given["kind"] or "district", "parent_code": given["parent_code"] or city}


def _name(row: Mapping[str, Any], code: str, now: Stage) -> str:
    return pick(now.view.language, row.get("name_en") or None, row.get("name_zh") or None) or code


def _cells(row: dict[Any, Any]) -> dict[str, str]:
    return {str(name): str(value or "").strip() for name, value in row.items()}


def _save(now: Stage, rows: list[dict[str, str]]) -> None:
    wrong = proposals.check_areas(now.draft.place, rows)
    if wrong:
        faults(wrong, now.view)
    else:
        keep(now, areas=dict(now.draft.areas) | {"rows": rows, "is_named": True})
