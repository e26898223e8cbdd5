"""Who is looking, in which language, at which dates. Shareable state lives in the address."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import streamlit as st

from cityops.access import VISITOR, Actor, Role, role_of
from cityops.store import PRESENT
from cityops.ui import cached
from cityops.ui.server import is_loopback_only
from cityops.vision.releases import Release
from cityops.web import runtime
from cityops.words.catalogue import FALLBACK, LANGUAGES, Translator, words
from cityops.words.colours import Tone, tone

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
_YEARS = range(1800, 2201)
_LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}


@dataclass(frozen=True, slots=True)
class View:
    """One reader's view during one run.

    Attributes:
        language: 'en' or 'zh'.
        t: Speaks it.
        tone: Colours of the reader's theme.
        actor: Who is looking, and what they may do.
        on: Reporting date.
        since: Earlier reporting date that it is compared with.
        known: Moment of knowledge: the last release, unless the address asks for the draft.
        version: Data version, the key of every cache.
        release: The release that is shown, or None for the draft.
    """

    language: str
    t: Translator
    tone: Tone
    actor: Actor
    on: date
    since: date
    known: datetime
    version: int
    release: Release | None = None


def view() -> View:
    """Read the view of this run from the address, the browser and the store."""
    chosen = language()
    store = runtime.store()
    on = _date("on") or cached.settings(store.version).reporting_day(datetime.now(UTC))
    since = _date("since")
    release = None if "known" in st.query_params else cached.last_release(store.version)
    return View(
        language=chosen,
        t=words(chosen),
        tone=tone(st.context.theme.type == "dark"),
        actor=actor(),
        on=on,
        since=since if since and since < on else _year_before(on),
        known=release.known_at if release else _moment("known"),
        release=release,
        version=store.version,
    )


def language() -> str:
    """Return the language of the address, else of the session, else of the browser."""
    asked = st.query_params.get("lang") or st.session_state.get("lang") or (st.context.locale or "")[:2]
    return asked if asked in LANGUAGES else FALLBACK


def speak(language: str) -> None:
    """Turn to another language, in the address too."""
    st.session_state["turned"] = st.query_params.get("lang"), language, True
    st.session_state["lang"] = language
    keep_in_address(lang=language)


def keep_spoken() -> None:
    """Hold the language that was turned to, once a run, before anything reads the address.

    A run that the browser asks for before it has heard of the new address (for a part just drawn)
    brings the old one, and would undo the click.
    """
    left, chosen, is_of_this_run = st.session_state.pop("turned", (None, None, False))
    if is_of_this_run or (chosen and st.query_params.get("lang") == left):
        st.session_state["turned"] = left, chosen, False
        keep_in_address(lang=chosen)


def actor() -> Actor:
    """Return who is looking: signed in, at this machine itself, or a visitor."""
    signed_in: Actor | None = st.session_state.get("actor")
    if signed_in:
        return signed_in
    return Actor("local", Role.ADMINISTRATOR) if is_this_machine() else VISITOR


def is_this_machine() -> bool:
    """Whether the reader sits at the server: it listens on loopback only and nothing was forwarded.

    The host is compared too, or a page elsewhere that resolves its own name to 127.0.0.1 would be let in; and
    the origin, because a proxy may name itself as the host and say nothing of whom it speaks for.
    """
    headers = st.context.headers
    places = [headers.get("Host", ""), headers.get("Origin", "").rpartition("//")[2]]
    local = all((place.rpartition(":")[0] or place) in _LOCAL_HOSTS for place in places if place)
    return (
        is_loopback_only() and local and bool(places[0]) and not any(name in headers for name in _FORWARDED)
    )


def sign_in(name: str, phrase: str) -> bool:
    """Take the role that a passphrase opens, for this session; tell whether it opened one."""
    role = role_of(runtime.store(), phrase)
    if role and name.strip():
        st.session_state["actor"] = Actor(name.strip(), role)
    return bool(role and name.strip())


def keep_in_address(**values: str | None) -> None:
    """Put values into the address; None takes one out."""
    for name, value in values.items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def _date(name: str) -> date | None:
    try:
        found = date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _moment(name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(st.query_params.get(name, ""))
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return PRESENT


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
