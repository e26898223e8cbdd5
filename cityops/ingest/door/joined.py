r"""Eurostat's key: the first column holds several, with commas between, and the header names them all.

`unit,geo\time` stands above `PC,AT`, and what follows the backslash is what the other columns are named by.
"""

import re

_KEY = re.compile(r"[\w.\- ]+(?:,[\w.\- ]+)*\\[\w.\- ]+")


def is_joined(header: tuple[str, ...]) -> bool:
    r"""Tell whether the first column holds a key of several.

    >>> is_joined(("unit,geo\\time", "2016")), is_joined(("geo", "2016"))
    (True, False)
    """
    return bool(header) and bool(_KEY.fullmatch(header[0]))


def split_header(header: tuple[str, ...]) -> tuple[str, ...]:
    r"""Return the names with the key split.

    >>> split_header(("unit,geo\\time", "2016"))
    ('unit', 'geo', '2016')
    """
    keys = header[0].partition("\\")[0].split(",")
    return (*(key.strip() for key in keys), *header[1:])


def split_rows(raw: bytes, delimiter: str) -> bytes:
    r"""Return the rows with the key split; a quoted key loses its quotes.

    >>> split_rows(b'PC,AT\t1 e\n"PC,BE"\t2\n', "\t")
    b'PC\tAT\t1 e\nPC\tBE\t2\n'
    """
    if delimiter == ",":
        return re.sub(rb'(?m)^"([^"\n]*)"', rb"\1", raw)
    mark = re.escape(delimiter.encode())
    key = re.compile(rb'(?m)^(?:"[^"\n]*"|[^"' + mark + rb"\n]*)(?=" + mark + rb"|$)")
    return key.sub(lambda found: found[0].strip(b'"').replace(b",", delimiter.encode()), raw)
