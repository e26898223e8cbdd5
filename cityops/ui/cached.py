"""Everything that is cached, in one file; one function a read. All are keyed by the data version.

The objects are frozen and shared by all sessions: nobody changes what comes from here.
"""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from cityops.access import doors as read_doors
from cityops.access import grants as read_grants
from cityops.access.doors import Doors
from cityops.access.grants import Grant
from cityops.assessment import reads as read_waves
from cityops.assessment.model import Standing, Wave, WholeWave
from cityops.comparison import reads as comparison
from cityops.comparison.model import Profile
from cityops.indicators import reads as indicators
from cityops.indicators.commentary import Commentary
from cityops.indicators.commentary import read as read_commentary
from cityops.indicators.freshness import Freshness
from cityops.indicators.freshness import read as read_freshness
from cityops.indicators.model import Area, Indicator
from cityops.indicators.values import Value, by_area
from cityops.indicators.values import measured as read_measured
from cityops.operating_model import reads as read_model
from cityops.operating_model.model import Change, OperatingModel
from cityops.progress.assessment import VisionProgress
from cityops.progress.reads import progress as read_progress
from cityops.progress.sentences import indicator_name, unit
from cityops.store import PRESENT, Store
from cityops.vision import releases
from cityops.vision import settings as read_settings
from cityops.vision.model import Release
from cityops.vision.settings import Settings
from cityops.vision.writes import TARGETS
from cityops.web import runtime
from cityops.words.catalogue import pick
from cityops.workshop.pace import Step
from cityops.workshop.writes import steps as read_steps

T = TypeVar("T")

if TYPE_CHECKING:  # the session asks here for the city and its release
    from cityops.ui.session import View


@st.cache_resource(max_entries=200, show_spinner=False)
def progress(version: int, on: date, known: datetime) -> VisionProgress | None:
    """See `cityops.progress.reads.progress`."""
    return read_progress(runtime.store(), on=on, known=known)


def settings(version: int) -> Settings:
    """See `cityops.vision.settings.read`; asked for several times in every run."""
    store = runtime.store()
    return kept((settings, version), store, lambda: read_settings.read(store))


def last_release(version: int) -> Release | None:
    """See `cityops.vision.releases.last`; asked for several times in every run."""
    store = runtime.store()
    return kept((last_release, version), store, lambda: releases.last(store))


@st.cache_resource(max_entries=5, show_spinner=False)
def doors(version: int) -> Doors:
    """See `cityops.access.doors.read`."""
    return read_doors.read(runtime.store())


@st.cache_resource(max_entries=5, show_spinner=False)
def grants(version: int) -> list[Grant]:
    """See `cityops.access.grants.read`."""
    return read_grants.read(runtime.store())


@st.cache_resource(max_entries=20, show_spinner=False)
def uploads(version: int, known: datetime = PRESENT) -> list[dict[str, Any]]:
    """One dictionary an upload, newest first; see `queries/ingest/uploads.sql`."""
    return runtime.store().rows("ingest/uploads", known=known)


@st.cache_resource(max_entries=20, show_spinner=False)
def upload_notes(version: int) -> dict[str, dict[str, int]]:
    """Return how much was corrected, left out and accepted, by upload; see `queries/ingest/notes.sql`."""
    return {row["upload_id"]: row for row in runtime.store().rows("ingest/notes")}


@st.cache_resource(max_entries=20, show_spinner=False)
def file_names(version: int) -> dict[int, str]:
    """Return the name of each upload's file, by its number."""
    return {row["upload_number"]: row["file_name"] for row in uploads(version)}


@st.cache_resource(max_entries=200, show_spinner=False)
def target_history(version: int, target_id: str) -> list[dict[str, Any]]:
    """Every version of a target with who, when and why, oldest first."""
    return runtime.store().history(TARGETS, target_id)


@st.cache_resource(max_entries=200, show_spinner=False)
def commentary(version: int, indicator_id: str, area_id: str, known: datetime) -> list[Commentary]:
    """See `cityops.indicators.commentary.read`."""
    return read_commentary(runtime.store(), indicator_id, area_id, known=known)


@st.cache_resource(max_entries=200, show_spinner=False)
def values(version: int, indicator_id: str, on: date, known: datetime) -> dict[str, list[Value]]:
    """See `cityops.indicators.values.by_area`."""
    return by_area(runtime.store(), indicator_id, on=on, known=known)


@st.cache_resource(max_entries=50, show_spinner=False)
def freshness(version: int, on: date, known: datetime) -> dict[str, Freshness]:
    """See `cityops.indicators.freshness.read`."""
    return read_freshness(runtime.store(), on=on, known=known)


@st.cache_resource(max_entries=5, show_spinner=False)
def measured(version: int) -> dict[str, int]:
    """See `cityops.indicators.values.measured`."""
    return read_measured(runtime.store())


@st.cache_resource(max_entries=5, show_spinner=False)
def hierarchies(version: int) -> dict[str, dict[str, str]]:
    """Return the parent of each area, by hierarchy."""
    found: dict[str, dict[str, str]] = {}
    for row in runtime.store().rows("indicators/area_parents", known=PRESENT):
        found.setdefault(row["hierarchy"], {})[row["area_id"]] = row["parent_id"]
    return found


