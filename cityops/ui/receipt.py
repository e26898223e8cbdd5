"""What a file would do, in the words of the page."""

from cityops.ingest.model import Receipt
from cityops.ui.session import View
from cityops.words.lists import clauses

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_TOLD = ("new", "changed", "unchanged", "withdrawn", "not_in_file")


def reading(tried: Receipt, view: View) -> str:
    """Say how a file is read, in a sentence."""
    t, below = view.t, len(tried.footer)
    where = t("upload.header_at", line=tried.header_line) if tried.header_line else t("upload.no_header")
    if tried.encoding == "xlsx":
        said = t("upload.read_sheet", sheet=tried.sheet, header=where)
    else:
        delimiter = t(f"data.delimiter_{_DELIMITERS[tried.delimiter]}")
        said = t("upload.read_text", delimiter=delimiter, encoding=tried.encoding.upper(), header=where)
    notes = [t("upload.above", n=len(tried.preamble))] if tried.preamble else []
    notes += [t("upload.below", n=below)] if below else []
    notes += [t("upload.nulls", n=tried.nulls_removed)] if tried.nulls_removed else []
    notes += [t("upload.unsure")] if any(not guess["is_sure"] for guess in tried.guesses) else []
    return ("" if view.language == "zh" else " ").join([said, *notes])


def counts(tried: Receipt, view: View) -> str:
    """Say how many values are new, changed, the same, withdrawn, and held yet not in the file."""
    found = {kind: getattr(tried, kind) for kind in _TOLD}
    found["not_in_file"] -= found["withdrawn"]
    return clauses([view.t(f"upload.counts.{kind}", n=n) for kind, n in found.items() if n], view.language)
