"""What moves by itself on the console: who has joined and voted, and the timer. One look a second."""

from datetime import UTC, datetime

import streamlit as st

from cityops.ui.html import block, escape
from cityops.ui.session import View
from cityops.web import runtime
from cityops.workshop import views
from cityops.workshop.model import Phase, Room
from cityops.workshop.refusals import TurnedAwayError
from cityops.workshop.seen import RoomView

_BALLOT = {Phase.VOTING, Phase.CLOSED}


@st.fragment(run_every=1.0)
def show(room: Room, was_faster: bool, view: View) -> None:
    """Draw the counts; draw the whole page anew when something was written since.

    A step, of whichever facilitator, raises the store's version; a vote does not, and moves this line only.
    What is typed elsewhere on the page stays: its fields keep their keys.
    """
    store = runtime.store()
    if store.version != view.version:
        st.rerun()
    try:
        seen = views.room_view(store, room.code)
    except TurnedAwayError:  # it has ended in this very moment
        return
    st.html(block(_line(seen, view) + (_clash(seen, view) if was_faster else ""), "co-live"))


def _line(seen: RoomView, view: View) -> str:
    t, who, state = view.t, seen.presence, seen.room.state
    parts = [f"<span>{escape(t('console.phones', n=who.tokens))}</span>"]
    if who.heads is not None:
        parts.append(f"<span>{escape(t('console.heads', n=who.heads))}</span>")
    refused = sum(seen.refused.values())
    if refused:
        said, about = escape(t("console.refused", n=refused)), escape(t("console.refused_about"))
        parts.append(f"<span title='{about}'>{said}</span>")
    small = f"<p class='co-small co-apart'>{''.join(parts)}</p>"
    large = _voted(seen, view) if state.phase in _BALLOT else ""
    return large + _timer(state.ends_at, view) + small


def _voted(seen: RoomView, view: View) -> str:
    """Say how many have voted, of those who can: the phones, or the heads where more were counted."""
    who = seen.presence
    n, every = who.voted + who.on_paper, max(who.tokens, who.heads or 0, who.voted + who.on_paper)
    share = 100 * n / every if every else 0.0
    paper = f" <small>{escape(view.t('console.on_paper', n=who.on_paper))}</small>" if who.on_paper else ""
    said = escape(view.t("console.voted", n=n, all=every))
    return (
        f"<p class='co-turnout'>{said}{paper}</p>"
        f"<div class='co-bar' aria-hidden='true'><i style='width:{share:.1f}%'></i></div>"
    )


def _timer(ends_at: datetime | None, view: View) -> str:
    if ends_at is None:
        return ""
    left = round((ends_at - datetime.now(UTC)).total_seconds())
    said = (
        view.t("console.left", time=f"{left // 60}:{left % 60:02d}")
        if left > 0
        else view.t("console.time_up")
    )
    return f"<p class='co-timer{'' if left > 0 else ' co-over'}' role='timer'>{escape(said)}</p>"


def _clash(seen: RoomView, view: View) -> str:
    """Say to the faster of two facilitators that the other one was at work too."""
    if not seen.clash:
        return ""
    said = view.t("console.clash", step=view.t(f"console.step.{seen.clash}"))
    return f"<p class='co-small' role='status'>{escape(said)}</p>"
