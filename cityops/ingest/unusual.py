"""What is unusual about the values that an upload brings, beside what their series say otherwise."""

from datetime import datetime

from cityops.ingest import rules
from cityops.ingest.model import Fault, Finding
from cityops.ingest.staging import Staging
from cityops.store import Transaction
from cityops.vision import releases

_NEVER = datetime(1, 1, 1)  # noqa: DTZ001  the store's instants are UTC without a zone


def warnings(tx: Transaction, staging: Staging, upload_number: int) -> tuple[Finding, ...]:
    """Return the warnings about the values that an upload has brought in this transaction.

    A file in which every series is new is judged by its own values: they are the history.
    """
    released = releases.last(tx)
    rows = tx.rows(
        "ingest/unusual",
        upload_number=upload_number,
        moment=tx.stamp.moment,
        released=released.known_at if released else _NEVER,
        robust_z=rules.ROBUST_Z,
        fewest=rules.FEWEST,
        jump_within=rules.JUMP_WITHIN,
        gap_cadences=rules.GAP_CADENCES,
        most=rules.SHOWN,
    )
    is_wide = "period" not in staging.columns.roles
    title = staging.columns.title("value")
    first = [
        Fault(
            row["line"],
            row["period"] if is_wide else title,
            row["found"],
            row["earlier"] if row["code"] == "gap" else f"{row['beside']:g}",
            row["code"],
        )
        for row in rows
    ]
    return rules.findings({row["code"]: int(row["places"]) for row in rows}, first)
