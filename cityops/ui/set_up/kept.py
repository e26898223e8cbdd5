"""Keeping what was entered, and saying what is wrong with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import streamlit as st

from cityops.errors import CityOpsError
from cityops.founding import draft
from cityops.founding.faults import Fault, FoundingError
from cityops.ui.html import block, escape, literal
from cityops.ui.session import View
from cityops.ui.set_up.stage import Stage
from cityops.web import runtime
from cityops.words import numbers
from cityops.words.catalogue import catalogue

_SHOWN = 50
OPEN = "set_up_open"
"""Where the session keeps the step that somebody opened; without it the next one is open."""


def keep(now: Stage, *, stay: bool = False, **parts: Mapping[str, Any]) -> None:
    """Write parts of the draft, and go on to the next step."""
    write(now, lambda: draft.save(runtime.store(), now.view.actor, now.draft, **parts), stay=stay)


def write(now: Stage, work: Callable[[], object], *, stay: bool = False) -> None:
    """Do a write and go on to the next step, or say why it is refused."""
    try:
        work()
    except FoundingError as error:
        faults(error.faults, now.view)
    except CityOpsError as error:
        st.error(literal(str(error)), icon=":material/error:")
    else:
        if not stay:
            st.session_state.pop(OPEN, None)
        st.rerun()


def faults(found: Iterable[Fault], view: View) -> None:
    """List what has to be corrected, each with where it stands."""
    every = list(found)
    st.error(view.t("data.faults", n=len(every)), icon=":material/error:")
    lines = "".join(f"<li>{escape(_sentence(one, view))}</li>" for one in every[:_SHOWN])
    more = len(every) - _SHOWN
    rest = f"<p class='co-small'>{escape(view.t('data.faults_more', n=more))}</p>" if more > 0 else ""
    st.html(block(f"<ul class='co-faults'>{lines}</ul>{rest}"))


def _sentence(one: Fault, view: View) -> str:
    if one.file or not one.column:
        return one.said[view.language]
    key = f"set_up.field.{one.column}"
    label = view.t(key) if key in catalogue(view.language) else one.column
    return view.t("set_up.at", field=label, said=one.said[view.language])


def named(codes: Iterable[str]) -> str:
    """Write a few codes, and that there are more."""
    every = list(codes)
    return ", ".join(every[:10]) + (" …" if len(every) > 10 else "")


def count(n: int, view: View) -> str:
    """Write a count."""
    return numbers.number(n, 0, view.language)


def turn_to(step: str) -> None:
    """Open a step in the next run."""
    st.session_state[OPEN] = step


def leave_out(what: str, key: str, now: Stage) -> bool:
    """Draw the button that takes one thing off a list, and tell whether it was pressed."""
    t = now.view.t
    pressed: bool = st.button(
        t("set_up.leave_out"),
        type="tertiary",
        icon=":material/close:",
        key=f"drop_{key}",
        help=t("set_up.leave_out_what", what=what),
    )
    return pressed


def in_pairs() -> Iterator[Any]:
    """Return one place after the other, two in a row, so that a phone keeps their order."""
    while True:
        yield from st.columns(2)
