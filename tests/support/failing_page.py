"""A page that fails in the way that its address asks for."""

import streamlit as st

from cityops.errors import StoreError
from cityops.web import runtime

st.title("A page", anchor=False)
runtime.store()
if st.query_params["how"] == "store":
    raise StoreError("There is no room to do this. Free some disk space, then do it again.")
if st.query_params["how"] == "callback":
    st.button("Press", on_click=lambda: {}["secret"])
else:
    {}["secret"]
