"""What the checks of an import found, and what people did about it, as lines."""

from collections.abc import Iterable
from typing import Any

from cityops.words.catalogue import Translator, words

_SHOWN = 10


def lines(result: dict[str, Any], language: str) -> list[str]:
    """Say whose mapping was taken, what the checks found, and what was corrected or left out.

    Args:
        result: A receipt as JSON.
        language: Of the lines.
    """
    t = words(language)
    text = "text_zh" if language == "zh" else "text"
    found = [_finding(one, one[text], t) for one in result["findings"]]
    gone = [one["line"] for one in result["corrections"] if not (one["column"] or one["new"])]
    kept = [one["line"] for one in result["corrections"] if one["column"] or one["new"]]
    parts = [t("import.corrected", n=len(kept), lines=few(kept))] if kept else []
    parts += [t("import.left_out", n=len(gone), lines=few(gone))] if gone else []
    remembered = [t("import.remembered", **result["remembered"])] if result["remembered"] else []
    return [*remembered, *found, *parts]


def _finding(finding: dict[str, Any], text: str, t: Translator) -> str:
    said = {"severity": t(f"import.severity.{finding['severity']}"), "code": finding["code"], "text": text}
    places = [line for line in finding["lines"] if line]
    return t("import.found", lines=few(places), **said) if places else t("import.found_file", **said)


def few(places: Iterable[int]) -> str:
    """Write a few numbers of lines, and that there are more.

    >>> few([2, 3]), few(range(2, 20))
    ('2, 3', '2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …')
    """
    every = list(places)
    return ", ".join(map(str, every[:_SHOWN])) + (" …" if len(every) > _SHOWN else "")
