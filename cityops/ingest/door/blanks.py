"""Blank lines between rows."""

import re

_AFTER_AN_END = re.compile(rb"\n[\n \t]")


def fill(raw: bytes, delimiter: str, width: int) -> bytes:
    r"""Make rows of empty cells of blank lines: DuckDB leaves those out, and the lines below would move up.

    >>> fill(b'1,"a\n\nb"\n\n2,c\n', ",", 2)
    b'1,"a\n\nb"\n,\n2,c\n'
    """
    if raw[:1] not in (b"\n", b" ", b"\t") and not _AFTER_AN_END.search(raw):
        return raw
    empty = delimiter.encode() * (width - 1)
    space = rb" *" if delimiter == "\t" else rb"[ \t]*"
    if b'"' not in raw:
        return re.sub(rb"\n" + space + rb"(?=\n)", b"\n" + empty, b"\n" + raw)[1:]
    mark = re.escape(delimiter.encode())
    # A quoted cell comes first, so that the blank lines in it stay.
    quoted = rb"(?<![^" + mark + rb'\n])"(?:[^"]+|"")*+"'
    either = re.compile(rb"(?m)" + quoted + rb"|^" + space + rb"(?=\n)")
    return either.sub(lambda found: found[0] if b'"' in found[0] else empty, raw)
