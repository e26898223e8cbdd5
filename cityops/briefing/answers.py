"""The pages that answer: how far, what needs a decision, which outcomes. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cityops.briefing import paging
from cityops.briefing.model import (
    Bar,
    Bars,
    Cell,
    Column,
    Count,
    Headline,
    Item,
    Items,
    Lines,
    Page,
    Row,
    Table,
    Tally,
)
from cityops.progress import exceptions as rules
from cityops.progress import sentences
from cityops.progress.assessment import Assessment, OutcomeProgress, VisionProgress
from cityops.words import numbers
from cityops.words.catalogue import pick, words
from cityops.words.status import Status

_FIRST = 3
_OUTCOMES = 10


def overview(found: VisionProgress, language: str) -> Page:
    """Say how far the city is, and what to decide first."""
    t = words(language)
    every = rules.exceptions(found)
    statuses = (one.status for one in found.city.assessments)
    blocks = (
        headline(found, language),
        tally("overview.statuses", t("briefing.by_status"), statuses, language),
        Items(
            "overview.first",
            rules.finding(len(every), language),
            tuple(_item(one, language) for one in every[:_FIRST]),
        ),
    )
    return Page("overview", sentences.verdict(found.city, language), blocks)


def headline(found: VisionProgress, language: str) -> Headline:
    """Return the number, what was due, and how sure it is."""
    t, city = words(language), found.city
    vision = pick(language, found.vision.name_en, found.vision.name_zh)
    due = t("overview.needed_now", expected=numbers.percent(city.expected, 0, language))
    if city.headline is None:
        due = t("overview.district_too_little", coverage=numbers.percent(city.coverage, 0, language))
    low, high = (numbers.percent(bound, 0, language) for bound in found.interval or (None, None))
    return Headline(
        key="overview.headline",
        share=city.headline,
        share_text=numbers.percent(city.headline, 0, language),
        expected=None if city.headline is None else city.expected,
        due=due,
        interval=found.interval,
        interval_text=t("overview.confidence", low=low, high=high) if found.interval else "",
        interval_about=t("overview.confidence_about") if found.interval else "",
        label=t("overview.headline_label", vision=vision),
        tally=sentences.tally(city, language),
    )


def tally(key: str, heading: str, statuses: Iterable[Status], language: str) -> Tally:
    """Count statuses, those that nothing has among them."""
    counted = Counter(statuses)
    return Tally(key, heading, tuple(Count(s, words(language)(s.key), counted[s]) for s in Status))


def _item(one: Assessment, language: str) -> Item:
    return Item(
        key=one.target.id,
        status=one.status,
        word=words(language)(one.status.key),
        head=sentences.indicator_name(one.indicator, language),
        text=rules.decision(one, language),
    )


def shown(found: VisionProgress) -> list[Assessment]:
    """Return the exceptions that the briefing lists."""
    return rules.exceptions(found)[: rules.MOST]


def exception_list(found: VisionProgress, language: str) -> Page:
    """List what is off its path, why, and what there is to decide."""
    t, n = words(language), len(rules.exceptions(found))
    columns = (
        Column(t("overview.table_status"), 1.5),
        Column(t("briefing.column.indicator"), 2.3, is_name=True),
        Column(t("briefing.column.why"), 4.4),
        Column(t("briefing.column.decide"), 2.2),
        Column(t("briefing.column.facts"), 1.85),
    )
    rows = tuple(_exception(one, language) for one in shown(found))
    more = t("overview.more_exceptions", n=n - rules.MOST) if n > rules.MOST else ""
    blocks = [Table("exceptions.table", columns, rows)] if rows else []
    return Page(
        "exceptions",
        rules.finding(n, language),
        (*blocks, Lines("exceptions.more", "", (more or sentences.tally(found.city, language),))),
    )


def _exception(one: Assessment, language: str) -> Row:
    cells = (
        Cell(words(language)(one.status.key), status=one.status),
        Cell(sentences.indicator_name(one.indicator, language)),
        Cell(sentences.reason(one, language), one.share),
        Cell(rules.decision(one, language)),
        Cell(" · ".join(rules.facts(one, language)), one.age_years),
    )
    return Row(one.target.id, cells)


def outcomes(found: VisionProgress, language: str) -> Iterator[Page]:
    """Show how far each outcome is, and how far it should be."""
    every = found.city.outcomes
    title = _outcomes_finding(every, language)
    for key, said, some in paging.numbered("outcomes", title, every, _OUTCOMES, language):
        yield Page(key, said, (_chart(key, some, language), _table(key, some, language)))


def _outcomes_finding(every: Iterable[OutcomeProgress], language: str) -> str:
    t = words(language)
    rated = [one for one in every if one.share is not None]
    off = [_name(one, language) for one in rated if one.status is Status.OFF_TRACK]
    if not rated:
        return t("briefing.outcomes_none")
    if not off:
        return t("briefing.outcomes_good")
    return t("briefing.outcomes_off", n=len(off), names=sentences.some(off, language))


def _name(one: OutcomeProgress, language: str) -> str:
    return pick(language, one.outcome.name_en, one.outcome.name_zh)


def _chart(page: str, some: Iterable[OutcomeProgress], language: str) -> Bars:
    t = words(language)
    bars = tuple(_bar(one, language) for one in some)
    names = t("overview.table_share"), t("overview.table_expected")
    return Bars(f"{page}.chart", t("overview.outcomes_label"), *names, bars)


def _bar(one: OutcomeProgress, language: str) -> Bar:
    return Bar(
        key=one.outcome.id,
        name=_name(one, language),
        share=one.share,
        share_text=numbers.percent(one.share, 0, language),
        expected=one.expected,
        expected_text=numbers.percent(one.expected, 0, language),
        status=one.status,
        word=words(language)(one.status.key),
    )


def _table(page: str, some: Iterable[OutcomeProgress], language: str) -> Table:
    t = words(language)
    columns = (
        Column(t("briefing.column.outcome"), 2.1, is_name=True),
        Column(t("overview.table_status"), 1.6),
        Column(t("overview.table_share"), 1.0, is_number=True),
        Column(t("overview.table_expected"), 1.1, is_number=True),
        Column(t("overview.table_coverage"), 0.8, is_number=True),
    )
    rows = tuple(_row(one, language) for one in some)
    return Table(f"{page}.table", columns, rows)


def _row(one: OutcomeProgress, language: str) -> Row:
    cells = standing(one.status, one.share, one.expected, one.coverage, language)
    return Row(one.outcome.id, (Cell(_name(one, language)), *cells))


def standing(
    status: Status, share: float | None, expected: float | None, coverage: float, language: str
) -> tuple[Cell, ...]:
    """Return the cells that say where an outcome or a district stands."""
    figures = (share, expected, coverage)
    return (
        Cell(words(language)(status.key), status=status),
        *(Cell(numbers.percent(figure, 0, language), figure) for figure in figures),
    )
