"""The briefing as PDF: typst lays it out, with everything said and drawn handed over as data."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from cityops.briefing.labels import label
from cityops.briefing.model import Block, Briefing, District, DistrictMap, File, Page
from cityops.errors import RefusedError
from cityops.words.catalogue import words
from cityops.words.colours import LIGHT, ink_on, shade
from cityops.words.status import Status, svg

_TEMPLATE = Path(__file__).parent / "briefing.typ"
_HAN = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "WenQuanYi Micro Hei")
_LATIN = ("Liberation Sans", "DejaVu Sans")
_ALWAYS_THERE = "Libertinus Serif"
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_LETTERS = 16.0
"""Size of the letters on the map, in units of its drawing: 8 points on paper."""


def render(briefing: Briefing, *, system_fonts: bool = True) -> File:
    """Return the briefing as a PDF that can be read aloud too (PDF/UA-1), as wide as A4.

    Args:
        briefing: What it says.
        system_fonts: Whether the server's fonts are used beside those that typst brings.

    Raises:
        RefusedError: No font on this server has all its signs.
    """
    data = json.dumps(_data(briefing, system_fonts), ensure_ascii=False, default=str)
    compiler = typst.Compiler(str(_TEMPLATE), ignore_system_fonts=not system_fonts, sys_inputs={"data": data})
    try:
        made: Any = compiler.compile(pdf_standards="ua-1", timestamp=briefing.made_at)
    except typst.TypstError as error:
        missing = _MISSING.search(error.message)
        if missing is None:
            raise
        raise RefusedError(words(briefing.language)("briefing.no_font", text=missing[1])) from error
    return File(bytes(made), int(compiler.query("<pages>", field="value", one=True)))


def hindrance(language: str, *, system_fonts: bool = True) -> str:
    """Say why no PDF can be made in a language on this server; '' where one can."""
    is_written = language != "zh" or set(_HAN) & set(fonts(system_fonts))
    return "" if is_written else words(language)("briefing.no_font", text="中文")


@cache
def fonts(system_fonts: bool = True) -> tuple[str, ...]:
    """Return the families of fonts that the PDF is set in, those for Chinese first."""
    there = set(typst.Fonts(include_system_fonts=system_fonts).families())
    return tuple(family for family in (*_HAN, *_LATIN) if family in there)


def _data(briefing: Briefing, system_fonts: bool) -> dict[str, Any]:
    """Return what the template reads."""
    return asdict(briefing) | {
        "pages": [_page(page) for page in briefing.pages],
        "verdict": briefing.pages[0].title,
        "fonts": fonts(system_fonts),
        "dot": next((family for family in fonts(system_fonts) if family in _LATIN), _ALWAYS_THERE),
        "keywords": f"on={briefing.on} data_version={briefing.data_version}",
        "shapes": {status.value: svg(status, dark=False) for status in Status},
        "colours": {status.value: status.colour(dark=False) for status in Status},
        "ink": LIGHT.ink,
        "sub": LIGHT.sub,
        "grid": LIGHT.grid,
        "page": LIGHT.page,
        "brand": LIGHT.ramp[5],
        "track": LIGHT.ramp[4],
        "pale": LIGHT.ramp[0],
        "ramp": LIGHT.ramp,
    }


def _page(page: Page) -> dict[str, Any]:
    blocks = {block.key.rpartition(".")[2]: _block(block) for block in page.blocks}
    return {"kind": page.key.partition(".")[0], "title": page.title, "over": page.over, "blocks": blocks}


def _block(block: Block) -> Mapping[str, Any]:
    if not isinstance(block, DistrictMap):
        return asdict(block)
    found = asdict(block) | {"svg": _svg(block), "letters": _LETTERS, "labels": _labels(block)}
    found["alt"] = "; ".join(district.about for district in block.districts)
    del found["districts"]
    return found


def _labels(found: DistrictMap) -> list[dict[str, Any]]:
    return [
        asdict(placed) | {"ink": ink_on(shade(district.share or 0.0, LIGHT))}
        for district in found.districts
        if (placed := label(district, _LETTERS))
    ]


def _svg(found: DistrictMap) -> str:
    """Return the districts as a drawing without any text."""
    hatch = (
        '<pattern id="none" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="9" height="9" fill="{LIGHT.page}"/>'
        f'<path d="M0 0V9" stroke="{LIGHT.sub}" stroke-width="2.4"/></pattern>'
    )
    box = f"0 0 {found.width:.0f} {found.height:.0f}"
    paths = "".join(map(_path, found.districts))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><defs>{hatch}</defs>{paths}</svg>'


def _path(district: District) -> str:
    fill = "url(#none)" if district.share is None else shade(district.share, LIGHT)
    rings = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in district.parts)
    look = f'fill="{fill}" fill-rule="evenodd" stroke="{LIGHT.card}" stroke-width="2.5"'
    return f'<path d="{rings}" {look}/>'
