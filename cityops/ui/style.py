"""The look of our own blocks: one style sheet, on our class names and Streamlit's documented `st-key-`."""

from pathlib import Path

from cityops.words.colours import Tone

_SHEET = (Path(__file__).parent / "static" / "cityops.css").read_text("utf-8")


def sheet(tone: Tone) -> str:
    """Return the style sheet in a tone, for `st.html`."""
    colours = {
        "card": tone.card,
        "ink": tone.ink,
        "sub": tone.sub,
        "grid": tone.grid,
        "brand": tone.ramp[5] if not tone.dark else tone.ramp[4],
        "wash": tone.ramp[0],
        "chip": "#EEF2F5" if not tone.dark else "#222C37",
    }
    variables = "".join(f"--co-{name}:{value};" for name, value in colours.items())
    return f"<style>:root{{{variables}}}{_SHEET}</style>"
