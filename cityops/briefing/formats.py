"""The formats of a briefing: one name, one ending, one module with `render` a format.

Their libraries are loaded when a file is asked for: no other command and no page waits for them.
"""

from datetime import date
from importlib import import_module

from cityops.briefing.model import Briefing, File
from cityops.words.refusals import refused

FORMATS = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
}
"""Media type of each format, as a browser wants it."""


def render(briefing: Briefing, name: str) -> File:
    """Return a briefing in a format.

    Raises:
        RefusedError: There is no such format, or it cannot be made on this server.
    """
    if name not in FORMATS:
        raise refused("refused.no_format", name=name, there=", ".join(FORMATS))
    made: File = import_module(f"cityops.briefing.{name}").render(briefing)
    return made


def hindrance(name: str, language: str) -> str:
    """Say why a format cannot be made in a language on this server; '' where it can."""
    said: str = import_module(f"cityops.briefing.{name}").hindrance(language)
    return said


def file_name(on: date, language: str, name: str) -> str:
    """Return a name that sorts by reporting date and that every system takes.

    >>> file_name(date(2020, 12, 31), "zh", "pdf")
    'briefing_2020-12-31_zh.pdf'
    """
    return f"briefing_{on.isoformat()}_{language}.{name}"
