"""The formats of a briefing: one name, one ending, one function a format."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cityops.briefing import pdf, pptx
from cityops.briefing.model import Briefing, File
from cityops.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        render: Writes a briefing in it.
        media_type: As a browser wants it.
    """

    render: Callable[[Briefing], File]
    media_type: str


FORMATS = {
    "pptx": Format(pptx.render, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "pdf": Format(pdf.render, "application/pdf"),
}


def render(briefing: Briefing, name: str) -> File:
    """Return a briefing in a format.

    Raises:
        RefusedError: There is no such format, or it cannot be made on this server.
    """
    if name not in FORMATS:
        raise RefusedError(f"There is no format {name!r}. Choose one of {', '.join(FORMATS)}.")
    return FORMATS[name].render(briefing)


def file_name(on: date, language: str, name: str) -> str:
    """Return a name that sorts by reporting date and that every system takes.

    >>> file_name(date(2020, 12, 31), "zh", "pdf")
    'briefing_2020-12-31_zh.pdf'
    """
    return f"briefing_{on.isoformat()}_{language}.{name}"
