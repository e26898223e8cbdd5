"""Which mark parts whole from fraction in each column. `sql/numbers.sql` reads the cells with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from cityops.ingest.meaning.questions import Question

ALWAYS_NONE = (
    "", "x", "n/a", "na", "n.a.", "n.a", "n. a.", "nan", "null", "none", "nil", "#n/a", "#div/0!",
    "#value!", "#ref!", "#null!", "#num!", "#name?", "*", "**", "***", "c", "s", "z", "u", "nd",
    "n.d.", "ns", "k.a.", "k. a.", "/", "//", "\\n", "?", "not available", "not applicable",
    "n", "n/d", "s/d", "nc", "~", "!", "#", "^", "§", "secret", "secret statistique", "not published",
    "withheld", "redacted", "insufficient data", "not collected", "keine angabe", "s.o.", "不详", "未统计",
    "missing", "no data", "suppressed", "unavailable", "tbc", "tbd", "low", "confidential", "无",
    "无数据", "暂无", "暂无数据", "不适用", "缺失", "未公布", "…", "……", "——", "－",
)  # fmt: skip
"""What stands for a missing value everywhere, beside dashes, dots and colons: never zero."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the numbers of one column say.

    Attributes:
        position: Of the column, from 0.
        point: Numbers that can only be read with a decimal point.
        comma: Numbers that can only be read with a decimal comma.
        unclear: Numbers like 1,234 or 1.234.
        whole: Whole numbers of four digits and more without a mark: thousands are not grouped here.
        samples: Numbers with a mark, in order of line.
    """

    position: int
    point: int
    comma: int
    unclear: int
    whole: int
    samples: tuple[str, ...]


def marks(found: Iterable[Evidence], said: str) -> tuple[dict[int, str], list[Question]]:
    """Return the decimal mark of each column, and what has to be asked.

    A column speaks for itself; one that says nothing follows the others of its file if they agree.

    Args:
        found: The evidence of each column of values.
        said: The mark that the reader named, or ''.

    Returns:
        '.' or ',' or, while it is asked, '' for each position; the questions.

    >>> marks([Evidence(0, 5, 0, 0, 0, ()), Evidence(1, 0, 0, 3, 0, ("1,234",))], "")
    ({0: '.', 1: '.'}, [])
    >>> marks([Evidence(1, 0, 0, 3, 0, ("1,234",))], "")[1][0].code
    'decimal_mark'
    """
    columns = list(found)
    if said:
        return {one.position: said for one in columns}, []
    own = {one.position: _own(one) for one in columns}
    votes = {mark for mark in own.values() if mark in (".", ",")}
    common = votes.pop() if len(votes) == 1 else ""
    chosen = {one.position: own[one.position] or common or ("" if one.unclear else ".") for one in columns}
    mixed = [one for one in columns if chosen[one.position] == "mixed"]
    unclear = [one for one in columns if not chosen[one.position]]
    asked = [_asked("mixed_numbers", mixed)] if mixed else []
    asked += [_asked("decimal_mark", unclear)] if unclear else []
    return {position: "" if mark == "mixed" else mark for position, mark in chosen.items()}, asked


def _own(one: Evidence) -> str:
    """Return the mark that a column shows by itself, 'mixed', or '' if it does not show any."""
    if one.point and one.comma:
        return "mixed"
    if one.point or one.comma:
        return "." if one.point else ","
    if one.unclear and one.whole:  # 12345 beside 1.234: thousands are not grouped
        return _mark_of(one.samples)
    return ""


def _mark_of(samples: tuple[str, ...]) -> str:
    found = {mark for sample in samples for mark in ".," if mark in sample}
    return found.pop() if len(found) == 1 else "mixed"


def _asked(code: str, columns: list[Evidence]) -> Question:
    samples = tuple(dict.fromkeys(sample for one in columns for sample in one.samples))
    return Question(code, code, samples=samples[:6], choices=("point", "comma"))