@st.cache_resource(max_entries=20, show_spinner=False)
def kinds(version: int, on: date, known: datetime) -> dict[str, dict[str, Area]]:
    """See `cityops.comparison.reads.kinds`."""
    return comparison.kinds(runtime.store(), on=on, known=known)


@st.cache_resource(max_entries=20, show_spinner=False)
def criteria(version: int, known: datetime) -> tuple[str, ...]:
    """See `cityops.comparison.reads.criteria`."""
    return comparison.criteria(runtime.store(), known=known)


@st.cache_resource(max_entries=200, show_spinner=False)
def compared(version: int, area_id: str, by: tuple[str, ...], k: int, on: date, known: datetime) -> Profile:
    """See `cityops.comparison.reads.profile`."""
    return comparison.profile(runtime.store(), area_id, by=by, k=k, on=on, known=known)


@st.cache_resource(max_entries=10, show_spinner=False)
def operating_model(version: int, known: datetime) -> OperatingModel | None:
    """See `cityops.operating_model.reads.read`."""
    with runtime.store().snapshot() as reader:
        return read_model.read(reader, known=known)


@st.cache_resource(max_entries=10, show_spinner=False)
def standing(version: int, area_id: str, known: datetime) -> Standing | None:
    """See `cityops.assessment.reads.standing`."""
    with runtime.store().snapshot() as reader:
        return read_waves.standing(reader, area_id, known=known)


@st.cache_resource(max_entries=100, show_spinner=False)
def model_changes(version: int, element_id: str, known: datetime) -> list[Change]:
    """See `cityops.operating_model.reads.changes`."""
    model = operating_model(version, known)
    return read_model.changes(runtime.store(), model, element_id, known=known) if model else []


@st.cache_resource(max_entries=20, show_spinner=False)
def waves(version: int, known: datetime = PRESENT) -> list[Wave]:
    """See `cityops.assessment.reads.waves`."""
    return read_waves.waves(runtime.store(), known=known)


@st.cache_resource(max_entries=20, show_spinner=False)
def wave(version: int, wave_id: str, known: datetime) -> WholeWave | None:
    """See `cityops.assessment.reads.whole`."""
    with runtime.store().snapshot() as reader:
        return read_waves.whole(reader, wave_id, known=known)


@st.cache_resource(max_entries=20, show_spinner=False)
def room_steps(version: int, room_id: str) -> list[Step]:
    """See `cityops.workshop.writes.steps`."""
    return read_steps(runtime.store(), room_id)


@st.cache_resource(max_entries=100, show_spinner=False)
def claims(version: int, indicator_id: str, area_id: str, known: datetime) -> list[dict[str, Any]]:
    """Every claim about an indicator in an area; see `queries/ingest/claims_of_series.sql`."""
    return runtime.store().rows(
        "ingest/claims_of_series", indicator_id=indicator_id, area_id=area_id, known=known
    )


@st.cache_resource(max_entries=5, show_spinner=False)
def catalogue(version: int) -> dict[str, Indicator]:
    """See `cityops.indicators.reads.catalogue`."""
    return indicators.catalogue(runtime.store())


@st.cache_resource(max_entries=10, show_spinner=False)
def catalogue_csv(version: int, language: str) -> str:
    """Return the indicators that a file may name, as CSV: id, name, unit, framework."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["indicator", "name", "unit", "framework"])
    for one in catalogue(version).values():
        writer.writerow([one.id, indicator_name(one, language), unit(one, language), one.framework])
    return text.getvalue()


def area_names(version: int, language: str) -> dict[str, str]:
    """Return the names of all areas by id; asked for in every run."""
    store = runtime.store()
    return kept((area_names, version, language), store, lambda: _area_names(store, language))


def _area_names(store: Store, language: str) -> dict[str, str]:
    found = indicators.areas(store, on=datetime.now(UTC).date())
    return {key: pick(language, area.name_en, area.name_zh) or area.code for key, area in found.items()}


_MOST_KEPT = 1000
_kept: dict[tuple[object, ...], tuple[object, Any]] = {}
"""What was made of what; emptied when it is full."""


def kept(key: tuple[object, ...], source: object, make: Callable[[], T]) -> T:
    """Return what `make` makes of a source, made once while the source is the same object.

    A plain dictionary: Streamlit's cache hashes its arguments by value, which costs more than most blocks do.
    """
    found = _kept.get(key)
    if found is None or found[0] is not source:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        found = _kept[key] = source, make()
    made: T = found[1]
    return made


def block(make: Callable[[VisionProgress, "View"], T], found: VisionProgress, view: "View") -> T:
    """Return what `make` says of a view, made once for all who look at the same."""
    return kept((make, *seen(view)), found, lambda: make(found, view))


def seen(view: "View") -> tuple[object, ...]:
    """Return everything of a view that may show: two who share it see the same."""
    look = (view.language, view.tone.dark, view.names)
    return view.version, view.on, view.since, view.known, view.release, *look
