"""Where a number comes from: baseline, file and line, the target's source, and what it adds."""

from cityops.progress import sentences
from cityops.progress.assessment import Assessment
from cityops.ui import cached
from cityops.ui.session import View
from cityops.words import numbers
from cityops.words.catalogue import pick


def lines(one: Assessment, view: View) -> list[str]:
    """Return the sentences of "source and method" for one target."""
    t, language, target = view.t, view.language, one.target
    year = sentences.year_of(target.target_date, language)
    said = [
        t("overview.how_target", target=sentences.target(one, language), year=year),
        t("overview.how_source", source=target.source_title) if target.source_title else "",
        t("overview.how_fit", fit=target.fit) if target.fit else "",
        "" if target.is_verified or target.is_illustrative else t("overview.how_unverified"),
        pick(language, target.note_en, target.note_zh),
        _baseline(one, view),
        _latest(one, view),
        _share(one, view),
    ]
    return [line for line in said if line]


def _baseline(one: Assessment, view: View) -> str:
    if one.baseline is None:
        return ""
    return view.t(
        "overview.how_baseline" if view.names else "overview.how_baseline_public",
        value=sentences.amount(one.baseline, one.indicator, view.language),
        period=sentences.period(one.target.baseline_label, view.language),
        source=one.target.baseline_source,
    )


def _latest(one: Assessment, view: View) -> str:
    latest = one.latest
    if latest is None:
        return ""
    said = {
        "value": sentences.amount(latest.value, one.indicator, view.language),
        "period": sentences.period(latest.label, view.language),
    }
    if not latest.upload_number:
        return view.t("overview.how_computed", **said)
    if not view.names:
        return view.t("overview.how_latest_public", **said)
    file = cached.file_names(view.version).get(latest.upload_number, "")
    return view.t("overview.how_latest", **said, file=file, line=latest.line)


def _share(one: Assessment, view: View) -> str:
    if one.share is None or one.contribution is None:
        return ""
    return view.t(
        "overview.how_share",
        share=numbers.percent(one.share, 0, view.language),
        expected=numbers.percent(one.expected, 0, view.language),
        weight=numbers.percent(one.weight, 1, view.language),
        contribution=numbers.number(100 * one.contribution, 1, view.language),
    )
