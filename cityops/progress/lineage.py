"""Where a number comes from: baseline, file and line, the target's source, and what it adds. Pure."""

from collections.abc import Mapping

from cityops.indicators.formula import DERIVED
from cityops.progress import sentences
from cityops.progress.assessment import Assessment
from cityops.words import numbers
from cityops.words.catalogue import pick, words


def lines(one: Assessment, files: Mapping[int, str] | None, language: str) -> list[str]:
    """Return the sentences of "source and method" for one target.

    Args:
        one: The target.
        files: Name of each upload's file, by its number; None where files and people are not named.
        language: One of `LANGUAGES`.
    """
    t, target = words(language), one.target
    year = sentences.year_of(target.target_date, language)
    said = [
        t("overview.how_target", target=sentences.target(one, language), year=year),
        t("overview.how_source", source=target.source_title) if target.source_title else "",
        t("overview.how_fit", fit=target.fit) if target.fit else "",
        "" if target.is_verified or target.is_illustrative else t("overview.how_unverified"),
        pick(language, target.note_en, target.note_zh),
        _baseline(one, language, names=files is not None),
        latest(one, files, language),
        _share(one, language),
    ]
    return [line for line in said if line]


def _baseline(one: Assessment, language: str, *, names: bool) -> str:
    if one.baseline is None:
        return ""
    return words(language)(
        "overview.how_baseline" if names else "overview.how_baseline_public",
        value=sentences.amount(one.baseline, one.indicator, language),
        period=sentences.period(one.target.baseline_label, language),
        source=one.target.baseline_source,
    )


def latest(one: Assessment, files: Mapping[int, str] | None, language: str) -> str:
    """Say what the latest value is and on which line of which file it stands; '' where there is none."""
    t, point = words(language), one.latest
    if point is None:
        return ""
    said = {
        "value": sentences.amount(point.value, one.indicator, language),
        "period": sentences.period(point.label, language),
    }
    if not point.upload_number:
        derived = one.indicator.kind == DERIVED
        key = "overview.how_derived" if derived else "overview.how_computed"
        return t(key, formula=one.indicator.source, **said)
    if files is None:
        return t("overview.how_latest_public", **said)
    return t("overview.how_latest", **said, file=files.get(point.upload_number, ""), line=point.line)


def _share(one: Assessment, language: str) -> str:
    if one.share is None or one.contribution is None:
        return ""
    return words(language)(
        "overview.how_share",
        share=numbers.percent(one.share, 0, language),
        expected=numbers.percent(one.expected, 0, language),
        weight=numbers.percent(one.weight, 1, language),
        contribution=numbers.number(100 * one.contribution, 1, language),
    )
