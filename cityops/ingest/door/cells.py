"""What a cell looks like: a number, a year, a sign for 'none'. Meaning comes later, by rules of its own."""

import re

_NUMBER = re.compile(
    r"[-+\u2212(]*\s*[€$£¥]?\s*(?:\d[\d.,'\u2019\s]*|[.,]\d+)(?:[eE][-+]?\d+)?\s*[%\u2030)]*(?:\s*[a-z]{1,2}|\s*±.*)?"
)
_WIDE = str.maketrans("０１２３４５６７８９，．－％", "0123456789,.-%")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d(?:\.0)?\s*(?:年[度末底]?|[a-z*¹²³⁴⁵†‡]|[(\[][a-z.]+[)\]])?")
_DATE = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}(?:[ T]\d[\d:.]*)?")
_NONE = {"-", "–", "—", "−", "/", ".", "..", "...", "…", ":", "*", "x", "c", "z", "[x]", "[c]", "[z]"}
_NONE |= {
    "n/a",
    "na",
    "n.a.",
    "#n/a",
    "nan",
    "null",
    "none",
    "no data",
    "missing",
    "not available",
    "unavailable",
}
_NONE |= {
    "suppressed",
    "confidential",
    "keine angabe",
    "k.a.",
    "s.o.",
    "无",
    "无数据",
    "缺失",
    "暂无",
    "未公布",
}


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number that is neither a year nor a date; a flag may follow.

    >>> [is_number(cell) for cell in ("1.234,5", "13.2 e", "(7)", "2020", "31.12.2012", "Q1", "")]
    [True, True, True, False, False, False, False]
    """
    cell = cell.translate(_WIDE).strip()
    return bool(_NUMBER.fullmatch(cell)) and not _YEAR.fullmatch(cell) and not _DATE.fullmatch(cell)


def is_year(cell: str) -> bool:
    """Tell whether a cell is a year and nothing else."""
    return bool(_YEAR.fullmatch(cell.strip()))


def is_datum(cell: str) -> bool:
    """Tell whether a cell stands where data stand: a number, or a sign that there is none."""
    plain = cell.strip().casefold()
    return plain in _NONE or is_number(cell) or (bool(plain) and not plain.strip("*.-·•･"))


def filled(row: list[str]) -> int:
    """Return how many cells hold something."""
    return sum(map(bool, map(str.strip, row)))
