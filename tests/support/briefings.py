"""Briefings to test with, and what is read back of their files."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader

from cityops.briefing import reads
from cityops.briefing.compose import Edition
from cityops.briefing.formats import render
from cityops.briefing.model import Briefing, File
from cityops.progress.assessment import AreaProgress, VisionProgress
from cityops.progress.model import ClassCode
from cityops.store import Store
from tests.support import city
from tests.support.views import assessment, outcome, progress

ON = date(2020, 12, 31)
"""Reporting date of London's briefing."""

LONG = "A name that does not end " * 8
ODD = "<b>&\"' #let *x* $ [_] {n} \\ ]]>"
CITIES = [
    pytest.param({}, id="small", marks=pytest.mark.soak),
    pytest.param({"name": LONG}, id="long-names", marks=pytest.mark.soak),
    pytest.param({"name": "很长的名称" * 20}, id="long-chinese-names"),
    pytest.param({"name": "Wordwithoutspaces" * 8}, id="one-long-word", marks=pytest.mark.soak),
    pytest.param({"name": ODD}, id="markup"),
    pytest.param({"outcomes": 40, "each": 1}, id="forty-outcomes", marks=pytest.mark.soak),
    pytest.param({"districts": 70}, id="many-districts", marks=pytest.mark.soak),
    pytest.param({"outcomes": 11, "districts": 20, "name": LONG}, id="many-with-long-names"),
    pytest.param({"bounded": False}, id="no-boundaries"),
    pytest.param({"districts": 0}, id="no-districts"),
    pytest.param({"outcomes": 0}, id="no-targets"),
    pytest.param({"outcomes": 1, "each": 1, "districts": 1}, id="one-of-each", marks=pytest.mark.soak),
]
"""What `crowd` is given: cities that may not fit a page."""

SQUARE = '{"type":"Polygon","coordinates":[[[%d,0],[%d,0],[%d,1],[%d,1],[%d,0]]]}'


@dataclass(frozen=True, slots=True)
class Briefed:
    """London's briefing in one language.

    Attributes:
        briefing: What it says.
        pptx: As PowerPoint.
        pdf: As PDF.
    """

    briefing: Briefing
    pptx: File
    pdf: File

    @property
    def slides(self) -> dict[str, Any]:
        """Every slide by the key of its page, read anew."""
        keys = [page.key for page in self.briefing.pages]
        return dict(zip(keys, deck(self.pptx.data).slides, strict=True))


def brief(london: Store, language: str) -> Briefed:
    """Make both files of London's briefing."""
    found = reads.briefing(london, on=ON, language=language)
    assert found
    return Briefed(found, render(found, "pptx"), render(found, "pdf"))


def edition(language: str = "en", **changes: Any) -> Edition:
    """Return what a briefing of the small city knows beside its progress."""
    about = Edition(
        language=language,
        data_version=7,
        known=None,
        release=None,
        time_zone="Europe/London",
        files={1: "a.csv"},
        attribution="By the register.",
        made_at=datetime(2025, 6, 30, 12, tzinfo=UTC),
    )
    return replace(about, **changes)


def crowd(
    *, outcomes: int = 2, each: int = 2, districts: int = 3, bounded: bool = True, name: str = "Air"
) -> VisionProgress:
    """Return the progress of a city of any size, in which everything that has a name has this one.

    Args:
        outcomes: How many.
        each: Targets of an outcome.
        districts: How many.
        bounded: Whether districts have boundaries.
        name: In both languages, with a number at its end.
    """
    classes = [ClassCode.BELOW, ClassCode.ON_TRACK, ClassCode.AWAY, ClassCode.NOT_ASSESSED]
    made = []
    for o in range(outcomes):
        rated = [_rated(classes[(o + i) % 4], f"{name} {o}.{i}", o * each + i) for i in range(each)]
        one = outcome(*rated, name=f"o{o}", rank=o)
        named = replace(one.outcome, name_en=f"{name} {o}", name_zh=f"{name} {o}")
        made.append(replace(one, outcome=named))
    areas = {f"D{i}": _district(f"{name} {i}", i, bounded) for i in range(districts)}
    return progress(*made, districts=areas)


def _rated(code: ClassCode, name: str, n: int) -> Any:
    shown = city.indicator(f"own_{n}", name_en=name, name_zh=name, unit_en="%", unit_zh="%", owner=name)
    return assessment(code, f"t{n}", indicator=shown, target={"source_title": name})


def _district(name: str, i: int, bounded: bool) -> AreaProgress:
    boundary = SQUARE % (i, i + 1, i + 1, i, i) if bounded else None
    area = city.area(f"D{i}", name_en=name, name_zh=name, kind="district", boundary=boundary)
    code = (ClassCode.BELOW, ClassCode.ON_TRACK, ClassCode.NOT_ASSESSED)[i % 3]
    return AreaProgress(area, (), (0.1, 0.9, None)[i % 3], 0.9, 0.4, code, ())


def bare(text: str) -> str:
    """Return a text without any space: programs that lay out text break and space it as they like."""
    return re.sub(r"\s+", "", text)


def deck(data: bytes) -> Any:
    """Open a PPTX."""
    return Presentation(io.BytesIO(data))


def shapes(slide: Any) -> Iterator[Any]:
    """Yield every shape of a slide; of a group what is in it."""
    for shape in slide.shapes:
        yield from shape.shapes if shape.shape_type == 6 else (shape,)


def shape(slide: Any, name: str) -> Any:
    """Return the shape of a slide that holds an element of the briefing."""
    return next(one for one in slide.shapes if one.name == f"cityops:{name}")


def rows(slide: Any, name: str) -> list[list[str]]:
    """Return the cells of a native table without its heading, as they are read."""
    return [[cell.text for cell in row.cells] for row in shape(slide, name).table.rows][1:]


def said(slide: Any) -> str:
    """Return everything that is read on a slide, in boxes, tables and charts."""
    texts = [one.text_frame.text for one in shapes(slide) if one.has_text_frame]
    for one in slide.shapes:
        if one.has_table:
            texts += [cell.text for row in one.table.rows for cell in row.cells]
        if one.has_chart:
            texts += list(one.chart.plots[0].categories)
    return "\n".join(texts)


def pages(data: bytes) -> list[str]:
    """Return the text of each page of a PDF, without any space."""
    return [bare(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]
