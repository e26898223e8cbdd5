"""Texts of a file inside a statement: names of columns, and the parts of a breakdown."""

ESCAPED = "replace(replace(replace({}, '%', '%25'), ';', '%3B'), '=', '%3D')"
"""The expression that does in SQL what `escaped` does here."""


def quoted(text: str) -> str:
    """Return a text of the file as a literal of SQL, its quotes doubled."""
    return "'" + text.replace("'", "''") + "'"


def escaped(text: str) -> str:
    """Keep apart what is a name, a value and what stands between them.

    >>> escaped("a=b;c")
    'a%3Db%3Bc'
    """
    return text.replace("%", "%25").replace(";", "%3B").replace("=", "%3D")
