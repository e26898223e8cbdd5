"""The look of our own blocks: one style sheet, on our class names and Streamlit's documented `st-key-`."""

from pathlib import Path

from cityops.words.colours import Tone

_SHEET = (Path(__file__).parent / "static" / "cityops.css").read_text("utf-8")


# Paper is white: the dark page is turned round as a whole, drawings, charts and grids with it; hues stay.
_DARK_ON_PAPER = "@media print{html{background:#FFF!important;}body{filter:invert(1) hue-rotate(180deg);}}"


def sheet(tone: Tone) -> str:
    """Return the style sheet in a tone, for `st.html`."""
    on_paper = _DARK_ON_PAPER if tone.dark else ""
    return f"<style>:root{{{_variables(tone)}}}{on_paper}{_SHEET}</style>"


def _variables(tone: Tone) -> str:
    colours = {
        "card": tone.card,
        "ink": tone.ink,
        "sub": tone.sub,
        "grid": tone.grid,
        "brand": tone.ramp[5] if not tone.dark else tone.ramp[4],
        "wash": tone.ramp[0],
        "chip": "#EEF2F5" if not tone.dark else "#222C37",
    }
    return "".join(f"--co-{name}:{value};" for name, value in colours.items())
