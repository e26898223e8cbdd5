"""Take a file in: a clean long table as it stands, any other with what its columns mean."""

from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

from cityops.ingest import columns, remembering, rules
from cityops.ingest.care import Care
from cityops.ingest.frontdoor import Opened
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.meaning.understood import Understood
from cityops.ingest.model import Fault, NoTableError, Receipt
from cityops.ingest.remembering import Memory
from cityops.ingest.staging import Staging

_LISTED = 200


def stage(opened: Opened, mapping: Mapping | None) -> Staging:
    """Return the private database of a file, not loaded yet.

    Without a mapping a header of the long template is read strictly: a slip in it is a fault.

    Raises:
        NoTableError: The template's header has a column too few, or one twice.
    """
    if mapping is None:
        try:
            return Staging(opened, columns.find(opened))
        except NoTableError as error:
            if columns.is_template(opened):
                raise
            return Understood(opened, Mapping(), missing=error)
    return Understood(opened, mapping)


def receipt_of(opened: Opened) -> Receipt:
    """Return the receipt of a file that was read and no more."""
    return Receipt(
        opened.name,
        opened.sha256,
        opened.encoding,
        opened.delimiter,
        header_line=opened.header_line,
        sheet=opened.sheet,
        nulls_removed=opened.nulls,
        preamble=opened.preamble,
        footer=opened.footer,
        guesses=tuple(asdict(guess) for guess in opened.guesses),
    )


def understood(staging: Staging, receipt: Receipt, dump: Path | None) -> Receipt:
    """Find out what a file means; return the receipt with what it leaves open."""
    if not isinstance(staging, Understood):
        return replace(receipt, columns=staging.described())
    meaning = staging.understand()
    if dump:
        staging.dump(dump)
    return replace(
        receipt,
        layout=meaning.layout,
        family=meaning.family,
        columns=meaning.columns,
        mapping=meaning.mapping.as_json(),
        left_out=staging.left_out(),
        observations=staging.understood_cells(),
        questions=tuple(question.as_json() for question in meaning.questions),
    )


def checked(staging: Staging, receipt: Receipt, dump: Path | None) -> Receipt:
    """Return the receipt with what a check found beside faults."""
    counts, first = staging.noted()
    receipt = replace(receipt, findings=(*receipt.findings, *rules.findings(counts, first)))
    if isinstance(staging, Understood):
        return replace(
            receipt,
            proposed_areas=staging.proposed("area"),
            proposed_indicators=staging.proposed("indicator"),
        )
    if dump:
        staging.dump(dump)
    return receipt


def faulty(staging: Staging, receipt: Receipt, count: int, faults: list[Fault]) -> Receipt:
    """Return the receipt with what keeps a file from being taken."""
    counts = staging.counts or Counter(fault.code for fault in faults)
    found = rules.findings(counts, faults)
    return replace(receipt, rejected=count, errors=tuple(faults[:_LISTED]), findings=found)


def told(receipt: Receipt, staging: Staging, care: Care, memory: Memory | None) -> Receipt:
    """Return the receipt with what people did with the file, and whose mapping was taken."""
    return replace(
        receipt,
        corrections=(*care.corrections, *sorted(staging.left_out_lines, key=lambda one: one.line)),
        fingerprint=remembering.fingerprint(staging.opened.header),
        remembered=memory.as_json() if memory else {},
    )
