"""The rows of a difference: one kind at a time, the biggest change first, page by page, or all as a file."""

from typing import Any

import streamlit as st

from cityops.ingest import drafted
from cityops.ingest.difference import KINDS, Page
from cityops.ingest.drafted import COLUMNS
from cityops.progress.sentences import indicator_name, period
from cityops.ui import cached
from cityops.ui.html import block, escape, table, wide
from cityops.ui.upload.stage import LISTED, Stage
from cityops.words import numbers

_ORDER = ("changed", "withdrawn", "new", "not_in_file", "unchanged")
_PAGE, _NAMED = 25, 10
_VALUES = {"changed": ("old", "new", "percent"), "withdrawn": ("old",), "not_in_file": ("old",)}
_KEPT = "upload_rows"


def show(now: Stage) -> None:
    """Draw the kinds to choose from, one page of rows, and the file with all of them."""
    kinds = [kind for kind in _ORDER if _count(kind, now)]
    kind = _choose(kinds, now)
    skip = _skip(kind, now)
    _draw(kind, _rows(kind, skip, now), now)
    with st.container(horizontal=True, vertical_alignment="center"):
        if _count(kind, now) > _PAGE:
            _pager(kind, skip, now)
        _download(kind, now)


def withdrawn(now: Stage) -> None:
    """Name what is withdrawn, the first of it where it is much."""
    n = now.receipt.withdrawn
    if not n:
        return
    t = now.view.t
    st.html(block(f"<h3>{escape(t('upload.does.withdraws', n=n))}</h3>"))
    _draw("withdrawn", now.receipt.difference["withdrawn"][:_NAMED], now)
    if n > _NAMED:
        st.html(block(escape(t("upload.more_rows", n=n - _NAMED)), "co-small"))


def _count(kind: str, now: Stage) -> int:
    found = now.receipt
    # What is withdrawn is not in the file either: it is listed once.
    return int(found.not_in_file - found.withdrawn if kind == "not_in_file" else getattr(found, kind))


def _choose(kinds: list[str], now: Stage) -> str:
    t = now.view.t
    if st.session_state.get("rows_kind") not in kinds:
        st.session_state["rows_kind"] = kinds[0]
    chosen: str = st.radio(
        t("upload.rows"),
        kinds,
        format_func=lambda kind: t(f"upload.kind.{kind}", n=_count(kind, now)),
        key="rows_kind",
        horizontal=True,
    )
    return chosen


def _skip(kind: str, now: Stage) -> int:
    """Return how many rows are turned over; another kind, or another trial, begins with its first."""
    of, skip = st.session_state.get("rows_skip", (None, 0))
    return skip if of == (now.key, kind) else 0


def _turn(kind: str, skip: int, key: tuple[object, ...]) -> None:
    st.session_state["rows_skip"] = (key, kind), skip


def _pager(kind: str, skip: int, now: Stage) -> None:
    t, n = now.view.t, _count(kind, now)
    first, last, every = (
        numbers.number(one, 0, now.view.language) for one in (skip + 1, min(skip + _PAGE, n), n)
    )
    for key, icon, to in (("back", "chevron_left", skip - _PAGE), ("on", "chevron_right", skip + _PAGE)):
        st.button(
            t(f"frame.rows_{key}"),
            icon=f":material/{icon}:",
            key=f"rows_{key}",
            disabled=not 0 <= to < n,
            on_click=_turn,
            args=(kind, to, now.key),
        )
    st.html(block(escape(t("frame.rows_shown", first=first, last=last, every=every)), "co-small"))


def _rows(kind: str, skip: int, now: Stage) -> list[dict[str, Any]]:
    """Return one page; beyond what the trial brought along, its neighbours are read with it."""
    start = skip // LISTED * LISTED
    if not start:
        return list(now.receipt.difference[kind][skip : skip + _PAGE])
    key = now.key, kind, start
    held = st.session_state.get(_KEPT)
    if held is None or held[0] != key:
        found = drafted.rows(now.work, kind, Page(start, LISTED, KINDS, "change"))
        held = st.session_state[_KEPT] = key, found
    return list(held[1][skip - start : skip - start + _PAGE])


def _draw(kind: str, found: list[dict[str, Any]], now: Stage) -> None:
    t, values = now.view.t, _VALUES.get(kind, ("new",))
    head = [t(f"upload.row.{name}") for name in ("what", "period", *values)]
    lines = [
        [
            _what(row, now),
            period(row["period"], now.view.language),
            *(_value(row, one, now) for one in values),
        ]
        for row in found
    ]
    st.html(wide(table(head, lines), t(f"upload.kind.{kind}", n=_count(kind, now)), "co-rows"))


def _what(row: dict[str, Any], now: Stage) -> str:
    names = _names(now)
    scenario = row["scenario"] if row["scenario"] != "actual" else ""
    named = (names[key].get(row[key], row[key]) for key in ("indicator", "area"))
    return " · ".join(filter(None, (*named, row["dimensions"], scenario)))


def _value(row: dict[str, Any], name: str, now: Stage) -> str:
    if name == "percent":
        return numbers.signed(row["percent"], 1, now.view.language, "%")
    flag = row["old_flag" if name == "old" else "flag"]
    decimals = cached.catalogue(now.view.version)[row["indicator"]].decimals
    said = numbers.exact(row[name], decimals, now.view.language)
    return f"{said} ({flag})" if flag else said


def _names(now: Stage) -> dict[str, dict[str, str]]:
    every = cached.catalogue(now.view.version)
    return {
        "indicator": {key: indicator_name(one, now.view.language) for key, one in every.items()},
        "area": cached.area_names(now.view.version, now.view.language),
    }


def _download(kind: str, now: Stage) -> None:
    t = now.view.t

    def made() -> bytes:
        titles = [t(f"upload.row.{column}") for column in COLUMNS]
        return drafted.table(now.work, kind, titles, _names(now)).encode("utf-8-sig")

    st.download_button(
        t("upload.rows_download", n=_count(kind, now)),
        made,
        f"{now.draft.file.partition('.')[0]}-{kind}.csv",
        "text/csv",
        icon=":material/download:",
        key="rows_download",
        on_click="ignore",
    )
