"""A long list is shown some rows at a time; the address says from which row on."""

import streamlit as st

from cityops.ui.html import block, escape
from cityops.ui.session import View, keep_in_address
from cityops.words import numbers

_FROM = "from"


def part(n: int, most: int) -> slice:
    """Return which of `n` rows are shown: the page of the row that the address names, counted from 1."""
    asked = st.query_params.get(_FROM, "")
    row = int(asked) - 1 if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
    start = row // most * most if 0 <= row < n else 0
    return slice(start, min(start + most, n))


def pager(shown: slice, n: int, most: int, view: View) -> None:
    """Draw the way to the rows before and after, where there are any."""
    if n <= most:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="turning"):
        for name, icon, to in (
            ("back", "chevron_left", shown.start - most),
            ("on", "chevron_right", shown.start + most),
        ):
            st.button(
                view.t(f"frame.rows_{name}"),
                icon=f":material/{icon}:",
                key=f"turn_{name}",
                disabled=not 0 <= to < n,
                on_click=_turn,
                args=(to,),
            )
        first, last, every = (
            numbers.number(one, 0, view.language) for one in (shown.start + 1, shown.stop, n)
        )
        st.html(block(escape(view.t("frame.rows_shown", first=first, last=last, every=every)), "co-small"))


def _turn(to: int) -> None:
    keep_in_address(**{_FROM: str(to + 1) if to else None})
