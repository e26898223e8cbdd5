"""How far the set-up is, and what was entered so far."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from cityops import demo
from cityops.founding import draft
from cityops.founding.draft import Draft
from cityops.indicators import reads as indicators
from cityops.indicators.model import Area
from cityops.store import PRESENT, Store
from cityops.ui.session import View
from cityops.vision import reads as visions
from cityops.vision import settings
from cityops.vision.model import Vision
from cityops.vision.settings import Settings
from cityops.web import runtime

STEPS = ("place", "areas", "names", "indicators", "city", "vision", "data", "overview")
_BEFORE = ("place", "areas", "names", "indicators", "city")
"""Steps until there is a city; all that they ask is kept as a draft until then."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One moment of the set-up.

    Attributes:
        view: Who looks.
        draft: What was entered and is no city yet.
        areas: Of the city by id; empty before there is one.
        city: The city's own area, or None before there is one.
        settings: Of the city.
        vision: Its vision, or None.
        uploads: How many files are in force.
        is_demo: Whether the city is London.
    """

    view: View
    draft: Draft
    areas: dict[str, Area]
    city: Area | None
    settings: Settings
    vision: Vision | None
    uploads: int
    is_demo: bool

    def is_done(self, step: str) -> bool:
        """Whether a step needs nothing more."""
        rows = self.draft.areas.get("rows")
        done = {
            "place": bool(self.draft.place),
            "areas": rows is not None,
            "names": rows == [] or bool(self.draft.areas.get("is_named")),
            "indicators": bool(self.draft.indicators.get("is_done")),
            "vision": self.vision is not None,
            "data": self.uploads > 0,
        }
        return (step in _BEFORE and self.city is not None) or done.get(step, False)

    def is_open_to(self, step: str) -> bool:
        """Whether a step can be taken now: what it builds on is there."""
        before = STEPS[: STEPS.index(step)] if step in _BEFORE else _BEFORE
        if step == "overview":
            before = STEPS[:-1]
        return all(self.is_done(one) for one in before)

    @property
    def next(self) -> str:
        """The first step that is not done; the overview at last."""
        return next((step for step in STEPS if not self.is_done(step)), STEPS[-1])


def read(view: View) -> Stage:
    """Read the stage from the store, as it is now: what is set up is not yet released."""
    store = runtime.store()
    setting, areas = settings.read(store), indicators.areas(store, on=today())
    city = areas.get(setting.city)
    return Stage(
        view=view,
        draft=draft.read(store),
        areas=areas,
        city=city,
        settings=setting,
        vision=_vision(store, city),
        uploads=sum(row["state"] == "live" for row in store.rows("ingest/uploads", known=PRESENT)),
        is_demo=demo.is_loaded(store, today()),
    )


def _vision(store: Store, city: Area | None) -> Vision | None:
    return next((one for one in visions.visions(store) if city and one.area_id == city.id), None)


def today() -> date:
    """Return the day on which something is written."""
    return datetime.now(UTC).date()
