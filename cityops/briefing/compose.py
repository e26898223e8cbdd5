"""From the city's progress to a briefing: the screen's own objects and sentences. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cityops.briefing import answers, evidence, places
from cityops.briefing.model import Briefing, Lines, Page
from cityops.progress import lineage, sentences, trust
from cityops.progress.assessment import Assessment, VisionProgress
from cityops.words import dates, lists
from cityops.words.catalogue import pick, words


@dataclass(frozen=True, slots=True)
class Edition:
    """What a briefing needs to know beside the progress itself.

    Attributes:
        language: One of `LANGUAGES`.
        data_version: Of the store that the progress was read from.
        known: Moment of knowledge that was asked for, UTC; None for the present.
        time_zone: Of the city, IANA name.
        files: Name of each upload's file, by its number.
        attribution: Sentence that the sources of the data ask for; '' for none.
        made_at: When it is made, UTC.
    """

    language: str
    data_version: int
    known: datetime | None
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
        data_version=edition.data_version,
        method=found.method,
        method_version=found.method_version,
        is_illustrative=found.is_illustrative,
        status=found.city.status,
        status_word=t(found.city.status.key),
        stamps=tuple(_stamps(found, language)),
        foot=tuple(_foot(found, edition)),
        pages=tuple(_pages(found, edition)),
        lineage_title=t("briefing.lineage"),
        lineage=tuple(_lineage(one, edition) for one in found.city.assessments),
        made_at=edition.made_at,
    )


def _stamps(found: VisionProgress, language: str) -> Iterator[str]:
    yield words(language)("overview.unreleased")
    if found.is_illustrative:
        yield words(language)("overview.illustrative")


def _foot(found: VisionProgress, edition: Edition) -> Iterator[str]:
    t, language = words(edition.language), edition.language
    yield sentences.area_name(found.city, language)
    yield t("briefing.on", on=dates.date(found.on, language))
    if edition.known:
        moment = dates.moment(edition.known, edition.time_zone, language)
        yield t("briefing.known", moment=moment)
    yield trust.recorded(edition.data_version, language)
    yield trust.method(found, language)


def _pages(found: VisionProgress, edition: Edition) -> Iterator[Page]:
    """Yield the pages in their order, each with the sentence that stands above it and its notes."""
    language = edition.language
    vision = pick(language, found.vision.name_en, found.vision.name_zh)
    verdict = sentences.verdict(found.city, language)
    common = tuple(_common(found, edition))
    of_city = (*_told(found.city.assessments, edition), *common)
    of_exceptions = (*_told(answers.shown(found), edition), *common)
    of_districts = (words(language)("overview.district_inherits"), *_files(found, edition), *common)
    label = words(language)("overview.headline_label", vision=vision)
    yield replace(answers.overview(found, language), over=label, notes=of_city)
    yield replace(answers.exception_list(found, language), over=verdict, notes=of_exceptions)
    for page in answers.outcomes(found, language):
        yield replace(page, over=verdict, notes=of_city)
    for page in places.pages(found, language):
        yield replace(page, over=verdict, notes=of_districts)
    for page in evidence.pages(found, edition.files, edition.data_version, edition.attribution, language):
        yield replace(page, over=verdict, notes=of_city)


def _common(found: VisionProgress, edition: Edition) -> Iterator[str]:
    yield from trust.lines(found, edition.data_version, edition.language)
    yield words(edition.language)("overview.unreleased")
    if edition.attribution:
        yield edition.attribution


def _files(found: VisionProgress, edition: Edition) -> Iterator[str]:
    """Name the files on which the districts' values stand."""
    points = (one.latest for area in found.districts.values() for one in area.assessments)
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
