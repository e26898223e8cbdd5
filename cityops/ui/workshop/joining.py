"""How people get into the room: the address, the code and its picture, the projector's link."""

from urllib.parse import urlsplit

import streamlit as st

from cityops.config import Config
from cityops.ui.html import block, escape, picture
from cityops.ui.session import View
from cityops.web import drawings, reach
from cityops.workshop.model import Phase, Room


def address() -> tuple[str, bool]:
    """Return where phones find the app, and whether they can.

    It is the address by which this page itself came, unless that is the machine's own name.
    """
    config, asked = Config.from_env(), urlsplit(st.context.url or "")
    host = asked.hostname or ""
    if reach.is_own(host) and not reach.is_own(config.host):
        host = reach.lan_address() if config.host in reach.EVERYWHERE else config.host
    shown = f"[{host}]" if ":" in host else host or "localhost"
    port = f":{asked.port or config.port}" if asked.port or not asked.hostname else ""
    base = f"/{config.base_path}" if config.base_path else ""
    return f"{asked.scheme or 'http'}://{shown}{port}{base}", not reach.is_own(host)


def show(room: Room, view: View) -> None:
    """Draw the card: large while people come in, small once they vote."""
    t, (base, is_reachable) = view.t, address()
    ballot = f"{base}/ballot/{room.code}"
    is_large = room.state.phase is Phase.LOBBY
    code = f"<p class='co-room-code{' co-large' if is_large else ''}'>{escape(_spaced(room.code))}</p>"
    typed = escape(f"{base.partition('://')[2]}/ballot")
    lock = f"<p>{escape(t('console.locked'))}</p>" if room.state.is_locked else ""
    with st.container(border=True, key="card_join"):
        st.header(t("console.join"), anchor=False)
        drawn = _picture_of(ballot) if is_large else ""
        said = (
            f"<p class='co-small'>{escape(t('console.type'))}</p>"
            f"<p class='co-room-address'>{typed}</p>{code}{lock}"
        )
        st.html(block(f"<div>{said}</div>{drawn}", "co-join"))
        if not is_reachable:
            st.html(block(escape(t("console.here_only")), "co-said co-small"))
        with st.container(horizontal=True, vertical_alignment="center", key="room_links"):
            own = urlsplit(st.context.url or "")
            here = f"{own.scheme}://{own.netloc}{base_path()}" if own.netloc else base
            language = f"?lang={view.language}"
            st.link_button(t("console.projector"), f"{here}/projector/{room.code}{language}",
                           icon=":material/tv:", key="to_projector")  # fmt: skip
            st.link_button(t("console.phone"), f"{here}/ballot/{room.code}{language}", type="tertiary",
                           icon=":material/smartphone:", key="to_phone")  # fmt: skip


def _picture_of(text: str) -> str:
    """Return the QR code of an address; it says nothing that does not stand beside it."""
    drawn = drawings.qr(text, "")
    return picture(drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), "co-qr")


def base_path() -> str:
    """Return the path under which a proxy shows the app, '' for none."""
    path = Config.from_env().base_path
    return f"/{path}" if path else ""


def _spaced(code: str) -> str:
    """Return a code in two halves, as it is read out."""
    return f"{code[:3]} {code[3:]}"
