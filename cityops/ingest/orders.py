"""How a file is to be taken: what an analyst says beside the file itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cityops.errors import UsageError
from cityops.ingest.difference import FIRST, Page
from cityops.ingest.model import Receipt
from cityops.ingest.rules import rule_of
from cityops.store import Transaction

MODES = ("append", "upsert", "replace")
"""append: values that are held stay; upsert: newer ones take their place; replace: what is gone goes."""

DIFFERS = "changed_value"
"""Code of the fault that mode 'append' finds in a value that is held otherwise."""

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


def does(mode: str, tried: Receipt) -> dict[str, int]:
    """Return what a mode does with a file, how often; what it does not do is not in it.

    Args:
        mode: One of `MODES`.
        tried: What a trial found, in whichever mode it was made.

    Returns:
        `adds`, `changes`, `withdraws` what is held, `keeps` what is held and not in the file; or `refuses`,
        with the values that differ from those held, and nothing else.

    >>> tried = Receipt("a.csv", "", "", "", new=2, changed=1, not_in_file=3)
    >>> [does(mode, tried) for mode in ("append", "upsert")]
    [{'refuses': 1}, {'adds': 2, 'changes': 1, 'keeps': 3}]
    >>> does("replace", tried)
    {'adds': 2, 'changes': 1, 'withdraws': 3}
    """
    if mode == "append" and tried.changed:
        return {"refuses": tried.changed}
    last = "withdraws" if mode == "replace" else "keeps"
    found = {"adds": tried.new, "changes": tried.changed, last: tried.not_in_file}
    return {name: n for name, n in found.items() if n}


def writes(mode: str, tried: Receipt) -> bool:
    """Return whether a file changes anything in a mode.

    >>> tried = Receipt("a.csv", "", "", "", unchanged=2, not_in_file=3)
    >>> writes("upsert", tried), writes("replace", tried)
    (False, True)
    """
    return not does(mode, tried).keys().isdisjoint({"adds", "changes", "withdraws"})


def beside_mode(tried: Receipt) -> Receipt:
    """Return what a trial found of the file itself, without what only mode 'append' finds wrong with it."""
    own = tuple(one for one in tried.findings if one.code != rule_of(DIFFERS).code)
    if len(own) == len(tried.findings):
        return tried
    return replace(tried, errors=(), rejected=0, findings=own)
