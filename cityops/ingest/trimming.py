"""Whether the cells of a file may have blanks round them."""

BLANKS = " \t\n\u00a0\u3000"
"""What a spreadsheet may leave round a cell."""


def may_be_untrimmed(raw: bytes, delimiter: str) -> bool:
    """Whether a blank stands beside a delimiter, a quote or a line's end: a look that costs little."""
    mark = delimiter.encode()
    has_quotes = b'"' in raw
    ends = (mark, b"\n", b'"') if has_quotes else (mark, b"\n")
    # To look for one byte costs nothing, for two or three as much as all the rest.
    known = " \t" if raw.isascii() else BLANKS
    marks = (blank.encode() for blank in known if blank not in ("\n", delimiter))
    blanks = [blank for blank in marks if blank in raw]
    pairs = [pair for blank in blanks for end in ends for pair in (blank + end, end + blank)]
    # A line's end beside a quote is inside it only where the other side of the quote is a cell's end as well.
    pairs += [b'\n"' + mark, mark + b'"\n', b'\n"\n'] if has_quotes else []
    return raw[:1].isspace() or raw[-1:] == b" " or any(pair in raw for pair in pairs)
