"""The entrance. The script lives elsewhere, so that a folder named pages/ switches nothing on by itself."""

import streamlit as st

from cityops.ui.server import lifespan
from cityops.web.routes import MIDDLEWARE, ROUTES

app = st.App("cityops/ui/frame.py", lifespan=lifespan, routes=ROUTES, middleware=MIDDLEWARE)
