"""Plain HTTP routes beside Streamlit: health and the command line's door."""
