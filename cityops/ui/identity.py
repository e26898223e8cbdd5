"""Who is looking: signed in by passphrase or provider, at this machine, by the public link, or nobody."""

from datetime import UTC, datetime
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cityops import journal
from cityops.access import SET_UP, STRANGER, VISITOR, Actor, Duty, Role, role_of
from cityops.access.grants import actor_of
from cityops.access.rules import is_current, name_of_claims
from cityops.ui import cached
from cityops.ui.server import is_loopback_only
from cityops.web import gate, runtime
from cityops.words.people import erased_number

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
_LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
_RESERVED = {SET_UP.name, VISITOR.name, STRANGER.name, "local"}
MACHINE = Actor("local", Role.ADMINISTRATOR)
"""Whoever sits at the server itself and has not signed in."""
TOKEN = "public"
"""Name of the public link's token in the address."""


def actor() -> Actor:
    """Return who is looking; a name that somebody signed in with comes before the machine and the link."""
    signed_in = st.session_state.get("actor") or by_provider()
    if signed_in:
        found: Actor = signed_in
        return found
    if is_this_machine():
        return MACHINE
    return VISITOR if _came_by_link() else STRANGER


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


def claims() -> dict[str, Any]:
    """Return what the provider says of whoever signed in there; {} of anybody else.

    Streamlit checks the signature of the cookie that holds it.
    """
    said: dict[str, Any] = dict(st.user.to_dict())
    return said if said.get("is_logged_in") is True else {}


def is_expired() -> bool:
    """Whether somebody signed in at the provider too long ago."""
    said = claims()
    return bool(said) and not is_current(said, datetime.now(UTC))


def provider_name() -> str:
    """Return the name of whoever signed in at the provider, with or without a role."""
    return name_of_claims(claims())


def by_provider() -> Actor | None:
    """Return who signed in at the provider, in the role that they were given; None for anybody else."""
    said = claims()
    if not said or is_expired():
        return None
    version = runtime.store().version
    return actor_of(said, cached.grants(version), cached.doors(version).unknown)


def providers() -> list[str]:
    """Return the names of the providers that .streamlit/secrets.toml sets up; '' is one without a name."""
    if "is_logged_in" not in st.user.to_dict():
        return []
    section = st.secrets["auth"]
    named = [name for name, value in section.items() if hasattr(value, "get") and "client_id" in value]
    return named or [""]


def token() -> str:
    """Return the token of the public link that somebody came by, or ''."""
    return str(st.query_params.get(TOKEN) or st.session_state.get(TOKEN) or "")


def _came_by_link() -> bool:
    return cached.doors(runtime.store().version).opens(token())


def tell_gate(actor: Actor) -> None:
    """Let the session of somebody who signed in send files to the server, and no other one."""
    run = get_script_run_ctx()
    if run is not None:
        gate.note(run.session_id, is_signed_in=actor.may(Duty.NAMES))


def is_reserved(name: str) -> bool:
    """Whether a name already means something else in the history."""
    return name in _RESERVED or erased_number(name) is not None


def sign_in(name: str, phrase: str) -> bool:
    """Take the role that a passphrase opens, for this session; tell whether it opened one."""
    role = role_of(runtime.store(), phrase)
    if role is None:  # without the name: somebody may have typed the passphrase there
        journal.note("sign_in", "A passphrase opened no role.", level=journal.WARNING)
    elif name.strip():
        st.session_state["actor"] = Actor(name.strip(), role)
        journal.note("sign_in", person=name.strip(), role=role.value)
    return bool(role and name.strip())


def sign_out() -> None:
    """Forget who signed in, here and, where it was there, at the provider."""
    st.session_state.pop("actor", None)
    if claims():
        st.logout()
