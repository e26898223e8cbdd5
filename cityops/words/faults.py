"""What is wrong with a file, as a sentence: where, what was found, what to do."""

from cityops.words.catalogue import words


def sentence(
    language: str, *, file: str, line: int, column: str, found: str, expected: str, code: str
) -> str:
    """Return the sentence of a fault.

    Args:
        language: Of the sentence; what was found is quoted as it stands.
        file: Name of the file.
        line: As a spreadsheet shows it; 0 for the file as a whole.
        column: Header of the column; '' for the line as a whole.
        found: What stands there.
        expected: What would be right, or what is near; '' if nothing is known.
        code: Key below `import.fault`.

    >>> sentence("en", file="a.csv", line=3, column="area", found="", expected="", code="empty_area")
    'a.csv, line 3, area: the area is missing. Write its code.'
    """
    said = advice(language, found=found, expected=expected, code=code)
    return words(language)(_place(line, column), file=file, line=line, column=column, said=said)


def advice(language: str, *, found: str, expected: str, code: str) -> str:
    """Return what was found and what to do, for a reader who sees the place beside it. See `sentence`.

    >>> advice("en", found="n/a", expected="", code="not_a_number")
    "'n/a' is not a number. Write it as 1234.5, or leave the row out if it was not measured."
    """
    t = words(language)
    key = f"import.fault.{code}"
    if code == "wrong_kind":
        expected = t(f"import.kind.{found}")
    said = t(key, found=found[:120], expected=expected)
    if code.startswith("unknown") and expected:
        # A full stop in Chinese brings its own space.
        said += ("" if language == "zh" else " ") + t("import.near", expected=expected)
    return said


def heading(language: str, code: str, n: int) -> str:
    """Return what a check finds, and how often.

    >>> heading("en", "E-NUM", 2), heading("zh", "W-GAP", 1)
    ('2 cells are no number', '1个数值之前有缺期')
    """
    return words(language)(f"import.finding.{code.lower().replace('-', '_')}", n=n)


def _place(line: int, column: str) -> str:
    if line and column:
        return "import.at.cell"
    return "import.at.line" if line else "import.at.file"
