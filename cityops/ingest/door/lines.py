"""Line ends, NULs and lines that are too long."""

from cityops.ingest.door.limits import MAX_LINE, refused


def clean(name: str, text: bytes) -> tuple[bytes, int]:
    r"""Return UTF-8 text whose lines end in a line feed, and how many NULs were left out.

    >>> clean("a.csv", b"a\r\r\nb\rc\0\n")
    (b'a\nb\nc\n', 1)
    """
    nulls = text.count(b"\0")
    if nulls:
        text = text.replace(b"\0", b"")
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n")
    if b"\r" in text:  # few files have more of them than the pairs
        text = text.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    text = text.removeprefix(b"\xef\xbb\xbf").rstrip(b"\x1a")
    _refuse_long_line(name, text)
    return text, nulls


def _refuse_long_line(name: str, text: bytes) -> None:
    """Jump from line end to line end, as far as a line may reach."""
    at = 0
    while len(text) - at > MAX_LINE:
        end = text.rfind(b"\n", at, at + MAX_LINE + 1)
        if end < 0:
            shown = text[at : at + 80].decode("utf-8", "replace")
            line = text.count(b"\n", 0, at) + 1
            raise refused(name, "long_line", found=shown, expected=f"{MAX_LINE:,}", line=line)
        at = end + 1
