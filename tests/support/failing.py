"""An app like the product's whose page fails: `streamlit run` it with the product's settings."""

import streamlit as st

from cityops.ui.failures import tell
from cityops.web.routes import middleware, routes

app = st.App("failing_page.py", routes=routes(), middleware=middleware(), on_script_error=tell)
