"""What needs a look: which targets, in which order, and what is said of each. Pure."""

from cityops.progress import sentences
from cityops.progress.assessment import Assessment, VisionProgress
from cityops.words.catalogue import words

MOST = 7
"""A screen and a page show no more; how many there are beyond is said."""

_ORDER = {"off_track": 0, "at_risk": 1, "not_assessed": 2}


def exceptions(found: VisionProgress) -> list[Assessment]:
    """Return the city's targets that need a look, the worst first: off track, at risk, not assessed, stale.

    Among equals the heavier comes first, so that a screen that shows seven shows those that count.
    """
    ranked = [
        (_ORDER.get(a.status.value, 3), -a.weight, a.target.id, a)
        for a in found.city.assessments
        if a.status.value in _ORDER or a.is_stale
    ]
    return [row[-1] for row in sorted(ranked, key=lambda row: row[:3])]


def finding(n: int, language: str) -> str:
    """Say how many targets need a decision."""
    t = words(language)
    return t("overview.n_exceptions", n=n) if n else t("overview.nothing_off")


def decision(one: Assessment, language: str) -> str:
    """Say what there is to decide; a target that is on its path needs a newer value only."""
    key = one.class_code.key if one.status.value in _ORDER else "stale"
    return words(language)(f"overview.decide.{key}")


def facts(one: Assessment, language: str, *, names: bool = True) -> list[str]:
    """Say how old the latest value is, who owns it if names are shown, and whether the target was made up."""
    t = words(language)
    age = sentences.age(one, language)
    said = [
        t("overview.stale" if one.is_stale else "overview.latest", age=age) if one.latest else "",
        (one.indicator.owner or t("overview.owner_none")) if names else "",
        t("overview.illustrative") if one.target.is_illustrative else "",
    ]
    return [fact for fact in said if fact]
