"""Start and stop of the app's process: the store, the command line's door, and the garbage collector."""

import contextlib
import gc
import os
import sys
import threading
from collections.abc import AsyncIterator
from typing import Any

import streamlit as st

from cityops.errors import StoreError
from cityops.web import runtime

_EVERY = 15.0


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
    runtime.open_door(_door_address())
    stopped = collect_in_background()
    yield
    stopped.set()
    runtime.stop()


def _door_address() -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    path = f"{base}/door" if base else "door"
    return f"http://127.0.0.1:{st.get_option('server.port')}/{path}"


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

    def collect() -> None:
        while not stopped.wait(_EVERY):
            gc.collect()

    gc.collect()
    gc.freeze()
    threading.Thread(target=collect, name="collector", daemon=True).start()
    return stopped
