"""What a write would do to statuses, outcomes and the city's number; and the box that confirms it."""

from collections.abc import Iterable

import streamlit as st

from cityops.ingest.effects import Consequences, StatusChange
from cityops.progress.sentences import indicator_name
from cityops.ui import cached
from cityops.ui.html import block, escape, table
from cityops.ui.session import View
from cityops.words import numbers
from cityops.words.catalogue import pick
from cityops.words.lists import clauses
from cityops.words.worse import is_lower

_WORSE, _LISTED = "▼ ", 50


def show(found: Consequences, view: View) -> None:
    """Draw what would be another one afterwards, each marked where it is worse."""
    rows = [
        *_headline(found, view),
        *_outcomes(found, view),
        *(_status(one, view) for one in _city_first(found.status_changes, view)),
    ]
    if not rows:
        st.markdown(view.t("effects.none"))
        return
    head = [view.t(f"effects.{key}") for key in ("what", "before", "after")]
    st.html(block(table(head, rows[:_LISTED])))
    if len(rows) > _LISTED:
        st.html(block(escape(view.t("effects.more", n=len(rows) - _LISTED)), "co-small"))


def finding(found: Consequences, view: View) -> str:
    """Say how many statuses get worse, how many change otherwise, and where the city's number goes."""
    worse = sum(one.worsens for one in found.status_changes)
    counted = {"worse": worse, "otherwise": len(found.status_changes) - worse}
    said = [view.t(f"effects.count.{name}", n=n) for name, n in counted.items() if n]
    before, after = _shares(found, view)
    if before != after:
        said.append(view.t("effects.goes", before=before, after=after))
    text = clauses(said or [view.t("effects.none")], view.language)
    return text[0].upper() + text[1:]


def confirmed(found: Consequences, view: View, key: str) -> bool:
    """Draw what gets worse and a box to tick where anything does; return whether the write may go on."""
    if not found.worsens:
        return True
    st.html(block(f"<p><strong>{_WORSE}{escape(finding(found, view))}</strong></p>", "co-warning"))
    return st.checkbox(view.t("effects.confirm"), key=key)


def _shares(found: Consequences, view: View) -> list[str]:
    shares = (found.headline_before, found.headline_after)
    return [numbers.percent(share, 1, view.language) for share in shares]


def _city_first(changes: Iterable[StatusChange], view: View) -> list[StatusChange]:
    city = cached.settings(view.version).city
    return sorted(changes, key=lambda one: one.area != city)


def _headline(found: Consequences, view: View) -> list[list[str]]:
    before, after = _shares(found, view)
    if before == after:
        return []
    worse = is_lower(found.headline_before, found.headline_after)
    return [_row(view.t("effects.headline"), before, after, worse=worse, view=view)]


def _outcomes(found: Consequences, view: View) -> list[list[str]]:
    way = cached.progress(view.version, view.on, view.known)
    names = {one.id: pick(view.language, one.name_en, one.name_zh) for one in way.outcomes} if way else {}
    rows = []
    for one in found.outcome_changes:
        shares = [numbers.percent(share, 1, view.language) for share in (one.share_before, one.share_after)]
        statuses = [view.t(f"status.{status}") for status in (one.before, one.after)]
        cells = [f"{status}, {share}" for status, share in zip(statuses, shares, strict=True)]
        rows.append(_row(names.get(one.outcome, one.outcome), *cells, worse=one.worsens, view=view))
    return rows


def _status(one: StatusChange, view: View) -> list[str]:
    name = indicator_name(cached.catalogue(view.version)[one.indicator], view.language)
    area = cached.area_names(view.version, view.language).get(one.area, one.area)
    cells = [view.t(f"status.{status}") for status in (one.before, one.after)]
    return _row(f"{name}, {area}", *cells, worse=one.worsens, view=view)


def _row(name: str, before: str, after: str, *, worse: bool, view: View) -> list[str]:
    return [name, before, f"{_WORSE}{after} ({view.t('effects.worse')})" if worse else after]
