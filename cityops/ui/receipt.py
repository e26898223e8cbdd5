"""What a file would do, in the words of the page."""

import streamlit as st

from cityops.ingest.model import Receipt
from cityops.ui.session import View
from cityops.words import numbers

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


def reading(tried: Receipt, view: View) -> str:
    """Say how a file is read, in a sentence."""
    t, below = view.t, len(tried.footer)
    where = t("upload.header_at", line=tried.header_line) if tried.header_line else t("upload.no_header")
    if tried.encoding == "xlsx":
        said = t("upload.read_sheet", sheet=tried.sheet, header=where)
    else:
        delimiter = t(f"data.delimiter_{_DELIMITERS[tried.delimiter]}")
        said = t("upload.read_text", delimiter=delimiter, encoding=tried.encoding.upper(), header=where)
    notes = [t("upload.above", n=len(tried.preamble))] if tried.preamble else []
    notes += [t("upload.below", n=below)] if below else []
    notes += [t("upload.nulls", n=tried.nulls_removed)] if tried.nulls_removed else []
    notes += [t("upload.unsure")] if any(not guess["is_sure"] for guess in tried.guesses) else []
    return ("" if view.language == "zh" else " ").join([said, *notes])


def counts(tried: Receipt, view: View) -> str:
    """Say how many values are new, changed and the same."""
    return view.t("upload.counts", **grouped(tried, view))


def grouped(tried: Receipt, view: View) -> dict[str, str]:
    """Return the three counts as they are written."""
    found = {key: getattr(tried, key) for key in ("new", "changed", "unchanged")}
    return {key: numbers.number(n, 0, view.language) for key, n in found.items()}


def difference(tried: Receipt, view: View) -> None:
    """Show how many values are new, changed and the same."""
    for column, (key, n) in zip(st.columns(3), grouped(tried, view).items(), strict=True):
        column.metric(view.t(f"data.{key}"), n)
