"""From a file of boundaries to the outlines of the areas, as a folder or a form asks for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cityops.founding.entries import Entry
from cityops.founding.faults import of_boundary
from cityops.founding.model import SHIFTED, SYSTEMS, DataFile
from cityops.founding.zones import place_of
from cityops.indicators import boundaries, boundary_checks, outlines
from cityops.indicators.boundaries import BoundaryFault, Feature, NoBoundariesError

OPTION_KEYS = ("code_property", "coordinate_system", "axis_order", "repair")
ORDERS = ("lon, lat", "lat, lon")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of a file of boundaries.

    Attributes:
        features: What it holds, axes exchanged if that was asked for.
        faults: What keeps it from being taken; then there are no outlines.
        outlines: GeoJSON geometry by key.
    """

    features: tuple[Feature, ...] = ()
    faults: tuple[BoundaryFault, ...] = ()
    outlines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outlined:
    """What a file of boundaries says about areas.

    Attributes:
        features: What it holds.
        code: The property that holds the areas' codes; '' where none can.
        outlines: GeoJSON geometry by code; empty where something is wrong.
        strangers: Codes of the file that belong to no area.
        turned: Codes whose outline ran the wrong way round and was turned.
    """

    features: tuple[Feature, ...]
    code: str
    outlines: Mapping[str, str] = field(default_factory=dict)
    strangers: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()


def opened(file: DataFile, time_zone: str, order: str = "") -> Drawn:
    """Read a file and check its places.

    Args:
        file: GeoJSON.
        time_zone: Of the city: it shows exchanged axes.
        order: One of `ORDERS` where somebody said how the axes stand; else '' and they are looked at.
    """
    try:
        features = boundaries.read(file.name, file.data)
    except NoBoundariesError as error:
        return Drawn(faults=(error.fault,))
    if order == ORDERS[1]:
        features = boundary_checks.exchanged(features)
    near = None if order else place_of(time_zone)
    return Drawn(features, tuple(boundary_checks.check_places(features, near)))


def stored(drawn: Drawn, keys: Iterable[str], *, repair: bool = False) -> Drawn:
    """Check the outlines and add what is stored of them; too many areas are a fault.

    Args:
        drawn: Its places are right.
        keys: One a feature.
        repair: Take outlines that cross themselves and repair them.
    """
    crossing = [] if repair else outlines.check(drawn.features)
    if crossing:
        return replace(drawn, faults=tuple(crossing))
    found = outlines.stored(drawn.features, list(keys), repair=repair)
    if found:
        return replace(drawn, outlines=found)
    most = f"{outlines.MAX_STORED // 1000} kB"
    fault = BoundaryFault(0, "", str(len(drawn.features)), most, "too_detailed")
    return replace(drawn, faults=(fault,))


def of_areas(file: DataFile, options: Entry, time_zone: str, codes: Sequence[str] | None = None) -> Outlined:
    """Return the outlines of areas; what is wrong is noted with the options.

    Args:
        file: GeoJSON.
        options: How to read it, named as in `OPTION_KEYS`.
        time_zone: Of the city.
        codes: Of the areas; None where the areas are those of the file.
    """
    options.refuse_strangers(OPTION_KEYS)
    order = options.one_of("axis_order", ORDERS, ORDERS[0]) if options.has("axis_order") else ""
    drawn = opened(file, time_zone, order)
    code = options.text("code_property") or boundary_checks.proposed_code(drawn.features)
    found = Outlined(drawn.features, code)
    faults = [*drawn.faults, *_wrong_codes(drawn.features, code, codes)]
    if not faults:
        found, faults = _drawn(found, codes, repair=options.flag("repair"))
    options.faults.extend(of_boundary(file.name, fault) for fault in faults)
    return found


def _wrong_codes(
    features: tuple[Feature, ...], code: str, codes: Sequence[str] | None
) -> list[BoundaryFault]:
    if not features:
        return []
    wrong = boundary_checks.check_codes(features, code)
    return wrong or boundary_checks.check_match(features, code, list(codes or ()))


def _drawn(
    found: Outlined, codes: Sequence[str] | None, *, repair: bool
) -> tuple[Outlined, list[BoundaryFault]]:
    every = {one.properties[found.code]: one for one in found.features}
    wanted = every.keys() if codes is None else set(codes)
    mine = {key: one for key, one in every.items() if key in wanted}
    drawn = stored(Drawn(tuple(mine.values())), mine, repair=repair)
    turned = tuple(key for key, one in mine.items() if boundary_checks.is_turned(one))
    strangers = tuple(key for key in every if key not in mine)
    return replace(found, outlines=drawn.outlines, strangers=strangers, turned=turned), list(drawn.faults)


def system(options: Entry) -> str:
    """Return the coordinate system, where it has to be named beside the map; else ''."""
    named = options.one_of("coordinate_system", SYSTEMS, SYSTEMS[0])
    return named if named in SHIFTED else ""
