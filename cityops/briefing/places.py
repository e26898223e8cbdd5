"""The pages that say where: the districts on a map, and the same as a table. Pure."""

from collections.abc import Iterator, Sequence

from cityops.briefing import paging
from cityops.briefing.answers import standing, tally
from cityops.briefing.model import Cell, Column, District, DistrictMap, Item, Items, Lines, Page, Row, Table
from cityops.indicators import geometry
from cityops.indicators.geometry import Outlines
from cityops.progress import sentences
from cityops.progress.assessment import AreaProgress, VisionProgress
from cityops.words import lists, numbers
from cityops.words.catalogue import words
from cityops.words.status import Status

_ROWS, _OFF = 17, 3
_HEIGHTS = tuple(n / 100 for n in range(25, 80, 5))
_GOOD = (Status.ACHIEVED, Status.ON_TRACK)


def pages(found: VisionProgress, language: str) -> Iterator[Page]:
    """Yield the map, if a district has a boundary, and the table, if there are districts."""
    boundaries = {key: area.area.boundary for key, area in found.districts.items() if area.area.boundary}
    flat = geometry.outlines(boundaries)
    if flat:
        yield _map(found, flat, language)
    if found.districts:
        yield from _tables(found, language)


def _map(found: VisionProgress, flat: Outlines, language: str) -> Page:
    t = words(language)
    low, high = (numbers.percent(end, 0, language) for end in (0, 1))
    drawing = DistrictMap(
        key="map.districts",
        heading=t("overview.map_about"),
        width=flat.width,
        height=flat.height,
        districts=tuple(_district(found.districts[key], flat, language) for key in flat.parts),
        low=low,
        high=high,
        none=t("overview.map_none"),
    )
    statuses = (area.status for area in found.districts.values())
    blocks = (
        drawing,
        tally("map.statuses", t("briefing.districts_by_status"), statuses, language),
        Items("map.off", "", tuple(_off(found, language))),
        Lines("map.about", "", (t("overview.district_inherits"),)),
    )
    return Page("map", sentences.districts(found, language), blocks)


def _off(found: VisionProgress, language: str) -> Iterator[Item]:
    """Yield the first districts that are off track, in the order of the map's finding; no ranking."""
    t = words(language)
    off = [area for area in found.districts.values() if area.status is Status.OFF_TRACK]
    for area in off[:_OFF]:
        figures = (area.headline, area.expected, area.coverage)
        share, expected, coverage = (numbers.percent(figure, 0, language) for figure in figures)
        yield Item(
            key=area.area.id,
            status=area.status,
            word=t(area.status.key),
            head=sentences.area_name(area, language),
            text=t("overview.district_row", share=share, expected=expected, coverage=coverage),
        )


def _district(area: AreaProgress, flat: Outlines, language: str) -> District:
    name, share = sentences.area_name(area, language), numbers.percent(area.headline, 0, language)
    parts = flat.parts[area.area.id]
    return District(
        key=area.area.id,
        name=name,
        share=area.headline,
        share_text=share,
        status=area.status,
        about=f"{name} · {words(language)(area.status.key)} · {share}",
        parts=parts,
        spots=geometry.spots(parts, _HEIGHTS),
    )


def _tables(found: VisionProgress, language: str) -> Iterator[Page]:
    t = words(language)
    title = t("briefing.districts_table", tally=_counted(found, language))
    every = list(found.districts.values())
    for key, said, some in paging.numbered("districts", title, every, 2 * _ROWS, language):
        halves = paging.parts(some, _ROWS)
        tables = (_table(f"{key}.table_{n}", half, language) for n, half in enumerate(halves, start=1))
        yield Page(key, said, tuple(tables))


def _counted(found: VisionProgress, language: str) -> str:
    statuses = [area.status for area in found.districts.values()]
    counts = {"good": sum(status in _GOOD for status in statuses)}
    counts |= {s.value: statuses.count(s) for s in Status if s not in _GOOD}
    said = [words(language)(f"briefing.tally.{key}", n=n) for key, n in counts.items() if n]
    return lists.join(said, language)


def _table(key: str, some: Sequence[AreaProgress], language: str) -> Table:
    t = words(language)
    columns = (
        Column(t("overview.table_district"), 2.3, is_name=True),
        Column(t("overview.table_status"), 1.4),
        Column(t("overview.table_share"), 0.85, is_number=True),
        Column(t("overview.table_expected"), 0.95, is_number=True),
        Column(t("overview.table_coverage"), 0.8, is_number=True),
    )
    return Table(key, columns, tuple(_row(area, language) for area in some))


def _row(area: AreaProgress, language: str) -> Row:
    expected = area.expected if area.headline is not None else None
    cells = standing(area.status, area.headline, expected, area.coverage, language)
    return Row(area.area.id, (Cell(sentences.area_name(area, language)), *cells))
