"""The pages a sceptic turns to: every target with its data, the method, the sources. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from cityops.briefing import paging
from cityops.briefing.model import Cell, Column, Lines, Page, Row, Table
from cityops.progress import lineage, sentences, trust
from cityops.progress.assessment import Assessment, VisionProgress
from cityops.words import numbers
from cityops.words.catalogue import words

_TARGETS, _SOURCES = 12, 8


def pages(
    found: VisionProgress, files: Mapping[int, str], data_version: int, attribution: str, language: str
) -> Iterator[Page]:
    """Yield the pages of targets, method and sources.

    Args:
        found: The city's progress.
        files: Name of each upload's file, by its number.
        data_version: Of the store.
        attribution: Stands on the last page; '' for none.
        language: One of `LANGUAGES`.
    """
    t, every = words(language), found.city.assessments
    title = sentences.tally(found.city, language).rstrip(".。")
    for key, said, some in paging.numbered("targets", title, every, _TARGETS, language):
        yield Page(key, said, (_targets(key, some, language),))
    lines = tuple(trust.lines(found, data_version, language))
    yield Page("method", t("overview.trust"), (Lines("method.lines", "", lines),))
    listed = list(paging.numbered("sources", t("briefing.sources"), every, _SOURCES, language))
    for key, said, some in listed:
        credit = (Lines("sources.attribution", t("briefing.attribution"), (attribution,)),)
        is_last = key == listed[-1][0] and attribution
        yield Page(key, said, (_sources(key, some, files, language), *(credit if is_last else ())))


def _targets(page: str, some: Iterable[Assessment], language: str) -> Table:
    t = words(language)
    columns = (
        Column(t("briefing.column.indicator"), 2.6, is_name=True),
        Column(t("briefing.column.latest"), 1.6, is_number=True),
        Column(t("briefing.column.period"), 0.85, is_number=True),
        Column(t("briefing.column.needed"), 1.6, is_number=True),
        Column(t("briefing.column.target"), 1.6, is_number=True),
        Column(t("briefing.column.by"), 0.85, is_number=True),
        Column(t("overview.table_share"), 0.9, is_number=True),
        Column(t("briefing.column.weight"), 0.8, is_number=True),
        Column(t("briefing.column.adds"), 0.9, is_number=True),
        Column(t("overview.table_status"), 1.45),
    )
    return Table(f"{page}.table", columns, tuple(_target(one, language) for one in some))


def _target(one: Assessment, language: str) -> Row:
    latest = one.latest
    value = latest.value if latest else None
    adds = None if one.contribution is None else 100 * one.contribution
    cells = (
        Cell(_named(one, language)),
        Cell(sentences.amount(value, one.indicator, language), value),
        Cell(sentences.period(latest.label, language) if latest else numbers.ABSENT),
        Cell(sentences.amount(one.needed, one.indicator, language), one.needed),
        Cell(sentences.target(one, language), one.target.target_value),
        Cell(sentences.year_of(one.target.target_date, language)),
        Cell(numbers.percent(one.share, 0, language), one.share),
        Cell(numbers.percent(one.weight, 1, language), one.weight),
        Cell(numbers.number(adds, 1, language), adds),
        Cell(words(language)(one.status.key), status=one.status),
    )
    return Row(one.target.id, cells)


def _named(one: Assessment, language: str) -> str:
    """Name the indicator, and say where its target was made up."""
    name = sentences.indicator_name(one.indicator, language)
    return f"{name} · {words(language)('overview.illustrative')}" if one.target.is_illustrative else name


def _sources(page: str, some: Iterable[Assessment], files: Mapping[int, str], language: str) -> Table:
    t = words(language)
    columns = (
        Column(t("briefing.column.indicator"), 2.6, is_name=True),
        Column(t("briefing.column.value_source"), 5.0),
        Column(t("briefing.column.target_source"), 4.6),
    )
    return Table(f"{page}.table", columns, tuple(_source(one, files, language) for one in some))


def _source(one: Assessment, files: Mapping[int, str], language: str) -> Row:
    said = (_named(one, language), _value_source(one, files, language), _target_source(one, language))
    return Row(one.target.id, tuple(Cell(text) for text in said))


def _value_source(one: Assessment, files: Mapping[int, str], language: str) -> str:
    said = (lineage.latest(one, files, language), one.indicator.source, one.indicator.licence)
    return " · ".join(part for part in said if part) or numbers.ABSENT


def _target_source(one: Assessment, language: str) -> str:
    t, target = words(language), one.target
    if target.is_illustrative:
        return t("overview.illustrative")
    said = [target.source_title, str(target.source_year or "")]
    named = " · ".join(part for part in said if part) or numbers.ABSENT
    return named if target.is_verified else f"{named} · {t('overview.how_unverified')}"
