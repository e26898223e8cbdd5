"""The entrance. The script lives elsewhere, so that a folder named pages/ switches nothing on by itself."""

import streamlit as st

from cityops.ui.failures import tell
from cityops.ui.server import base_path, lifespan
from cityops.web.routes import middleware, routes

app = st.App(
    "cityops/ui/frame.py",
    lifespan=lifespan,
    routes=routes(base_path()),
    middleware=middleware(base_path()),
    on_script_error=tell,
)
