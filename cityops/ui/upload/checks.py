"""The fourth step: what the checks found, rule by rule, and what can be done about it."""

import io
from dataclasses import replace

import streamlit as st

from cityops.ingest.drafted import import_draft
from cityops.ingest.model import Finding
from cityops.ui.html import block, escape, plain_chip, table
from cityops.ui.upload import fixing
from cityops.ui.upload.stage import Stage, go_on, keep
from cityops.words import faults, numbers

_SHOWN = 10
_SIGNS = {"blocking": "■", "warning": "▲", "info": "●"}


def show(now: Stage) -> None:
    """Draw every finding, the gravest first, then the ways to mend what blocks."""
    if now.tried.fault:
        _no_table(now)
        fixing.corrections(now)
        return
    found = now.receipt
    if found.errors:
        st.error(now.view.t("data.faults", n=found.rejected), icon=":material/error:")
    elif not found.findings:
        st.html(block(escape(now.view.t("upload.checks_passed"))))
    for one in found.findings:
        _finding(one, now)
    fixing.corrections(now)
    if found.errors:
        _mend(now)
    elif now.draft.good_rows_only:
        _bring_back(now)
    if not found.errors:
        go_on(now, "check")


def _no_table(now: Stage) -> None:
    fault = now.tried.fault
    assert fault
    sentence = fault.sentence(now.draft.file, now.view.language)
    st.html(block(f"<p><strong>{escape(sentence)}</strong></p>"))
    if now.draft.good_rows_only:
        _bring_back(now)


def _finding(one: Finding, now: Stage) -> None:
    t = now.view.t
    chip = plain_chip(f"{_SIGNS[one.severity]} {t(f'import.severity.{one.severity}')}")
    code = f"<span class='co-small'>{one.code}</span>"
    top = f"<h3>{escape(one.text(now.view.language))}</h3><p>{chip} {code}</p>"
    head = [t(f"data.{key}") for key in ("line", "column", "found", "todo")]
    rows = [
        [
            str(fault.line or numbers.ABSENT),
            fault.column or numbers.ABSENT,
            fault.found[:120] or numbers.ABSENT,
            faults.advice(now.view.language, found=fault.found, expected=fault.expected, code=fault.code),
        ]
        for fault in one.first[:_SHOWN]
    ]
    more = one.count - len(rows)
    rest = f"<p class='co-small'>{escape(t('data.faults_more', n=more))}</p>" if more > 0 and rows else ""
    shown = table(head, rows) if rows else ""
    st.html(block(f"{top}{shown}{rest}", f"co-{one.severity}"))


def _mend(now: Stage) -> None:
    fixing.many(now)
    fixing.cells(now)
    with st.container(horizontal=True, vertical_alignment="center"):
        _download(now)
    _good_rows(now)


def _download(now: Stage) -> None:
    view = now.view

    def made() -> bytes:
        out = io.StringIO(newline="")
        care = replace(now.draft.care, errors=out, language=now.view.language)
        import_draft(now.work, dry_run=True, care=care)
        return out.getvalue().encode("utf-8-sig")

    name = f"{now.draft.file.partition('.')[0]}-errors.csv"
    st.download_button(
        view.t("upload.errors_file"),
        made,
        name,
        "text/csv",
        icon=":material/download:",
        help=view.t("upload.errors_about"),
        key="errors_file",
        on_click="ignore",
    )


def _good_rows(now: Stage) -> None:
    t = now.view.t
    with st.expander(t("upload.good_rows")), st.form("good_rows", border=False):
        st.html(block(escape(t("upload.good_rows_about")), "co-small"))
        reason = st.text_input(t("upload.good_rows_reason"), now.draft.reason)
        if st.form_submit_button(t("upload.good_rows_take")):
            if reason.strip():
                keep(now, "check", good_rows_only=True, reason=reason.strip())
            else:
                st.error(t("upload.reason_needed"), icon=":material/error:")


def _bring_back(now: Stage) -> None:
    if st.button(now.view.t("upload.bring_back"), icon=":material/undo:"):
        keep(now, "check", good_rows_only=False)
