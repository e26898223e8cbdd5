"""The frame around every page: look, language, navigation, who is signed in, attribution."""

from pathlib import Path

import streamlit as st

from cityops.access import Duty
from cityops.config import ROOT
from cityops.ui import cached, style
from cityops.ui.html import block, escape
from cityops.ui.session import View, is_this_machine, keep_in_address, keep_spoken, sign_in, speak, view
from cityops.words import dates
from cityops.words.catalogue import LANGUAGE_NAMES, LANGUAGES, pick

_ICON = Path(__file__).parent / "static" / "favicon.svg"


def run() -> None:
    """Draw the frame and the page that the address names."""
    keep_spoken()
    now = view()
    st.set_page_config(page_title="CityOps", page_icon=str(_ICON), layout="wide")
    st.html(style.sheet(now.tone))
    page = st.navigation(_pages(now), position="top")
    st.session_state["lang"] = now.language
    keep_in_address(lang=now.language)
    _bar(now)
    page.run()
    _foot(now)


def _pages(now: View) -> list[st.Page]:
    return [
        st.Page(
            ROOT / "pages" / "overview.py",
            title=now.t("frame.overview"),
            icon=":material/dashboard:",
            default=True,
        ),
        st.Page(
            ROOT / "pages" / "progress.py",
            title=now.t("frame.progress"),
            icon=":material/route:",
            url_path="progress",
        ),
        st.Page(ROOT / "pages" / "map.py", title=now.t("frame.map"), icon=":material/map:", url_path="map"),
        st.Page(
            ROOT / "pages" / "catalogue.py",
            title=now.t("frame.catalogue"),
            icon=":material/menu_book:",
            url_path="catalogue",
        ),
        st.Page(
            ROOT / "pages" / "data.py",
            title=now.t("frame.data"),
            icon=":material/upload_file:",
            url_path="data",
        ),
        st.Page(
            ROOT / "pages" / "set_up.py",
            title=now.t("frame.set_up"),
            icon=":material/location_city:",
            url_path="set-up",
            visibility="visible" if now.actor.may(Duty.SETTINGS) else "hidden",
        ),
    ]


def _bar(now: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        st.html(block(escape(_where(now)), "co-eyebrow"), width="stretch")
        _who(now)
        asked = st.popover(
            now.t("overview.dates"),
            icon=":material/calendar_today:",
            type="tertiary",
            on_change="rerun",
            key="dates",
        )
        if asked.open:
            with asked:
                _dates(now)
        other = next(name for name in LANGUAGES if name != now.language)
        st.button(LANGUAGE_NAMES[other], key="language", type="tertiary", on_click=speak, args=(other,))


def _where(now: View) -> str:
    """Say which city and which reporting date the whole page speaks of."""
    names = cached.area_names(now.version, now.language)
    city = names.get(cached.settings(now.version).city, "CityOps")
    return now.t("overview.eyebrow", city=city, on=dates.date(now.on, now.language))


def _dates(now: View) -> None:
    st.session_state["pick_on"], st.session_state["pick_since"] = now.on, now.since
    st.date_input(now.t("overview.on"), format="YYYY-MM-DD", help=now.t("overview.on_help"), key="pick_on",
                  on_change=_turn_to)  # fmt: skip
    st.date_input(now.t("overview.since"), format="YYYY-MM-DD", key="pick_since", on_change=_turn_to)


def _turn_to() -> None:
    on, since = st.session_state["pick_on"], st.session_state["pick_since"]
    keep_in_address(on=on.isoformat(), since=since.isoformat())


def _who(now: View) -> None:
    if "actor" in st.session_state:
        role = now.t(f"frame.role.{now.actor.role.value}")
        said = now.t("frame.signed_in", name=now.actor.name, role=role)
        st.html(block(escape(said), "co-small"), width="content")
        if st.button(now.t("frame.sign_out"), type="tertiary"):
            del st.session_state["actor"]
            st.rerun()
    elif not is_this_machine():
        with st.popover(now.t("frame.sign_in"), icon=":material/login:"):
            _sign_in(now)


def _sign_in(now: View) -> None:
    st.html(block(escape(now.t("frame.sign_in_about")), "co-small"))
    with st.form("sign_in", border=False):
        name = st.text_input(now.t("frame.name"))
        phrase = st.text_input(now.t("frame.passphrase"), type="password")
        if st.form_submit_button(now.t("frame.sign_in"), type="primary"):
            if sign_in(name, phrase):
                st.rerun()
            st.error(now.t("frame.wrong"))


def _foot(now: View) -> None:
    setting = cached.settings(now.version)
    said = [pick(now.language, setting.attribution_en, setting.attribution_zh), now.t("frame.purpose")]
    foot = block("<br>".join(escape(line) for line in said if line), "co-foot")
    st.html(foot + _spoken(now.language), unsafe_allow_javascript=True)


def _spoken(language: str) -> str:
    """Tell screen readers the language; the first page cannot know it where the address does not say."""
    return f"<script>document.documentElement.lang = '{language}'</script>"


run()
