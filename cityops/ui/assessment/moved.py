"""Two waves side by side: what went up, what went down, what is new."""

import streamlit as st

from cityops.assessment import findings, rules
from cityops.assessment.findings import SIGNS
from cityops.assessment.model import Moved, Wave, WaveItem, WholeWave
from cityops.ui import cached
from cityops.ui.assessment import parts
from cityops.ui.html import block, escape, wide
from cityops.ui.html import table as html_table
from cityops.ui.session import View, keep_in_address

_SINCE = "before"
"""What names the wave to compare with in the address."""

_GLYPHS = {1: "▲", -1: "▼", 0: "■"}


def comparable(wave: Wave, waves: list[Wave]) -> list[Wave]:
    """Return the other waves of the same place, organisation and silo; the last one before it first."""
    alike = [
        one
        for one in waves
        if one.id != wave.id
        and (one.area_id, one.organisation, one.domain) == (wave.area_id, wave.organisation, wave.domain)
    ]
    return sorted(alike, key=lambda one: (one.held_on > wave.held_on, abs((wave.held_on - one.held_on).days)))


def show(whole: WholeWave, waves: list[Wave], view: View) -> None:
    """Draw the comparison, if there is a wave to compare with."""
    others = comparable(whole.wave, waves)
    if not others:
        return
    asked = st.query_params.get(_SINCE, "")
    other = next((one for one in others if one.id == asked), others[0])
    with st.container(border=True, key="card_moved"):
        place = st.container()
        if len(others) > 1:
            _choose(other, others, view)
        before = cached.wave(view.version, other.id, view.written)
        if before:
            first, then = (before, whole) if other.held_on <= whole.wave.held_on else (whole, before)
            found = rules.compared(first.items, then.items)
            place.header(_finding(found, view), anchor=False)
            place.html(drawn(found, first, then, view))


def _choose(now: Wave, others: list[Wave], view: View) -> None:
    named = {one.id: parts.titled(one, view) for one in others}
    st.session_state["pick_before"] = now.id
    st.selectbox(
        view.t("wave.compare_with"),
        named,
        format_func=named.__getitem__,
        key="pick_before",
        on_change=lambda: keep_in_address(**{_SINCE: st.session_state["pick_before"]}),
    )


def _finding(found: list[Moved], view: View) -> str:
    sides = findings.directions(found)
    if not any(sides.values()):
        return view.t("wave.moved_none")
    return view.t("wave.moved", up=len(sides[1]), down=len(sides[-1]), same=len(sides[0]))


def drawn(found: list[Moved], before: WholeWave, after: WholeWave, view: View) -> str:
    """Return the elements whose answer changed, those that rose most first."""
    t = view.t
    titles = {one.item_id: one for whole in (before, after) for one in whole.items}
    changed = sorted((one for one in found if one.before != one.after), key=lambda one: -(one.step or 0))
    head = [
        t("wave.element"),
        parts.titled(before.wave, view),
        parts.titled(after.wave, view),
        t("wave.step_column"),
    ]
    rows = [_row(one, titles[one.item_id], view) for one in changed]
    note = f"<p class='co-small'>{escape(t('wave.moved_about'))}</p>"
    return block(note) + (wide(html_table(head, rows), t("wave.moved_table")) if rows else "")


def _row(one: Moved, item: WaveItem, view: View) -> list[str]:
    before, after = (SIGNS.get(answer, answer) for answer in (one.before, one.after))
    return [parts.named(item, view), before, after, _step(one, view)]


def _step(one: Moved, view: View) -> str:
    if one.step is None:
        return view.t("wave.step_none")
    glyph = _GLYPHS[(one.step > 0) - (one.step < 0)]
    return f"{glyph} {view.t('wave.step_up' if one.step > 0 else 'wave.step_down', n=abs(one.step))}"
