"""What would be worse after a write, in one sentence; and that it has to be confirmed."""

from collections.abc import Mapping
from typing import Any

from cityops.words import numbers
from cityops.words.catalogue import words
from cityops.words.lists import join

_SHOWN = 3
_RANK = {"off_track": 0, "at_risk": 1, "on_track": 2, "achieved": 3}


def is_worse(before: str, after: str) -> bool:
    """Whether a status is worse than the one before. To lose an assessment is worse; to gain one is not.

    >>> is_worse("on_track", "at_risk"), is_worse("at_risk", "not_assessed")
    (True, True)
    >>> is_worse("at_risk", "on_track"), is_worse("not_assessed", "off_track")
    (False, False)
    """
    return before in _RANK and _RANK.get(after, -1) < _RANK[before]


def sentence(language: str, file: str, found: Mapping[str, Any]) -> str:
    """Say what gets worse and what to do.

    Args:
        language: Of the sentence.
        file: Name of the file.
        found: Consequences, as `cityops.ingest.model.Consequences.as_json` writes them.
    """
    t, said = words(language), lines(language, found)
    listed = join(said[:_SHOWN], language)
    more = len(said) - _SHOWN
    if more > 0:
        listed = t("import.worse_more", listed=listed, n=more)
    return t("import.unconfirmed", file=file, listed=listed)


def is_lower(before: float | None, after: float | None) -> bool:
    """Whether a share is lower, as a reader sees it with one decimal, or is no longer there.

    >>> is_lower(0.5, 0.499), is_lower(0.5, None), is_lower(0.5, 0.4999), is_lower(None, 0.2)
    (True, True, False, False)
    """
    if before is None or after is None:
        return before is not None and after is None
    return numbers.rounded(100 * after, 1) < numbers.rounded(100 * before, 1)


def lines(language: str, found: Mapping[str, Any]) -> list[str]:
    """Return what gets worse: the city's number first, then outcomes, then statuses."""
    t = words(language)
    said = []
    before, after = found["headline_before"], found["headline_after"]
    if is_lower(before, after):
        said.append(t("import.worse_headline", **_shares(before, after, language)))
    for one in found["outcome_changes"]:
        if one["worsens"]:
            shares = _shares(one["share_from"], one["share_to"], language)
            said.append(t("import.worse_outcome", outcome=one["outcome"], **shares))
    for one in found["status_changes"]:
        if is_worse(one["from"], one["to"]):
            names = {"indicator": one["indicator"], "area": one["area"]}
            said.append(t("import.worse_status", **names, **_statuses(one, language)))
    return said


def _shares(before: float | None, after: float | None, language: str) -> dict[str, str]:
    return {
        name: numbers.percent(share, 1, language) for name, share in (("before", before), ("after", after))
    }


def _statuses(one: Mapping[str, Any], language: str) -> dict[str, str]:
    t = words(language)
    return {"before": t(f"status.{one['from']}"), "after": t(f"status.{one['to']}")}
