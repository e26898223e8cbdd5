"""Mending what blocks: one rule for many cells, or cell by cell; each correction is kept beside the file."""

from dataclasses import replace

import streamlit as st

from cityops.ingest import correcting
from cityops.ingest.model import Correction, Fault
from cityops.ui import cached
from cityops.ui.html import block, escape, table
from cityops.ui.upload import meaning
from cityops.ui.upload.stage import Stage, keep
from cityops.words import faults

_FIELDS, _NAMES = 20, 20


def many(now: Stage) -> None:
    """Draw what settles many cells at once: a mark that means no value, a name that means an area."""
    marks = _different(now, "not_a_number")
    areas, indicators = _different(now, "unknown_area"), _different(now, "unknown_indicator")
    if not (marks or areas or indicators):
        return
    t = now.view.t
    with st.expander(t("upload.many")), st.form("many", border=False):
        st.html(block(escape(t("upload.many_about")), "co-small"))
        missing = [
            mark for mark in marks if st.checkbox(t("upload.means_none", found=mark), key=f"none_{mark}")
        ]
        meant = {name: _meant(name, "area", _area_names(now), now) for name in areas}
        named = {name: _meant(name, "indicator", _indicator_names(now), now) for name in indicators}
        if st.form_submit_button(t("upload.apply")):
            base = meaning.base(now)
            said = replace(
                base,
                placeholders=tuple(dict.fromkeys([*base.placeholders, *missing])),
                areas=base.areas | {name: code for name, code in meant.items() if code},
                indicators=base.indicators | {name: code for name, code in named.items() if code},
            )
            keep(now, "check", mapping=said)


def _different(now: Stage, code: str) -> list[str]:
    found = (fault.found for fault in now.receipt.errors if fault.code == code)
    return list(dict.fromkeys(found))[:_NAMES]


def _area_names(now: Stage) -> dict[str, str]:
    return cached.area_names(now.view.version, now.view.language)


def _indicator_names(now: Stage) -> dict[str, str]:
    every = cached.catalogue(now.view.version)
    zh = now.view.language == "zh"
    return {key: (one.name_zh if zh else one.name_en) or one.code for key, one in every.items()}


def _meant(name: str, kind: str, known: dict[str, str], now: Stage) -> str:
    label = now.view.t(f"upload.means_{kind}", found=name)
    chosen = st.selectbox(
        label,
        ["", *known],
        format_func=lambda key: known.get(key, now.view.t("upload.not_said")),
        key=f"{kind}_{name}",
    )
    return str(chosen or "")


def cells(now: Stage) -> None:
    """Draw a field for each bad cell, and for each line that is none; then all is checked again."""
    bad = _fixable(now)
    if not bad:
        return
    t = now.view.t
    st.html(block(f"<h3>{escape(t('upload.fix'))}</h3>"))
    with st.form("fix", border=False):
        st.html(block(escape(t("upload.fix_about")), "co-small"))
        made = [_field(one, fault, now) for one, fault in bad]
        if st.form_submit_button(t("upload.check_again"), type="primary", icon=":material/done_all:"):
            changed = [one for one in made if one.new != one.old]
            if changed:
                keep(now, "check", corrections=now.draft.corrected(changed).corrections)
            else:
                st.warning(t("upload.nothing_fixed"), icon=":material/info:")


def _fixable(now: Stage) -> list[tuple[Correction, Fault]]:
    """Return the first bad cells and lines, as they stand."""
    opened = now.tried.opened
    assert opened
    errors = [one for one in now.receipt.errors if not one.column or one.column in opened.header]
    places = {(one.line, one.column): one for one in reversed(errors)}
    first = [places[key] for key in sorted(places)][:_FIELDS]
    texts = correcting.line_text(opened, [one.line for one in first if not one.column])
    return [
        (Correction(one.line, one.column, one.found if one.column else texts.get(one.line, "")), one)
        for one in first
    ]


def _field(one: Correction, fault: Fault, now: Stage) -> Correction:
    t = now.view.t
    label = (
        t("upload.cell", line=one.line, column=one.column) if one.column else t("upload.line", line=one.line)
    )
    text = st.text_input(label, one.old, key=f"fix_{one.line}_{one.column}_{now.draft.version}")
    said = faults.advice(now.view.language, found=fault.found, expected=fault.expected, code=fault.code)
    st.html(block(escape(said), "co-small"))
    return replace(one, new=text)


def corrections(now: Stage) -> None:
    """List what was corrected so far, and offer to take it back."""
    made = now.draft.corrections
    if not made:
        return
    t = now.view.t
    with st.expander(t("upload.corrected", n=len(made))):
        head = [t("data.line"), t("data.column"), t("upload.old"), t("upload.new")]
        rows = [
            [str(one.line), one.column or t("upload.whole_line"), one.old, one.new or t("upload.is_left_out")]
            for one in made
        ]
        st.html(block(table(head, rows)))
        if st.button(t("upload.take_back"), icon=":material/undo:", key="take_back"):
            keep(now, "check", corrections=())
