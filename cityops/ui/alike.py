"""By what areas are called alike: stated, editable, kept in the address; a city keeps its own choice."""

import streamlit as st

from cityops.access import Duty
from cityops.comparison import sentences
from cityops.comparison.model import Profile
from cityops.comparison.reads import NEAREST
from cityops.errors import CityOpsError
from cityops.progress.sentences import indicator_name
from cityops.ui import cached
from cityops.ui.html import block, escape, literal, plain_chip
from cityops.ui.session import View, keep_in_address
from cityops.vision import settings
from cityops.web import runtime
from cityops.words import lists

_NONE = "none"
_COUNTS = tuple(range(2, 11))


def asked(view: View) -> tuple[tuple[str, ...], int]:
    """Return the criteria and the number of similar areas that the address asks for, else the city's own."""
    said = st.query_params.get("by")
    known = cached.catalogue(view.version)
    by = cached.criteria(view.version, view.known) if said is None else tuple(said.split(","))
    count = st.query_params.get("k", "")
    k = int(count) if count.isdecimal() and int(count) in _COUNTS else NEAREST
    return tuple(dict.fromkeys(key for key in by if key in known)), k


def choose(profile: Profile, by: tuple[str, ...], k: int, view: View) -> None:
    """Draw the choice behind a button."""
    opened = st.popover(
        view.t("compare.similar"), icon=":material/group_work:", on_change="rerun", key="similar"
    )
    if opened.open:
        with opened:
            st.html(block(escape(view.t("compare.similar_about")), "co-small"))
            _choices(profile, by, k, view)
            _keep(by, view)


def _choices(profile: Profile, by: tuple[str, ...], k: int, view: View) -> None:
    known = cached.catalogue(view.version)
    options = list(dict.fromkeys([*(strip.indicator.id for strip in profile.strips), *by]))
    st.session_state["compare_by"], st.session_state["compare_k"] = list(by), k
    st.multiselect(
        view.t("compare.criteria"),
        options,
        format_func=lambda key: indicator_name(known[key], view.language),
        key="compare_by",
        placeholder=view.t("compare.criteria"),
        on_change=lambda: keep_in_address(by=",".join(st.session_state["compare_by"]) or _NONE),
    )
    st.selectbox(
        view.t("compare.nearest"),
        _COUNTS,
        key="compare_k",
        on_change=lambda: keep_in_address(k=str(st.session_state["compare_k"])),
    )


def _keep(by: tuple[str, ...], view: View) -> None:
    if by == cached.criteria(view.version, view.known):
        return
    st.button(view.t("compare.back"), on_click=lambda: keep_in_address(by=None, k=None))
    if view.actor.may(Duty.SETTINGS) and st.button(view.t("compare.keep")):
        try:
            settings.save(runtime.store(), view.actor, {"similar_by": ",".join(by)})
        except CityOpsError as error:
            st.error(literal(str(error)))
        else:
            st.rerun()


def said(profile: Profile, view: View) -> str:
    """Return which areas are alike and by what, or why none is named."""
    found = profile.similar
    if found is None:
        return f"<p>{escape(view.t('compare.similar_none'))}</p>"
    own = sentences.area_name(profile, profile.area.id, view.language)
    lines = []
    if found.nearest:
        names = [sentences.area_name(profile, one.area_id, view.language) for one in found.nearest]
        criteria = _names(found.criteria, view)
        lines.append(view.t("compare.similar_are", area=own, criteria=criteria, names=_join(names, view)))
    else:
        lines.append(view.t("compare.similar_nobody", names=own))
    if found.unusable:
        lines.append(view.t("compare.similar_unusable", area=own, names=_names(found.unusable, view)))
    if found.nearest and found.left_out:
        out = [sentences.area_name(profile, area, view.language) for area in found.left_out]
        lines.append(view.t("compare.similar_left_out", names=_join(out, view)))
    return f"<p>{escape(' '.join(lines))}{_illustrative(view)}</p>"


def _illustrative(view: View) -> str:
    progress = cached.progress(view.version, view.on, view.known)
    if "by" in st.query_params or progress is None or not progress.vision.is_illustrative:
        return ""
    return " " + plain_chip(view.t("overview.illustrative"), view.t("compare.similar_illustrative"))


def _names(ids: tuple[str, ...], view: View) -> str:
    known = cached.catalogue(view.version)
    return _join([indicator_name(known[key], view.language) for key in ids], view)


def _join(names: list[str], view: View) -> str:
    return lists.join(names, view.language)
