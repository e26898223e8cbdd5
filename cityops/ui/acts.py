"""What a button does: a command, and what it said, once, after the page was drawn anew."""

from collections.abc import Callable

import streamlit as st

from cityops.errors import CityOpsError
from cityops.ui.html import literal
from cityops.ui.session import View

_SAID = "said_once"


def act(
    view: View, place: str, work: Callable[[], list[str]], unless: type[CityOpsError] | tuple[()] = ()
) -> None:
    """Do something, and draw the page anew; say why not where it is refused.

    Args:
        view: Of the reader.
        place: Where what was done is said.
        work: Does it; returns a sentence, and after it what is shown as it stands: a link, a passphrase.
        unless: A refusal that the caller answers itself.
    """
    try:
        said = work()
    except unless:
        raise
    except CityOpsError as error:
        st.error(literal(error.sentence(view.language)), icon=":material/error:")
    else:
        st.session_state[_SAID] = place, said
        st.rerun()


def said(place: str) -> None:
    """Say once what was done at a place of the page."""
    where, lines = st.session_state.get(_SAID, ("", []))
    if where != place:
        return
    del st.session_state[_SAID]
    sentence, *shown = lines
    st.success(literal(sentence), icon=":material/check_circle:")
    for one in shown:
        st.code(one, language=None, wrap_lines=True)
