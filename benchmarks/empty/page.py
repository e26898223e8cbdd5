"""Nothing but a title and a text."""

import streamlit as st

st.title("Empty")
st.text("An empty page.")
