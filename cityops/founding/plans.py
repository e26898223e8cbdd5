"""From what a city wrote down to a city that can be founded. Everything is checked; every fault is named."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cityops.founding import drawing, places, visions
from cityops.founding.drawing import Outlined
from cityops.founding.entries import Entry
from cityops.founding.faults import FoundingError, of_data
from cityops.founding.frameworks import frameworks
from cityops.founding.indicators import indicators
from cityops.founding.model import City, DataFile, Plan, Source
from cityops.founding.published import published
from cityops.founding.visions import Known
from cityops.indicators.model import Area, Indicator
from cityops.ingest.checking import check_file
from cityops.vision.model import Outcome, Target, Vision
from cityops.words.refusals import refused

Written = tuple[Entry, Target]
"""A target and where it is written."""


def understand(source: Source, today: date) -> City:
    """Return the city that a source describes.

    Raises:
        FoundingError: With every fault that was found.
    """
    place, settings = places.place(source.place)
    languages = settings["languages"].split() or ["en"]
    areas = places.areas(place, source.areas, languages)
    parents = places.parents(place, areas, settings["hierarchy"], source.areas, source.parents)
    areas, drawn = _outlined(source, settings, areas)
    chosen = indicators(source.indicators)
    vision, outcomes, written = _vision(source, Known(place.code, areas, chosen))
    values = _check_files(source, areas, {**frameworks(), **chosen}, written, today)
    targets = _targets(written, values)
    if source.faults:
        raise FoundingError(source.faults)
    rest = [code for code, area in areas.items() if area.boundary is None and code != place.code]
    return City(
        settings=settings | {"indicators": " ".join(chosen)},
        areas=tuple(areas.values()),
        parents=tuple(parents),
        indicators=tuple(chosen.values()),
        vision=vision,
        outcomes=tuple(outcomes),
        targets=tuple(targets),
        files=source.files,
        is_illustrative=source.place.flag("is_illustrative"),
        left_out=drawn.strangers if drawn else (),
        turned=drawn.turned if drawn else (),
        without_boundary=tuple(rest),
    )


def understand_vision(source: Source, known: Known) -> Plan:
    """Return the vision that a source describes, for a city that is there already.

    Raises:
        RefusedError: It has no name.
        FoundingError: With every fault that was found.
    """
    vision, outcomes, written = _vision(source, known)
    targets = _targets(written, {})
    if source.faults:
        raise FoundingError(source.faults)
    if vision is None:
        raise refused("refused.founding.no_vision")
    return Plan(vision, tuple(outcomes), tuple(targets))


def _outlined(
    source: Source, settings: dict[str, str], areas: Mapping[str, Area]
) -> tuple[dict[str, Area], Outlined | None]:
    """Give the areas their boundaries; note the coordinate system among the settings."""
    options = source.options or Entry(source.place.file, 0, {}, source.faults)
    drawn = None
    if source.boundaries is not None:
        drawn = drawing.of_areas(source.boundaries, options, settings["time_zone"], list(areas))
    outlines = drawn.outlines if drawn else source.outlines
    settings["coordinate_system"] = drawing.system(options)
    return {code: replace(area, boundary=outlines.get(code)) for code, area in areas.items()}, drawn


def _vision(source: Source, known: Known) -> tuple[Vision | None, list[Outcome], list[Written]]:
    """Return the vision, its outcomes and every target with where it is written."""
    rows = [(entry, visions.target(entry, known, None)) for entry in source.targets]
    table = [(entry, one) for entry, one in rows if one is not None]
    if source.vision is None:
        return None, [], table
    vision = visions.vision(source.vision, known)
    outcomes = visions.outcomes(source.outcomes, vision.id)
    chosen: dict[object, Written] = {}
    for outcome, one in zip(outcomes, source.outcomes, strict=True):
        for entry in one.targets:
            chosen |= _of_outcome(entry, known, outcome.id, table)
    rest = [_attached(*row, outcomes) for place, row in enumerate(table) if place not in chosen]
    return vision, outcomes, [*chosen.values(), *rest]


def _of_outcome(entry: Entry, known: Known, outcome_id: str, table: list[Written]) -> dict[object, Written]:
    entry.refuse_strangers(visions.TARGET_NAMES)
    if entry.has("published"):
        found = published(entry, known, outcome_id, [one for _, one in table])
        return {place: (entry, one) for place, one in found.items()}
    one = visions.target(entry, known, outcome_id)
    return {id(entry): (entry, one)} if one else {}


def _attached(entry: Entry, one: Target, outcomes: list[Outcome]) -> Written:
    """Let a row of the table serve the outcome that it names; without one it is a reference line."""
    named = entry.text("outcome")
    if not named:
        return entry, one
    if named not in {outcome.id for outcome in outcomes}:
        known = ", ".join(outcome.id for outcome in outcomes)
        entry.fault("outcome", "unknown_outcome", found=named, expected=known)
    return entry, replace(one, outcome_id=named)


def _targets(
    written: list[Written], values: Mapping[tuple[str, str, str], tuple[float, str]]
) -> list[Target]:
    """Freeze the baselines; check what the rules ask, and that nothing is there twice."""
    ids: set[str] = set()
    rated: set[tuple[str, str, str]] = set()
    found = []
    for entry, bare in written:
        one = visions.with_baseline(bare, values)
        visions.check(one, entry)
        key = (one.outcome_id or one.id, one.indicator_id, one.area_id)
        if one.id in ids or key in rated:
            entry.fault("", "double_target", found=one.indicator_id, expected=one.area_id)
        ids.add(one.id)
        rated.add(key)
        found.append(one)
    return found


def _check_files(
    source: Source,
    areas: Mapping[str, Area],
    known: Mapping[str, Indicator],
    written: list[Written],
    today: date,
) -> dict[tuple[str, str, str], tuple[float, str]]:
    """Check the observations; return value and source of each baseline that they hold."""
    wanted = [(one.indicator_id, one.area_id, one.baseline_label) for _, one in written if one.baseline_label]
    values: dict[tuple[str, str, str], tuple[float, str]] = {}
    for file in source.files:
        seen = check_file(file.name, file.data, areas.values(), known.values(), today, wanted)
        source.faults.extend(of_data(file.name, fault) for fault in seen.faults)
        values |= {key: (value, _where(file, line)) for key, (value, line) in seen.values.items()}
    return values


def _where(file: DataFile, line: int) -> str:
    return f"{file.name}, line {line}"
