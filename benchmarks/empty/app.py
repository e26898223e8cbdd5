"""An empty Streamlit page under the product's own settings and collector: the measure of a page."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import streamlit as st

from cityops.ui.server import collect_in_background


@contextlib.asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Collect as the product does."""
    stopped = collect_in_background()
    yield
    stopped.set()


app = st.App("page.py", lifespan=lifespan)
