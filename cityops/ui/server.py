"""Start and stop of the app's process: the store, the command line's door, what is done in the background."""

import contextlib
import gc
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from cityops import __version__, journal
from cityops.config import Config
from cityops.errors import StoreError
from cityops.operations.backups import Schedule
from cityops.operations.rules import Keep
from cityops.web import runtime

_EVERY = 15.0
_LOOK_EVERY = 60.0
"""Seconds from one look at whether a copy is due to the next; the first comes once the app is warm."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "[::1]"}
"""What an app that listens on every address of the machine is reached by from the machine itself."""


@contextlib.asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Open the store before the first visitor, close it after the last."""
    try:
        runtime.store()
    except StoreError as error:
        # A second server ends here with one sentence; raising would print Uvicorn's whole traceback.
        sys.stderr.write(f"{error}\n")
        sys.stderr.flush()
        os._exit(1)
    where = str(st.get_option("server.address") or "")
    runtime.open_door(door_address(where, int(st.get_option("server.port")), base_path()))
    journal.note("started", f"Version {__version__} listens on {where}, port {st.get_option('server.port')}.")
    stopped = collect_in_background()
    copy_in_background(stopped)
    yield
    stopped.set()
    journal.note("stopped")
    runtime.stop()


def base_path() -> str:
    """Return the path under which Streamlit puts everything, without slashes at its ends; '' for none."""
    return str(st.get_option("server.baseUrlPath") or "").strip("/")


def door_address(host: str, port: int, base: str = "") -> str:
    """Return where the command line of this machine reaches an app that listens on an address.

    >>> door_address("0.0.0.0", 8501), door_address("::1", 8501, "city")
    ('http://127.0.0.1:8501/door', 'http://[::1]:8501/city/door')
    """
    name = _EVERYWHERE.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}/{base}/door" if base else f"http://{name}:{port}/door"


def is_loopback_only() -> bool:
    """Whether nobody but this machine can reach the app."""
    return str(st.get_option("server.address")) in {"127.0.0.1", "localhost", "::1"}


def collect_in_background() -> threading.Event:
    """Freeze what is loaded and collect garbage beside the runs.

    Streamlit collects after every run and holds the interpreter meanwhile: nine tenths of a small rerun.
    `runner.postScriptGC` switches that off; this collects instead, and never walks what was imported.
    """
    import cityops.ui.overview  # noqa: F401  what the pages import is frozen too

    stopped = threading.Event()
    gc.collect()
    gc.freeze()
    _repeat("collector", gc.collect, _EVERY, stopped)
    return stopped


def copy_in_background(stopped: threading.Event) -> None:
    """Make the copies of the store that are due, until the app stops."""
    schedule = Schedule(Keep.parse(Config.from_env().backups))
    _repeat("copies", lambda: schedule.look(runtime.store(), datetime.now(UTC)), _LOOK_EVERY, stopped)


def _repeat(name: str, work: Callable[[], object], every: float, stopped: threading.Event) -> None:
    def run() -> None:
        while not stopped.wait(every):
            work()

    threading.Thread(target=run, name=name, daemon=True).start()
