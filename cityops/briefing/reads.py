"""A briefing read from the store: all of it from one snapshot, so that its pages cannot disagree."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from cityops.briefing.compose import Edition, compose
from cityops.briefing.model import Briefing
from cityops.progress import reads
from cityops.store import PRESENT, Store
from cityops.vision import releases, settings
from cityops.vision.model import Release
from cityops.vision.settings import Settings
from cityops.words.catalogue import pick


def briefing(store: Store, *, on: date, known: datetime = PRESENT, language: str) -> Briefing | None:
    """Return the city's briefing, or None where no vision is set.

    Args:
        store: Where everything is kept.
        on: Reporting date.
        known: Moment of knowledge.
        language: One of `LANGUAGES`.
    """
    version = store.version
    with store.snapshot() as reader:
        found = reads.progress(reader, on=on, known=known)
        uploads = reader.rows("ingest/uploads", known=PRESENT)
        setting = settings.read(reader)
        release = next((one for one in releases.read(reader) if one.known_at == known), None)
    return compose(found, edition(uploads, setting, known, release, version, language)) if found else None


def edition(
    uploads: Iterable[Mapping[str, Any]],
    setting: Settings,
    known: datetime,
    release: Release | None,
    data_version: int,
    language: str,
) -> Edition:
    """Return what a briefing needs to know beside the progress, as of this moment.

    Args:
        uploads: Rows of `ingest/uploads`.
        setting: Of the city.
        known: Moment of knowledge.
        release: The release of that moment; None for the draft.
        data_version: Of the store that all of it was read from.
        language: One of `LANGUAGES`.
    """
    return Edition(
        language=language,
        data_version=data_version,
        known=None if known == PRESENT else known,
        release=release,
        time_zone=setting.time_zone,
        files={row["upload_number"]: row["file_name"] for row in uploads},
        attribution=pick(language, setting.attribution_en, setting.attribution_zh),
        made_at=datetime.now(UTC).replace(microsecond=0),
    )
