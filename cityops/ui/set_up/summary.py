"""What a step that is done says in its one line."""

from collections.abc import Iterable

from cityops.founding.frameworks import frameworks
from cityops.ui.session import View
from cityops.ui.set_up.kept import count, named
from cityops.ui.set_up.place import values_of
from cityops.ui.set_up.stage import Stage
from cityops.vision import reads as visions
from cityops.web import runtime
from cityops.words.catalogue import pick


def of(step: str, now: Stage) -> str:
    """Return the line of a step."""
    return _LINES[step](now)


def _place(now: Stage) -> str:
    held = values_of(now)
    name = pick(now.view.language, held.get("name_en") or None, held.get("name_zh") or None)
    day = held.get("reporting_date") or now.view.t("set_up.always_today")
    return f"{name} · {held['code']} · {held['time_zone']} · {day}"


def _areas(now: Stage) -> str:
    if now.city is None:
        n, drawn = len(now.draft.areas["rows"]), len(now.draft.outlines)
    else:
        own = [area for area in now.areas.values() if area.id != now.city.id]
        n, drawn = len(own), sum(area.boundary is not None for area in own)
    if not n:
        return now.view.t("set_up.city_alone")
    return now.view.t("set_up.found_areas", n=count(n, now.view), drawn=count(drawn, now.view))


def _names(now: Stage) -> str:
    rows = now.draft.areas.get("rows", [])
    city = now.draft.place.get("code", "")
    parents = {row.get("parent_code") or city for row in rows}
    deeper = parents - {city}
    if deeper:
        return now.view.t("set_up.in_one_another", n=len(deeper), parents=named(sorted(deeper)))
    return now.view.t("set_up.all_in_the_city")


def _indicators(now: Stage) -> str:
    chosen = now.settings.indicators.split() if now.city else _drafted(now)
    known = sum(one in frameworks() for one in chosen)
    return now.view.t("set_up.chosen", known=count(known, now.view), own=count(len(chosen) - known, now.view))


def _drafted(now: Stage) -> list[str]:
    return [row["indicator_id"] for row in now.draft.indicators.get("rows", [])]


def _city(now: Stage) -> str:
    rest = [area.code for area in now.areas.values() if area.boundary is None and area != now.city]
    return " ".join([now.view.t("set_up.is_founded"), *without_boundary(rest, now.view)])


def without_boundary(codes: Iterable[str], view: View) -> list[str]:
    """Say which areas are not on the map."""
    every = list(codes)
    return [view.t("founding.no_boundary", n=len(every), codes=named(every))] if every else []


def _vision(now: Stage) -> str:
    assert now.vision is not None  # the step is done
    store = runtime.store()
    outcomes = len(visions.outcomes(store, now.vision.id))
    targets = sum(one.outcome_id is not None for one in visions.targets(store))
    name = pick(now.view.language, now.vision.name_en, now.vision.name_zh)
    return now.view.t("set_up.vision_line", name=name, outcomes=outcomes, targets=targets)


def _data(now: Stage) -> str:
    return now.view.t("set_up.files", n=now.uploads)


_LINES = {
    "place": _place,
    "areas": _areas,
    "names": _names,
    "indicators": _indicators,
    "city": _city,
    "vision": _vision,
    "data": _data,
}
