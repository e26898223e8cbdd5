"""From a file of boundaries to the outlines of the areas, as a folder or a form asks for it."""

from collections.abc import Iterable, Mapping
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


def of_areas(
    file: DataFile, options: Entry, time_zone: str, codes: list[str]
) -> tuple[dict[str, str], list[str]]:
    """Return the outlines of the areas with these codes, and the codes that the file has beside them."""
    options.refuse_strangers(OPTION_KEYS)
    order = options.one_of("axis_order", ORDERS, ORDERS[0]) if options.has("axis_order") else ""
    drawn = opened(file, time_zone, order)
    code = options.text("code_property") or boundary_checks.proposed_code(drawn.features)
    faults = list(drawn.faults)
    if drawn.features:
        wrong = boundary_checks.check_codes(drawn.features, code)
        faults += wrong or boundary_checks.check_match(drawn.features, code, codes)
    strangers: list[str] = []
    if not faults:
        strangers = [key for one in drawn.features if (key := one.properties[code]) not in codes]
        mine = tuple(one for one in drawn.features if one.properties[code] in codes)
        keys = [one.properties[code] for one in mine]
        drawn = stored(replace(drawn, features=mine), keys, repair=options.flag("repair"))
        faults = list(drawn.faults)
    options.faults.extend(of_boundary(file.name, fault) for fault in faults)
    return dict(drawn.outlines), strangers


def system(options: Entry) -> str:
    """Return the coordinate system, where it has to be named beside the map; else ''."""
    named = options.one_of("coordinate_system", SYSTEMS, SYSTEMS[0])
    return named if named in SHIFTED else ""
