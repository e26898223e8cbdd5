"""Take a file in: a clean long table as it stands, any other with what its columns mean."""

from dataclasses import replace
from pathlib import Path

from cityops.ingest import columns
from cityops.ingest.frontdoor import Opened
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.meaning.understood import Understood
from cityops.ingest.model import NoTableError, Receipt
from cityops.ingest.staging import Staging


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
            if columns.is_template(opened) or error.fault.code == "double_column":
                raise
            return Understood(opened, Mapping(), missing=error)
    return Understood(opened, mapping)


def understood(staging: Staging, receipt: Receipt, dump: Path | None) -> Receipt:
    """Find out what a file means; return the receipt with what it leaves open."""
    if not isinstance(staging, Understood):
        return receipt
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
    if isinstance(staging, Understood):
        return replace(
            receipt,
            proposed_areas=staging.proposed("area"),
            proposed_indicators=staging.proposed("indicator"),
        )
    if dump:
        staging.dump(dump)
    return receipt
