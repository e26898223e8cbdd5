"""What an assessment says in words and written numbers: one wording for screen, briefing and command line."""

from collections.abc import Sequence
from datetime import date

from cityops.indicators.model import Indicator
from cityops.progress.assessment import AreaProgress, Assessment, VisionProgress
from cityops.words import dates, lists, numbers
from cityops.words.catalogue import pick, words

_IN_WAN, _IN_MILLIONS = 100_000, 1_000_000
_NAMED = 4


def indicator_name(indicator: Indicator, language: str) -> str:
    """Return the indicator's name in the reader's language."""
    return pick(language, indicator.name_en, indicator.name_zh) or indicator.id


def area_name(area: AreaProgress, language: str) -> str:
    """Return an area's name in the reader's language."""
    return pick(language, area.area.name_en, area.area.name_zh) or area.area.code


def unit(indicator: Indicator, language: str) -> str:
    """Return the indicator's unit in the reader's language."""
    return indicator.unit_zh if language == "zh" else indicator.unit_en


def amount(value: float | None, indicator: Indicator, language: str) -> str:
    """Write a value of an indicator with its decimals and unit; large ones in Chinese in 万 and 亿.

    English keeps every digit: three groups of three are read at a glance, 3556161套 is not.
    """
    if language == "zh" and value is not None and abs(value) >= _IN_WAN:
        return numbers.compact(value, 1, language, unit(indicator, language))
    return numbers.number(value, indicator.decimals, language, unit(indicator, language))


def step(value: float, indicator: Indicator, language: str) -> str:
    """Write how far two values lie apart: those of a percentage lie percentage points apart."""
    if unit(indicator, language) != "%":
        return amount(value, indicator, language)
    return words(language)("format.points", value=numbers.number(value, indicator.decimals, language))


def short_amount(value: float | None, indicator: Indicator, language: str) -> str:
    """Write a value without its unit, large ones in millions or 万."""
    if value is not None and abs(value) >= (_IN_WAN if language == "zh" else _IN_MILLIONS):
        return numbers.compact(value, 1 if language == "zh" else 2, language)
    return numbers.number(value, indicator.decimals, language)


def period(label: str, language: str) -> str:
    """Write the label of a period; a bare year gets its 年 in Chinese.

    >>> period("2018", "en"), period("2018", "zh"), period("2018-Q3", "zh")
    ('2018', '2018年', '2018-Q3')
    """
    return f"{label}年" if language == "zh" and label.isdigit() else label


def year_of(day: date | None, language: str) -> str:
    """Write the year of a target date; a day within the year is written in full."""
    if day is None:
        return numbers.ABSENT
    whole = (day.month, day.day) == (12, 31)
    return period(str(day.year), language) if whole else dates.date(day, language)


def target(one: Assessment, language: str) -> str:
    """Write what the target asks for."""
    aim, indicator = one.target, one.indicator
    if aim.kind == "band":
        low = numbers.number(aim.low, indicator.decimals, language)
        return f"{low}–{amount(aim.high, indicator, language)}"
    return amount(aim.target_value, indicator, language)


def reason(one: Assessment, language: str) -> str:
    """Say why the assessment has its class."""
    latest, key = one.latest, one.reason.key
    if key == "missed" and one.share is not None and one.share < 0:
        key = "missed_away"
    return words(language)(
        f"reason.{key}",
        value=amount(latest.value if latest else None, one.indicator, language),
        period=period(latest.label if latest else numbers.ABSENT, language),
        target=target(one, language),
        year=year_of(one.target.target_date, language),
        share=numbers.percent(one.share, 0, language),
        elapsed=numbers.percent(one.expected, 0, language),
        baseline=amount(one.baseline, one.indicator, language),
        baseline_period=period(one.target.baseline_label, language),
        needed=amount(one.needed, one.indicator, language),
        age=age(one, language),
    )


def age(one: Assessment, language: str) -> str:
    """Write how old the latest value is at the reporting date."""
    return dates.age(None if one.age_years is None else one.age_years * 12, language)


def verdict(city: AreaProgress, language: str) -> str:
    """Say in one sentence how far the city is; the rule is the class of its headline."""
    return words(language)(
        f"overview.verdict.{city.status.value}",
        city=area_name(city, language),
        share=numbers.percent(city.headline, 0, language),
        expected=numbers.percent(city.expected, 0, language),
        coverage=numbers.percent(city.coverage, 0, language),
    )


def tally(city: AreaProgress, language: str) -> str:
    """Say how many targets have which status."""
    counts = [one.status.value for one in city.assessments]
    return words(language)(
        "overview.tally",
        n=len(counts),
        good=counts.count("achieved") + counts.count("on_track"),
        risk=counts.count("at_risk"),
        off=counts.count("off_track"),
        none=counts.count("not_assessed"),
    )


def behind(city: AreaProgress, language: str) -> str:
    """Say how many targets are at risk or off track."""
    t, statuses = words(language), [one.status.value for one in city.assessments]
    late = statuses.count("at_risk") + statuses.count("off_track")
    if late:
        return t("indicator.behind", n=late, of=len(statuses))
    return t("indicator.none_assessed" if {*statuses} <= {"not_assessed"} else "indicator.none_behind")


def districts(found: VisionProgress, language: str) -> str:
    """Say which districts are off track; no ranking, no more than four names."""
    t = words(language)
    rated = [area for area in found.districts.values() if area.headline is not None]
    off = [area_name(area, language) for area in rated if area.status.value == "off_track"]
    if not rated:
        return t("overview.districts_none")
    if not off:
        return t("overview.districts_good")
    return t("overview.districts_off", n=len(off), names=some(off, language))


def some(names: Sequence[str], language: str) -> str:
    """Join names, of which a sentence takes no more than four.

    >>> some(list("ABCDE"), "en")
    'A, B, C, D and …'
    """
    shown = names if len(names) <= _NAMED else [*names[:_NAMED], "…"]
    return lists.join(shown, language)


def illustrative(found: VisionProgress, language: str) -> str:
    """Say what of it all was made up for a demonstration."""
    targets = [a.target.is_illustrative for a in found.city.assessments]
    return words(language)("overview.illustrative_about", n=sum(targets), all=len(targets))
