"""What a reader sees when a page fails: one sentence and a reference; the log has the rest."""

import streamlit as st

from cityops import journal
from cityops.errors import CityOpsError
from cityops.ui.html import literal
from cityops.ui.session import language
from cityops.words.catalogue import words


def tell(error: Exception) -> bool:
    """Write an error of a page into the log and show its reference; return True: nothing else is shown.

    An error that is meant for readers says what to do; of any other nothing is shown but the reference.
    """
    reference = journal.failed(error, action="page")
    t = words(language())
    said = t("operations.failed", reference=reference)
    if isinstance(error, CityOpsError):
        said = f"{literal(str(error))} {said}"
    st.error(said, icon=":material/error:")
    return True
