"""How far the number can be trusted: method, data, stability, age, targets, owners. Pure."""

from cityops.progress import sentences
from cityops.progress.assessment import VisionProgress
from cityops.vision.model import Release
from cityops.words import dates, numbers
from cityops.words.catalogue import words


def lines(found: VisionProgress, version: int, language: str) -> list[str]:
    """Return one line a question that a sceptic asks.

    Args:
        found: The city's progress.
        version: Of the data that it was read from.
        language: One of `LANGUAGES`.
    """
    t, city = words(language), found.city
    ages = [a.age_years for a in city.assessments if a.age_years is not None]
    targets = [a.target for a in city.assessments]
    published = [target for target in targets if not target.is_illustrative]
    said = [
        method(found, language),
        t(f"method.about.{found.method}"),
        t("overview.trust_coverage", coverage=numbers.percent(city.coverage, 0, language)),
        t("overview.trust_stability", stability=numbers.percent(found.stability, 0, language)),
        t("overview.trust_age", age=dates.age(max(ages) * 12 if ages else None, language)),
        t("overview.trust_targets", published=len(published), illustrative=len(targets) - len(published),
          verified=sum(target.is_verified for target in published)),
        t("overview.trust_owner", n=sum(bool(a.indicator.owner) for a in city.assessments), all=len(targets)),
        recorded(version, language),
    ]  # fmt: skip
    return [*said, sentences.illustrative(found, language)] if found.is_illustrative else said


def method(found: VisionProgress, language: str) -> str:
    """Name the method and its version."""
    t = words(language)
    return t("overview.trust_method", method=t(f"method.name.{found.method}"), version=found.method_version)


def recorded(version: int, language: str) -> str:
    """Name the data version."""
    return words(language)("overview.trust_known", version=version)


def released(release: Release | None, time_zone: str, language: str) -> str:
    """Say in a few words which release it is, or that it is the draft.

    Args:
        release: None for the draft.
        time_zone: Of the city, IANA name.
        language: One of `LANGUAGES`.
    """
    t = words(language)
    if release is None:
        return t("release.draft")
    moment = dates.moment(release.known_at, time_zone, language)
    return t("release.released", name=release.name, moment=moment)
