"""What the drawing functions are given: a reader's view, and assessments of the small city."""

from dataclasses import replace
from typing import Any

from cityops.access import VISITOR
from cityops.progress.assessment import AreaProgress, Assessment, OutcomeProgress, Point, VisionProgress
from cityops.progress.model import ClassCode, ReasonCode
from cityops.store import PRESENT
from cityops.ui.session import View
from cityops.words.catalogue import words
from cityops.words.colours import tone
from tests.support import city

_ASSESSMENT = Assessment(
    target=city.target("dust"),
    indicator=city.indicator(
        "own_dust", name_en="Fine dust", name_zh="细颗粒物", unit_en="ug/m3", direction=-1
    ),
    area_id=city.CITY,
    is_inherited=False,
    baseline=20.0,
    trend=(Point(city.ON.replace(year=2020), "2020", 20.0, "", 1, 2), Point(city.ON, "2024", 18.0, "", 1, 3)),
    class_code=ClassCode.BELOW,
    reason=ReasonCode.BELOW,
    value=0.5,
    share=0.2,
    elapsed=0.4,
    expected=0.4,
    score=None,
    needed=16.0,
    age_years=0.0,
    is_stale=False,
    weight=1.0,
    contribution=0.2,
    stability=1.0,
)


def view(language: str = "en", *, dark: bool = False) -> View:
    """What a reader of the small city sees it by."""
    return View(
        language=language,
        t=words(language),
        tone=tone(dark),
        actor=VISITOR,
        on=city.ON,
        since=city.ON.replace(year=2023),
        known=PRESENT,
        version=1,
    )


def assessment(class_code: ClassCode = ClassCode.BELOW, name: str = "dust", **changes: Any) -> Assessment:
    """Return an assessment of a class; its reason is that of the class unless another is given."""
    target = city.target(name, **changes.pop("target", {}))
    reason = {"reason": ReasonCode(class_code.value)}
    return replace(_ASSESSMENT, class_code=class_code, target=target, **reason | changes)


def outcome(
    *assessments: Assessment, name: str = "air", weight: float = 1.0, rank: int = 1
) -> OutcomeProgress:
    """Return an outcome of assessments."""
    told = replace(city.OUTCOMES[0], id=name, name_en=name.title(), weight=weight, rank=rank)
    return OutcomeProgress(told, 0.2, 0.4, 1.0, ClassCode.BELOW, assessments)


def progress(*outcomes: OutcomeProgress, **changes: Any) -> VisionProgress:
    """Return the progress of the small city, to which these outcomes come."""
    every = tuple(one for outcome in outcomes for one in outcome.assessments)
    found = AreaProgress(
        area=city.area(city.CITY),
        assessments=every,
        headline=0.432,
        coverage=1.0,
        expected=0.51,
        class_code=ClassCode.AT_RISK,
        outcomes=outcomes,
    )
    return VisionProgress(
        vision=city.VISION,
        outcomes=tuple(one.outcome for one in outcomes),
        city=replace(found, **changes.pop("city", {})),
        districts=changes.pop("districts", {}),
        on=city.ON,
        known=PRESENT,
        method="pace",
        method_version="1",
        interval=changes.pop("interval", (0.36, 0.46)),
        stability=0.78,
    )
