"""What the commands of waves say to a person, line by line."""

from typing import Any

from cityops.words.catalogue import pick, words

Result = dict[str, Any]


def listed(result: Result, language: str) -> list[str]:
    """Say a line a wave."""
    t = words(language)
    return [_wave(one, language) for one in result["waves"]] or [t("assessment.command.none")]


def _wave(one: Result, language: str) -> str:
    t, summary = words(language), one["summary"]
    name = pick(language, one["name"]["en"], one["name"]["zh"])
    return t(
        "assessment.command.wave",
        id=one["id"],
        name=t("assessment.command.illustrative", name=name) if one["illustrative"] else name,
        on=one["held_on"],
        state=t(f"assessment.state.{one['state']}"),
        answered=str(summary["answered"]),
        asked=str(summary["asked"]),
    )


def shown(result: Result, language: str) -> list[str]:
    """Say what a wave is, then a line an element or statement."""
    return [_wave(result, language), *(f"  {_item(one, language)}" for one in result["items"])]


def _item(one: Result, language: str) -> str:
    title = pick(language, one["title"]["en"], one["title"]["zh"])
    now, then = (said(one[aspect]["answer"] or "", language) for aspect in ("current", "ambition"))
    return words(language)("assessment.command.item", id=one["id"], title=title, current=now, ambition=then)


def said(answer: str, language: str) -> str:
    """Return an answer in words: a level is its number.

    >>> said("3", "en"), said("unknown", "zh"), said("", "en")
    ('3', '不清楚', 'open')
    """
    return answer if answer.isdecimal() else words(language)(f"assessment.answer.{answer or 'open'}")


def exported(result: Result, language: str) -> list[str]:
    """Say where the file lies."""
    return [words(language)("assessment.command.exported", path=result["path"], n=result["items"])]


def imported(result: Result, language: str) -> list[str]:
    """Say what was taken in, or would be."""
    t, counts = words(language), {name: str(result[name]) for name in ("new", "changed", "unchanged")}
    if "clashes" not in result:
        return [t("assessment.command.imported", wave=result["wave"], **counts)]
    clashes = [f"  {t('assessment.command.clash', found=one)}" for one in result["clashes"]]
    return [t("assessment.command.foreseen", wave=result["wave"], **counts), *clashes]
