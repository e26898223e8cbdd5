"""Progress in the form that the command line prints."""

from collections.abc import Mapping
from typing import Any

from cityops.progress.assessment import AreaProgress, Assessment, Point, VisionProgress
from cityops.store import PRESENT


def of_area(found: VisionProgress, area: AreaProgress, uploads: Mapping[int, Any]) -> dict[str, Any]:
    """Return the progress of one area.

    Args:
        found: The city's progress.
        area: The city or one of its districts.
        uploads: Rows of `ingest/uploads`, by number: every value names its file and line.
    """
    is_city = area is found.city
    return {
        "area": area.area.code,
        "on": found.on.isoformat(),
        "known": None if found.known == PRESENT else found.known.isoformat(),
        "headline": area.headline,
        "coverage": area.coverage,
        "expected": area.expected,
        "status": area.status.value,
        "method": found.method,
        "method_version": found.method_version,
        "interval": list(found.interval) if is_city and found.interval else None,
        "stability": found.stability if is_city else None,
        "illustrative": found.is_illustrative,
        "contributions": [_contribution(a) for a in area.assessments if a.contribution is not None],
        "statuses": [_status(a, uploads) for a in area.assessments],
    }


def _contribution(one: Assessment) -> dict[str, Any]:
    return {
        "outcome": one.target.outcome_id,
        "indicator": one.indicator.id,
        "contribution": one.contribution,
        "weight": one.weight,
    }


def _status(one: Assessment, uploads: Mapping[int, Any]) -> dict[str, Any]:
    latest = one.latest
    return {
        "indicator": one.indicator.id,
        "area": one.area_id,
        "status": one.status.value,
        "class": one.class_code.key,
        "reason": one.reason.key,
        "share": one.share,
        "expected": one.expected,
        "value": latest.value if latest else None,
        "period": latest.label if latest else None,
        "unit": one.indicator.unit_en,
        "age_years": one.age_years,
        "stale": one.is_stale,
        "target": one.target.id,
        "target_source": one.target.source_title,
        "illustrative": one.target.is_illustrative,
        "inherited": one.is_inherited,
        "lineage": _lineage(latest, uploads) if latest else None,
    }


def _lineage(point: Point, uploads: Mapping[int, Any]) -> dict[str, Any]:
    """Say on which line of which file a value stands; one that follows from the districts has none."""
    upload = uploads.get(point.upload_number)
    if upload is None:
        return {"upload_id": None, "file": None, "line": None}
    return {"upload_id": upload["id"], "file": upload["file_name"], "line": point.line}
