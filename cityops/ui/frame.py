"""The frame around every page: look, language, navigation, who is signed in, attribution."""

from pathlib import Path

import streamlit as st

from cityops.access import Role
from cityops.ui import cached, entrance, identity, links, style
from cityops.ui.html import block, escape
from cityops.ui.pages import PAGES
from cityops.ui.session import View, current, keep_in_address, keep_spoken, show_address, speak
from cityops.words import dates
from cityops.words.catalogue import LANGUAGE_NAMES, LANGUAGES, pick

_ICON = Path(__file__).parent / "static" / "favicon.svg"


def run() -> None:
    """Draw the frame and the page that the address names."""
    keep_spoken()
    now = current()
    identity.tell_gate(now.actor)
    st.set_page_config(page_title="CityOps", page_icon=str(_ICON), layout="wide")
    st.html(style.sheet(now.tone))
    is_stranger = now.actor.role is Role.STRANGER
    page = st.navigation(_pages(now), position="hidden" if is_stranger else "top")
    st.session_state["lang"] = now.language
    keep_in_address(lang=now.language)
    show_address()
    if is_stranger:
        with st.container(horizontal=True, horizontal_alignment="right", key="bar"):
            _language(now)
        entrance.show(now)
    else:
        _keep_link(now)
        _bar(now)
        page.run()
    _foot(now)


def _keep_link(now: View) -> None:
    """Keep the public link's token in the address, which the menu does not."""
    if now.actor.role is Role.PUBLIC:
        st.session_state[identity.TOKEN] = identity.token()
        keep_in_address(**{identity.TOKEN: identity.token()})


def _pages(now: View) -> list[st.Page]:
    # All are listed, so that each can answer for itself; the menu shows what the reader may open.
    return [
        st.Page(
            links.PAGES / f"{name}.py",
            title=now.t(f"frame.{name}"),
            icon=f":material/{page.icon}:",
            visibility="visible" if page.is_listed(now.actor) else "hidden",
            **links.address(name),
        )
        for name, page in PAGES.items()
    ]


def _bar(now: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", key="bar"):
        st.html(block(escape(_where(now)), "co-eyebrow"), width="stretch")
        entrance.who(now)
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
        _language(now)


def _language(now: View) -> None:
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


def _foot(now: View) -> None:
    setting = cached.settings(now.version)
    sources = pick(now.language, setting.attribution_en, setting.attribution_zh)
    said = ["" if now.actor.role is Role.STRANGER else sources, now.t("frame.purpose")]
    foot = block("<br>".join(escape(line) for line in said if line), "co-foot")
    st.html(foot + _spoken(now.language), unsafe_allow_javascript=True)


def _spoken(language: str) -> str:
    """Tell screen readers the language; the first page cannot know it where the address does not say."""
    return f"<script>document.documentElement.lang = '{language}'</script>"


run()
