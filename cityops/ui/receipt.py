"""What a file would do, or why it is not taken."""

from typing import Any

import streamlit as st

from cityops.ingest.model import Fault, Receipt
from cityops.progress.sentences import indicator_name
from cityops.ui import cached
from cityops.ui.html import block, escape, table
from cityops.ui.session import View
from cityops.words import faults as fault_words
from cityops.words import numbers
from cityops.words.lists import alternatives

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


def faults(tried: Receipt, view: View) -> None:
    """List what keeps the file from being taken: line, column, what stands there, what to do."""
    st.error(view.t("data.faults", n=tried.rejected), icon=":material/error:")
    t = view.t
    head = [t(f"data.{key}") for key in ("line", "column", "found", "todo")]
    st.html(block(table(head, (_fault(one, view) for one in tried.errors))))
    if tried.rejected > len(tried.errors):
        said = t("data.faults_more", n=tried.rejected - len(tried.errors))
        st.html(block(escape(said), "co-small"))


def _fault(one: Fault, view: View) -> list[str]:
    todo = fault_words.advice(view.language, found=one.found, expected=one.expected, code=one.code)
    return [str(one.line or numbers.ABSENT), one.column or numbers.ABSENT, one.found[:120], todo]


def questions(tried: Receipt, view: View) -> None:
    """List what the file leaves open, what may be answered, and the line of a mapping file that says it."""
    t = view.t
    st.warning(t("data.questions", n=len(tried.questions)), icon=":material/help:")
    head = [t(f"data.{key}") for key in ("question", "choices", "answer")]
    text = "text_zh" if view.language == "zh" else "text"
    rows = ([one[text], _choices(one, view), _answer(one)] for one in tried.questions)
    st.html(block(table(head, rows)))
    st.html(block(escape(t("data.questions_todo")), "co-small"))
    st.code(f'python -m cityops import "{tried.file}" --mapping answers.toml', language=None)


def _choices(question: dict[str, Any], view: View) -> str:
    more = [view.t("data.choice_open")] if question["open"] else []
    return alternatives([*question["choices"], *more], view.language)


def _answer(question: dict[str, Any]) -> str:
    return str(question["answer"]).removeprefix("[answers] ")


def difference(tried: Receipt, view: View) -> None:
    """Show what is new and changed, and which statuses will be others."""
    t = view.t
    st.html(block(escape(_read(tried, view)), "co-small"))
    for column, key in zip(st.columns(3), ("new", "changed", "unchanged"), strict=True):
        column.metric(t(f"data.{key}"), numbers.number(getattr(tried, key), 0, view.language))
    _headline(tried, view)
    _consequences(tried, view)


def _read(tried: Receipt, view: View) -> str:
    if tried.encoding == "xlsx":
        return view.t("data.checked_sheet", n=tried.observations, sheet=tried.sheet)
    delimiter = view.t(f"data.delimiter_{_DELIMITERS[tried.delimiter]}")
    return view.t("data.checked", n=tried.observations, delimiter=delimiter, encoding=tried.encoding.upper())


def _headline(tried: Receipt, view: View) -> None:
    if tried.headline_before != tried.headline_after:
        before, after = (
            numbers.percent(share, 1, view.language)
            for share in (tried.headline_before, tried.headline_after)
        )
        st.markdown(view.t("data.headline", before=before, after=after))


def _consequences(tried: Receipt, view: View) -> None:
    changes, t = tried.status_changes, view.t
    if not changes:
        st.markdown(t("data.no_consequences"))
        return
    st.markdown(f"**{t('data.consequences', n=len(changes))}**")
    every, areas = cached.catalogue(view.version), cached.area_names(view.version, view.language)
    head = [t(f"data.{key}") for key in ("indicator", "area", "before", "after")]
    rows = [
        [
            indicator_name(every[change.indicator], view.language),
            areas.get(change.area, change.area),
            t(f"status.{change.before}"),
            t(f"status.{change.after}"),
        ]
        for change in changes
    ]
    st.html(block(table(head, rows)))
