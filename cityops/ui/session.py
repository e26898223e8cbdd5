"""Who is looking, in which language, at which dates. Shareable state lives in the address."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import streamlit as st

from cityops.access import Actor, Duty, Role
from cityops.store import PRESENT
from cityops.ui import cached, identity
from cityops.ui.pages import PAGES
from cityops.vision.model import Release
from cityops.web import runtime
from cityops.words.catalogue import FALLBACK, LANGUAGES, Translator, words
from cityops.words.colours import Tone, tone
from cityops.words.lists import alternatives

_YEARS = range(1800, 2201)


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

    @property
    def names(self) -> bool:
        """Whether names of people and files are shown."""
        return self.actor.may(Duty.NAMES)

    @property
    def written(self) -> datetime:
        """Moment up to which commentary and the files' lines are shown: with the draft, or as released."""
        return PRESENT if self.actor.may(Duty.DRAFT) else self.known


def view(page: str = "") -> View:
    """Return the view of this run for a page, which stops here if the reader may not open it.

    Args:
        page: One of `PAGES`; a page without a name is for those who sign in.
    """
    now = current()
    needed = PAGES[page].opens if page in PAGES else Duty.NAMES
    if not now.actor.may(needed):
        _closed(now, needed)
        st.stop()
    if now.actor.role is Role.PUBLIC and now.release is None:
        _say(now.t("access.unreleased_title"), now.t("access.unreleased"))
        st.stop()
    return now


def _closed(now: View, needed: Duty) -> None:
    able = alternatives(
        [now.t(f"frame.role.{role.value}") for role in Role if Actor("", role).may(needed)], now.language
    )
    duty = now.t(f"access.duty.{needed.value}")
    _say(now.t("access.closed_title"), now.t("access.closed", duty=duty, able=able))


def _say(title: str, sentence: str) -> None:
    st.title(title, anchor=False)
    st.info(sentence, icon=":material/lock:")


def current() -> View:
    """Read the view of this run from the address, the browser and the store."""
    chosen = language()
    store, actor = runtime.store(), identity.actor()
    on = _date("on") or cached.settings(store.version).reporting_day(datetime.now(UTC))
    since = _date("since")
    sees_draft = actor.may(Duty.DRAFT)
    release = None if sees_draft and "known" in st.query_params else cached.last_release(store.version)
    asked = _moment("known") if sees_draft else PRESENT
    return View(
        language=chosen,
        t=words(chosen),
        tone=tone(st.context.theme.type == "dark"),
        actor=actor,
        on=on,
        since=since if since and since < on else _year_before(on),
        known=release.known_at if release else asked,
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


def keep_in_address(**values: str | None) -> None:
    """Put values into the address; None takes one out."""
    for name, value in values.items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def show_address() -> None:
    """Let the browser show the address that this run reads: a link within a page leaves the old one there."""
    now = st.query_params.to_dict()
    if st.session_state.get("address", now) != now:
        st.query_params.from_dict(now)
    st.session_state["address"] = now


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
