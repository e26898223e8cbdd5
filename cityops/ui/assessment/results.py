"""What a wave found: the finding first, then levels, gaps, votes, groups, and what moved."""

import streamlit as st

from cityops.assessment import findings, rules
from cityops.assessment.model import Review, Wave, WholeWave
from cityops.operating_model.model import OperatingModel
from cityops.ui.assessment import carry, files, gaps, moved, parts, strip, votes, whole_table
from cityops.ui.assessment.parts import ELEMENT
from cityops.ui.html import block, escape, literal
from cityops.ui.session import View, keep_in_address
from cityops.words import dates
from cityops.words.lists import join

_MOST = 6
"""Questions that are drawn before somebody asks for the rest."""


def show(whole: WholeWave, waves: list[Wave], model: OperatingModel, view: View) -> None:
    """Draw the results."""
    st.title(literal(finding(whole, view)), anchor=False)
    st.html(block(_head(whole, view)))
    carry.show(whole, model, view)
    with st.container(border=True, key="card_levels"):
        st.header(view.t("wave.levels"), anchor=False)
        st.html(strip.drawn(whole, model, view))
        _open_element(whole, view)
    with st.container(border=True, key="card_gaps"):
        st.header(view.t("wave.gaps"), anchor=False)
        st.html(gaps.drawn(whole, view))
    if votes.voted(whole):
        _votes(whole, view)
    if found := findings.perceptions(whole):
        _perception(found, whole, view)
    moved.show(whole, waves, view)
    _reviews(whole, view)
    _table(whole, model, view)
    files.show(whole, view)


def finding(whole: WholeWave, view: View) -> str:
    """Return the first sentence on a wave."""
    said, t = findings.verdict(whole.items), view.t
    if said.level is None:
        return t("wave.finding_none")
    if not said.gap:
        return t("wave.finding_level", level=said.level)
    named = join([parts.title(one, view) for one in said.widest[:2]], view.language)
    key = "wave.finding" if len(said.widest) <= 2 else "wave.finding_many"
    return t(key, level=said.level, gap=said.gap, named=named, n=len(said.widest))


def _head(whole: WholeWave, view: View) -> str:
    t, counted = view.t, rules.summary(whole.items)
    said = [t("wave.answered_of", answered=counted.answered, asked=counted.asked)]
    said += [t("wave.unknown_n", n=counted.unknown)] if counted.unknown else []
    said += [t("wave.not_applicable_n", n=counted.not_applicable)] if counted.not_applicable else []
    line = f"<p>{escape(parts.name(whole.wave, view))} · {escape(' · '.join(said))}</p>"
    note = f"<div class='co-said co-question'>{escape(t('wave.purpose'))}</div>"
    return f"{line}{parts.chips(whole.wave, view)}{note}"


def _open_element(whole: WholeWave, view: View) -> None:
    named = {one.item_id: parts.named(one, view) for one in whole.items}
    st.selectbox(
        view.t("wave.open_element"),
        named,
        index=None,
        format_func=named.__getitem__,
        placeholder=view.t("wave.open_element"),
        label_visibility="collapsed",
        key="open_element",
        on_change=lambda: keep_in_address(**{ELEMENT: st.session_state["open_element"]}),
    )


def _votes(whole: WholeWave, view: View) -> None:
    items = votes.voted(whole)
    with st.container(border=True, key="card_votes"):
        st.header(view.t("wave.votes"), anchor=False)
        st.html(block(escape(view.t("wave.votes_about")), "co-small"))
        st.html(votes.drawn(items[:_MOST], whole, view))
        if items[_MOST:]:
            rest = st.expander(view.t("wave.more", n=len(items) - _MOST), on_change="rerun", key="votes_open")
            if rest.open:
                rest.html(votes.drawn(items[_MOST:], whole, view))


def _perception(found: list[findings.Perception], whole: WholeWave, view: View) -> None:
    far = [one for one in found if one.step >= findings.FAR]
    with st.container(border=True, key="card_perception"):
        st.header(
            view.t("wave.perception_far", n=len(far)) if far else view.t("wave.perception_none"), anchor=False
        )
        st.html(block(escape(view.t("wave.perception_about")), "co-small"))
        st.html(votes.perception(found[: max(len(far), _MOST)], whole, view))
        folded = st.expander(view.t("wave.as_table"), on_change="rerun", key="perception_open")
        if folded.open:
            folded.html(votes.as_table(found, whole, view))


def _reviews(whole: WholeWave, view: View) -> None:
    if not whole.reviews:
        return
    with st.container(border=True, key="card_reviews"):
        st.header(view.t("wave.reviews"), anchor=False)
        lines = "".join(
            f"<li><div><strong>{escape(_reviewer(one, view))}</strong><p>{escape(one.finding)}</p></div></li>"
            for one in whole.reviews
        )
        st.html(block(f"<ul class='co-list'>{lines}</ul>"))


def _reviewer(one: Review, view: View) -> str:
    kind = view.t("wave.review_independent" if one.is_independent else "wave.review_own")
    who = [dates.date(one.held_on, view.language), one.reviewer if view.names else "", one.organisation, kind]
    return " · ".join(text for text in who if text)


def _table(whole: WholeWave, model: OperatingModel, view: View) -> None:
    folded = st.expander(
        view.t("wave.as_table"), icon=":material/table:", on_change="rerun", key="wave_table_open"
    )
    if folded.open:
        folded.html(whole_table.drawn(whole, model, view))
