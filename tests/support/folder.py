"""A folder that describes a city, made for a test: the template with some files changed."""

from datetime import date
from pathlib import Path

from cityops.founding import template
from cityops.founding.faults import Fault, FoundingError
from cityops.founding.folder import read_folder
from cityops.founding.model import City
from cityops.founding.plans import understand

TODAY = date(2026, 6, 30)


def make(folder: Path, *, without: tuple[str, ...] = (), **files: str) -> Path:
    """Write the template; replace or leave out some of its files.

    Args:
        folder: New.
        without: Names of files to leave out.
        files: New content by name; `city_toml` for city.toml, `data__a_csv` for data/a.csv.
    """
    template.write(folder)
    for name in without:
        (folder / name).unlink()
    for key, text in files.items():
        path = folder / key.replace("__", "/").replace("_csv", ".csv").replace("_toml", ".toml").replace(
            "_geojson", ".geojson"
        )
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def changed(folder: Path, name: str, *pairs: tuple[str, str]) -> Path:
    """Replace texts in a file of a folder; each must stand there."""
    text = (folder / name).read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, "utf-8")
    return folder


def city(folder: Path) -> City:
    """Understand a folder that is right."""
    return understand(read_folder(folder), TODAY)


def faults(folder: Path) -> list[Fault]:
    """Return what is wrong with a folder."""
    try:
        city(folder)
    except FoundingError as error:
        return error.faults
    return []
