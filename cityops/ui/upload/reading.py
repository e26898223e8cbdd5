"""The second step: how the file is read, with its first rows, and how to tell it otherwise."""

from itertools import islice

import streamlit as st

from cityops.ingest import correcting
from cityops.ingest.frontdoor import Opened, Reading
from cityops.ui import receipt
from cityops.ui.html import block, escape, literal, table, wide
from cityops.ui.upload.stage import Stage, go_on, keep
from cityops.words import numbers

_ENCODINGS = ("", "utf-8", "utf-16", "cp1252", "latin-1", "gb18030", "big5", "shift_jis", "cp1250")
_DELIMITERS = {"": "", ",": "comma", ";": "semicolon", "tab": "tab", "|": "pipe"}
_ROWS, _COLUMNS = 8, 8


def show(now: Stage) -> None:
    """Draw the first rows, or why there are none, and the form that tells how to read the file."""
    fault = now.tried.fault
    if fault:
        said = literal(fault.sentence(now.draft.file, now.view.language))
        st.error(said, icon=":material/error:")
    else:
        st.html(block(escape(receipt.reading(now.receipt, now.view))))
    if now.tried.opened:
        _first_rows(now.tried.opened, now)
    _form(now)
    if not fault:
        go_on(now, "read")


def _first_rows(opened: Opened, now: Stage) -> None:
    width = min(_COLUMNS, len(opened.header))
    head = [now.view.t("data.line"), *opened.header[:width]]
    rows = [
        [str(line), *(cell or numbers.ABSENT for cell in [*cells, *[""] * width][:width])]
        for line, cells in islice(correcting.rows(opened), _ROWS)
    ]
    more = len(opened.header) - width
    st.html(wide(table(head, rows), now.view.t("upload.about_read")))
    if more > 0:
        st.html(block(escape(now.view.t("upload.more_columns", n=more)), "co-small"))


def _form(now: Stage) -> None:
    t, held = now.view.t, now.draft.reading
    with (
        st.expander(t("upload.read_otherwise"), expanded=bool(now.tried.fault)),
        st.form("read", border=False),
    ):
        encoding = st.selectbox(
            t("upload.encoding"),
            _with(_ENCODINGS, held.encoding),
            _with(_ENCODINGS, held.encoding).index(held.encoding),
            format_func=lambda name: name.upper() or t("upload.guess"),
        )
        delimiter = st.selectbox(
            t("upload.delimiter"),
            _with(tuple(_DELIMITERS), held.delimiter),
            _with(tuple(_DELIMITERS), held.delimiter).index(held.delimiter),
            format_func=lambda sign: _named(sign, now),
        )
        line = st.text_input(
            t("upload.header_line"), "" if held.header_line is None else str(held.header_line)
        )
        sheet = st.text_input(t("upload.sheet"), held.sheet)
        if st.form_submit_button(t("upload.read_so")):
            _tell(now, encoding, delimiter, line.strip(), sheet.strip())


def _tell(now: Stage, encoding: str, delimiter: str, line: str, sheet: str) -> None:
    if line and not line.isdecimal():
        st.error(now.view.t("upload.no_line", found=literal(line)), icon=":material/error:")
        return
    keep(now, "read", reading=Reading(encoding, delimiter, int(line) if line else None, sheet))


def _with(options: tuple[str, ...], held: str) -> tuple[str, ...]:
    return options if held in options else (*options, held)


def _named(sign: str, now: Stage) -> str:
    if not sign:
        return now.view.t("upload.guess")
    return now.view.t(f"data.delimiter_{_DELIMITERS[sign]}") if sign in _DELIMITERS else sign
