"""From the city's progress to a briefing: the screen's own objects and sentences. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cityops.briefing import answers, evidence, places
from cityops.briefing.model import Bars, Block, Briefing, Items, Lines, Page, Table
from cityops.progress import lineage, sentences, trust
from cityops.progress.assessment import AreaProgress, Assessment, VisionProgress
from cityops.vision.model import Release
from cityops.words import dates, lists
from cityops.words.catalogue import pick, words


@dataclass(frozen=True, slots=True)
class Edition:
    """What a briefing needs to know beside the progress itself.

    Attributes:
        language: One of `LANGUAGES`.
        data_version: Of the store that the progress was read from.
        known: Moment of knowledge that was asked for, UTC; None for the present.
        release: The release that it shows; None for the draft.
        time_zone: Of the city, IANA name.
        files: Name of each upload's file, by its number.
        attribution: Sentence that the sources of the data ask for; '' for none.
        made_at: When it is made, UTC.
    """

    language: str
    data_version: int
    known: datetime | None
    release: Release | None
    time_zone: str
    files: Mapping[int, str]
    attribution: str
    made_at: datetime


def compose(found: VisionProgress, edition: Edition) -> Briefing:
    """Return the briefing of a city in one language."""
    language, t = edition.language, words(edition.language)
    city = sentences.area_name(found.city, language)
    return Briefing(
        key=found.vision.id,
        language=language,
        title=t("briefing.document", city=city, on=dates.date(found.on, language)),
        area_id=found.city.area.id,
        on=found.on,
        known=edition.known,
        release=edition.release.name if edition.release else "",
        data_version=edition.data_version,
        method=found.method,
        method_version=found.method_version,
        is_illustrative=found.is_illustrative,
        status=found.city.status,
        status_word=t(found.city.status.key),
        stamps=tuple(_stamps(found, edition)),
        foot=tuple(_foot(found, edition)),
        pages=tuple(_pages(found, edition)),
        lineage_title=t("briefing.lineage"),
        lineage=tuple(_lineage(one, edition) for one in found.city.assessments),
        made_at=edition.made_at,
    )


def _stamps(found: VisionProgress, edition: Edition) -> Iterator[str]:
    if found.is_illustrative:
        yield words(edition.language)("overview.illustrative")
    yield _released(edition)


def _released(edition: Edition) -> str:
    return trust.released(edition.release, edition.time_zone, edition.language)


def _foot(found: VisionProgress, edition: Edition) -> Iterator[str]:
    t, language = words(edition.language), edition.language
    yield sentences.area_name(found.city, language)
    yield t("briefing.on", on=dates.date(found.on, language))
    if edition.known and not edition.release:
        moment = dates.moment(edition.known, edition.time_zone, language)
        yield t("briefing.known", moment=moment)
    yield trust.recorded(edition.data_version, language)
    yield trust.method(found, language)


def _pages(found: VisionProgress, edition: Edition) -> Iterator[Page]:
    """Yield the pages in their order, each with the sentence that stands above it and its notes."""
    language = edition.language
    vision = pick(language, found.vision.name_en, found.vision.name_zh)
    verdict = sentences.verdict(found.city, language)
    label = words(language)("overview.headline_label", vision=vision)
    of_city = (*_files((found.city,), edition), *_common(found, edition))
    of_districts = (*_files(found.districts.values(), edition), *_common(found, edition))
    about_districts = (words(language)("overview.district_inherits"), *of_districts)

    def told(page: Page) -> Page:
        return replace(page, over=verdict, notes=(*_told(_behind(page, found), edition), *of_city))

    yield replace(told(answers.overview(found, language)), over=label)
    yield told(answers.exception_list(found, language))
    yield from map(told, answers.outcomes(found, language))
    for page in places.pages(found, language):
        yield replace(page, over=verdict, notes=about_districts)
    yield from map(
        told, evidence.pages(found, edition.files, edition.data_version, edition.attribution, language)
    )


def _common(found: VisionProgress, edition: Edition) -> Iterator[str]:
    yield from trust.lines(found, edition.data_version, edition.language)
    yield _released(edition)
    if edition.attribution:
        yield edition.attribution


def _behind(page: Page, found: VisionProgress) -> list[Assessment]:
    """Return the city's targets that a page speaks of, one by one or by their outcomes."""
    keys = {key for block in page.blocks for key in _keys(block)}
    return [one for one in found.city.assessments if {one.target.id, one.target.outcome_id} & keys]


def _keys(block: Block) -> Iterator[str]:
    match block:
        case Table(rows=parts) | Items(items=parts) | Bars(bars=parts):
            yield from (part.key for part in parts)


def _files(areas: Iterable[AreaProgress], edition: Edition) -> Iterator[str]:
    """Name the files on which the values of areas stand."""
    points = (one.latest for area in areas for one in area.assessments)
    numbers = sorted({point.upload_number for point in points if point and point.upload_number})
    names = list(dict.fromkeys(edition.files[number] for number in numbers if number in edition.files))
    if names:
        yield words(edition.language)("briefing.files", files=lists.join(names, edition.language))


def _lineage(one: Assessment, edition: Edition) -> Lines:
    name = sentences.indicator_name(one.indicator, edition.language)
    return Lines(one.target.id, name, tuple(lineage.lines(one, edition.files, edition.language)))


def _told(some: Iterable[Assessment], edition: Edition) -> Iterator[str]:
    """Yield one note a target: its name, and on lines of their own where it and its values come from."""
    for one in some:
        said = _lineage(one, edition)
        yield "\n".join((said.heading, *said.lines))
