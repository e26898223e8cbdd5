"""What a comparison says in words: one wording for screen and command line."""

from cityops.comparison.model import Difference, Profile, Strip
from cityops.indicators.model import Indicator
from cityops.words.catalogue import pick, words

_DIRECTIONS = {1: "up", -1: "down", 0: "none"}


def area_name(profile: Profile, area_id: str, language: str) -> str:
    """Return the name of one of the areas in the reader's language."""
    area = profile.peers[area_id]
    return pick(language, area.name_en, area.name_zh) or area.code


def reference(strip: Strip, profile: Profile, language: str) -> str:
    """Name what the area is compared with: the city or, where that has no value to show, the middle."""
    if strip.city is not None and profile.whole is not None:
        return pick(language, profile.whole.name_en, profile.whole.name_zh) or profile.whole.code
    return words(language)("compare.middle")


def difference(found: Difference, indicator: Indicator, other: str, language: str) -> str:
    """Say what a difference means, or that it means nothing and why."""
    t = words(language)
    if not found.is_meaningful:
        return t(f"compare.same.{found.meaning.value}", other=other)
    way = "higher" if found.amount > 0 else "lower"
    said = t(f"compare.{found.meaning.value}.{way}", other=other)
    better = found.is_better(indicator)
    if better is None:
        return said
    return t("compare.better" if better else "compare.worse", said=said)


def direction(indicator: Indicator, language: str) -> str:
    """Say which way is better, or why none is."""
    way = "total" if indicator.is_total else _DIRECTIONS[indicator.direction]
    return words(language)(f"compare.direction.{way}")


def finding(profile: Profile, language: str) -> str:
    """Say in one sentence how much of it stands out."""
    marked = sum(strip.difference.meaning.value == "marked" for strip in profile.strips)
    return words(language)(
        "compare.finding",
        area=area_name(profile, profile.area.id, language),
        marked=marked,
        all=len(profile.strips),
    )
