"""Which kind of file it is, by its first bytes: its name may say anything."""

import re

_MAGIC = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\xd0\xcf\x11\xe0": "old_excel",
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
    b"PAR1": "parquet",
    b"ARROW1": "parquet",
    b"SQLite format 3\0": "database",
    b"\x00\x00\x27\x0a": "shapefile",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"Rar!\x1a\x07": "archive",
    b"\x28\xb5\x2f\xfd": "archive",
    b"\x7fELF": "program",
    b"MZ\x90\0": "program",
    b"{\\rtf": "document",
}
_PLACED = {(b"DUCK", 8): "database", (b"ustar", 257): "archive", (b"Standard Jet DB", 4): "database"}
_JSON = re.compile(rb"[\[{]\s*(?:[\[{\]}]|\"[^\"\n]*\"\s*[:,\]])")
_HEAD = 4_096
WORKBOOK = "xlsx"
_INSIDE = {
    "xl/workbook.xml": WORKBOOK,
    "xl/workbook.bin": "binary_excel",
    "word/document.xml": "document",
    "ppt/presentation.xml": "document",
    "content.xml": "opendocument",
    "doc.kml": "markup",
}
"""What an archive is by a file that it holds."""


def kind(data: bytes) -> str:
    """Return the kind of a file: a key of `import.kind`, 'gzip', 'zip', or '' for what may be text.

    >>> kind(b"%PDF-1.7"), kind(b" <html>"), kind(b'{"a": 1}'), kind(b"a,b")
    ('pdf', 'markup', 'json', '')
    """
    for magic, found in _MAGIC.items():
        if data.startswith(magic):
            return found
    for (magic, place), found in _PLACED.items():
        if data[place : place + len(magic)] == magic:
            return found
    start = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return "markup"
    return "json" if _JSON.match(start) else ""


def kind_inside(members: list[str]) -> str:
    """Return the kind of file that an archive is in truth; '' for an archive.

    >>> kind_inside(["[Content_Types].xml", "xl/workbook.xml"])
    'xlsx'
    """
    found = next((_INSIDE[name] for name in members if name in _INSIDE), "")
    if not found and any(name.casefold().endswith(".shp") for name in members):
        return "shapefile"
    return found
