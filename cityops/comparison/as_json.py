"""A comparison in the form that the command line prints."""

from typing import Any

from cityops.comparison.model import Difference, Profile, Strip
from cityops.store import PRESENT


def of_profile(profile: Profile, known: Any) -> dict[str, Any]:
    """Return one area beside the others: every indicator, what it is compared with, and what that means."""
    alike = profile.similar
    return {
        "area": profile.area.code,
        "on": profile.on.isoformat(),
        "known": None if known == PRESENT else known.isoformat(),
        "beside": len(profile.peers),
        "similar_by": list(alike.criteria) if alike else [],
        "similar_by_unusable": list(alike.unusable) if alike else [],
        "similar": [{"area": one.area_id, "distance": one.distance} for one in alike.nearest]
        if alike
        else [],
        "similar_left_out": list(alike.left_out) if alike else [],
        "indicators": [_strip(strip, profile) for strip in profile.strips],
    }


def _strip(strip: Strip, profile: Profile) -> dict[str, Any]:
    cuts = strip.quartiles
    return {
        "indicator": strip.indicator.id,
        "unit": strip.indicator.unit_en,
        "period": strip.period.label,
        "value": strip.own,
        "compared_with": "city" if strip.city is not None else "middle",
        "compared_value": strip.against,
        **_difference(strip.difference, strip),
        "similar_value": strip.similar,
        "similar_meaning": strip.similar_difference.meaning.value if strip.similar_difference else None,
        "similar_areas": strip.similar_count,
        "noise": strip.noise,
        "spread": strip.spread,
        "quartiles": [cuts.least, cuts.low, cuts.middle, cuts.high, cuts.greatest],
        "areas": len(strip.values),
    }


def _difference(found: Difference, strip: Strip) -> dict[str, Any]:
    return {
        "difference": found.amount,
        "meaning": found.meaning.value,
        "is_meaningful": found.is_meaningful,
        "better": found.is_better(strip.indicator),
    }


def of_values(strip: Strip, profile: Profile) -> list[dict[str, Any]]:
    """Return the value of every area that has one, in order of code."""
    near = {one.area_id for one in profile.similar.nearest} if profile.similar else set()
    return [
        {"area": profile.peers[area].code, "value": strip.values[area], "similar": area in near}
        for area in profile.peers
        if area in strip.values
    ]
