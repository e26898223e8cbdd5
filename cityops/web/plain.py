"""A plain page: one answer that brings its style and its script along and asks no other host for anything."""

import base64
import hashlib
import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from starlette.responses import HTMLResponse

from cityops.web.hall import HEADERS
from cityops.words.colours import DARK, LIGHT, Tone, ink_on

_FOLDER = Path(__file__).parent / "static"
SPOKEN = {"en": "en", "zh": "zh-Hans"}
"""What `lang` says of a language."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into a page, each as HTML.

    Attributes:
        lang: For the attribute.
        turn: The link to the other language.
        where: What stands at the top.
        data: What the script reads, as `script_of` makes it; '' for a page without a script.
    """

    lang: str
    title: str
    where: str
    turn: str
    main: str
    data: str = ""


def page(name: str, parts: Parts, status: int = 200) -> HTMLResponse:
    """Return the page of a name with its parts, under a policy that lets nothing else run or load."""
    style = _style(name)
    said = asdict(parts) | {"style": style}
    html = re.sub(r"\{(\w+)\}", lambda found: said[found[1]], _text(f"{name}.html"))
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(_script(name))}; "
        "img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )
    return HTMLResponse(html, status, HEADERS | {"content-security-policy": policy})


def script_of(name: str, data: object) -> str:
    """Return the script of a page and what it reads. Data that looks like markup stays data."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="data">{said}</script>\n<script>{_script(name)}</script>\n'


@cache
def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


@cache
def _style(name: str) -> str:
    sheet = _text(f"{name}.css")
    light, dark = (_variables(tone, sheet) for tone in (LIGHT, DARK))
    return sheet.replace("{light}", light).replace("{dark}", dark).strip()


@cache
def _script(name: str) -> str:
    """Return a script without what only its readers need: phones wait for every kilobyte."""
    lines = (line.strip() for line in _text(f"{name}.js").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("/*"))


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _variables(tone: Tone, sheet: str) -> str:
    """Return the colours of a tone that a style sheet names."""
    brand = tone.ramp[4] if tone.dark else tone.ramp[5]
    named = {"card": tone.card, "page": tone.page, "ink": tone.ink, "sub": tone.sub, "line": tone.grid}
    named |= {"brand": brand, "on": ink_on(brand), "wash": tone.ramp[0], "bad": tone.status["off_track"]}
    named |= {f"s{n}": colour for n, colour in enumerate(tone.ramp)}
    named |= {f"i{n}": ink_on(colour) for n, colour in enumerate(tone.ramp)}
    used = (f"--{name}:{value};" for name, value in named.items() if f"var(--{name})" in sheet)
    return "{" + "".join(used) + "}"
