"""How a file is to be taken: what an analyst says beside the file itself."""

from collections.abc import Callable
from dataclasses import dataclass

from cityops.errors import UsageError
from cityops.ingest.difference import FIRST, Page
from cityops.ingest.model import Receipt
from cityops.store import Transaction

MODES = ("append", "upsert", "replace")
"""append: values that are held stay; upsert: newer ones take their place; replace: what is gone goes."""

Finish = Callable[[Transaction, Receipt], Receipt]
Then = Callable[[Transaction], object]
"""Returns 0 where nothing but values is another one by it; else targets and areas are read again."""


def nothing(_tx: Transaction) -> int:
    """Do nothing more."""
    return 0


def as_it_is(_tx: Transaction, receipt: Receipt) -> Receipt:
    """Change nothing of a receipt."""
    return receipt


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with a file.

    Attributes:
        mode: One of `MODES`.
        dry_run: Whether to check and compare only.
        confirm: Whether it is written though something gets worse by it.
        reason: Kept with the upload.
        key: Chosen by who asks, the same for every try of one upload; '' for none.
        then: Done in the same write, once the values are in: what follows from them is in the receipt too.
        page: Rows of the difference that the receipt lists.
        origin: 'file', or 'correction'.
        is_illustrative: Whether the values are made up for a demonstration.
        finish: What is written beside the values, and adds to the receipt.
    """

    mode: str = "upsert"
    dry_run: bool = False
    confirm: bool = False
    reason: str = ""
    key: str = ""
    then: Then = nothing
    page: Page = FIRST
    origin: str = "file"
    is_illustrative: bool = False
    finish: Finish = as_it_is

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise UsageError(f"Mode {self.mode!r} is not known. There are {', '.join(MODES)}.")
