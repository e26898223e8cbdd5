"""The names of people: who is in the history, and how a name is erased from it."""

from typing import Any

from cityops.access.gate import write
from cityops.access.model import SET_UP, Actor, Duty
from cityops.access.rules import names_in, without_name
from cityops.store import Reader, Store, Texts, Transaction
from cityops.words.people import erased_number, pseudonym
from cityops.words.refusals import refused

_OF_A_VERSION = ("id", "version")


def _of_both(*names: str) -> tuple[str, ...]:
    """Return the columns of texts that are kept in both languages."""
    return tuple(f"{name}_{language}" for name in names for language in ("en", "zh"))


_TEXTS = (
    Texts("changes", ("change_number",), ("reason",)),
    Texts("targets", _OF_A_VERSION, ("owner", "note_en", "note_zh")),
    Texts("indicators", _OF_A_VERSION, ("owner", "verification_note")),
    Texts("commentaries", _OF_A_VERSION, ("story", "works", "next_steps")),
    Texts("releases", _OF_A_VERSION, ("name",)),
    Texts("model_elements", _OF_A_VERSION, _of_both("title", "purpose", "question")),
    Texts("model_statements", _OF_A_VERSION, _of_both("text")),
    Texts("model_levels", _OF_A_VERSION, _of_both("text")),
    Texts("model_evidence", _OF_A_VERSION, _of_both("text")),
    Texts("model_labels", _OF_A_VERSION, _of_both("name", "about")),
    Texts("waves", _OF_A_VERSION, ("organisation", *_of_both("name"))),
    Texts("wave_items", _OF_A_VERSION, ("rationale", "dissent", "owner")),
    Texts("wave_evidence", _OF_A_VERSION, ("evidence_text",)),
    Texts("wave_reviews", _OF_A_VERSION, ("reviewer", "organisation", "finding")),
    Texts("rooms", _OF_A_VERSION, ("content",)),
    Texts("grants", _OF_A_VERSION, ("claim_value",)),
    Texts("import_drafts", _OF_A_VERSION, ("content",)),
)
"""Where names are written beside the signatures."""


def people(reader: Reader) -> list[dict[str, Any]]:
    """Return everybody in the history but the program itself: `person`, `changes`, `last_at`."""
    return [row for row in reader.rows("store/people") if row["person"] != SET_UP.name]


def erase_person(store: Store, actor: Actor, name: str, reason: str = "") -> dict[str, Any]:
    """Put a pseudonym in the place of a person's name, wherever it is kept; what was done, and when, stays.

    The name is replaced as the signature of every change, as an owner, and where it stands in a reason or in
    commentary. The names of files and the lines in them are not touched, nor are copies made earlier.

    Returns:
        `pseudonym`; `signed`, how many changes it signs now; `texts`, in how many rows it was written.

    Raises:
        NotAllowedError: The actor's role does not cover operations.
        RefusedError: The store knows nobody of that name.
    """
    name = name.strip()
    # Nobody else may be writing: a row that is under way would keep the name.
    return write(
        store,
        actor,
        Duty.OPERATIONS,
        lambda tx: _erase(tx, name),
        action="erase_person",
        reason=reason,
        lock="all",
    )


def _erase(tx: Transaction, name: str) -> dict[str, Any]:
    known = {row["person"]: row["changes"] for row in tx.rows("store/people")}
    if not name or name == SET_UP.name or erased_number(name) is not None:
        raise refused("access.refused.nobody", name=name)
    instead = pseudonym(1 + max((erased_number(one) or 0 for one in known), default=0))
    names = names_in(name)
    texts = sum(tx.correct(declared, lambda text: without_name(text, names, instead)) for declared in _TEXTS)
    if name not in known and not texts:
        raise refused("access.refused.nobody", name=name)
    tx.run("store/erase_person", name=name, instead=instead)
    return {"pseudonym": instead, "signed": int(known.get(name, 0)), "texts": texts}
