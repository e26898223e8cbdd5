"""Where every write passes: the role is asked for before the database is touched."""

from collections.abc import Callable
from typing import TypeVar

from cityops import journal
from cityops.access.model import DUTIES, READING, Actor, Duty, Role
from cityops.errors import CityOpsError, NotAllowedError, StoreError
from cityops.store import Store, Transaction
from cityops.words.catalogue import in_every_language, words
from cityops.words.lists import alternatives

T = TypeVar("T")


def require(actor: Actor, duty: Duty) -> None:
    """Let pass, or raise NotAllowedError with who may.

    >>> require(Actor("Ada", Role.ANALYST), Duty.DATA)
    """
    if not actor.may(duty):
        said = in_every_language(lambda language: refusal(actor.role, duty, language))
        raise NotAllowedError(said["en"], said)


def refusal(role: Role, duty: Duty, language: str) -> str:
    """Say that a role may not do this, and which may.

    >>> refusal(Role.VIEWER, Duty.VISION, "en").partition(";")[0]
    "The role 'viewer' may not write the vision, its outcomes and weights"
    """
    t = words(language)
    able = [t(f"frame.role.{one.value}") for one in Role if duty in DUTIES[one]]
    return t(
        "access.refused.see" if duty in READING else "access.refused.write",
        role=t(f"frame.role.{role.value}"),
        duty=t(f"access.duty.{duty.value}"),
        able=alternatives(able, language),
    )


def write(
    store: Store,
    actor: Actor,
    duty: Duty,
    work: Callable[[Transaction], T],
    *,
    action: str,
    reason: str = "",
    lock: str = "edit",
    quiet: bool = False,
) -> T:
    """Check the role, then do `work` in one transaction. See `Store.write`. What is refused is in the log.

    Raises:
        NotAllowedError: The actor's role does not cover the duty; the database was not touched.
    """
    who = {"person": actor.name, "role": actor.role.value, "action": action}
    try:
        require(actor, duty)
        return store.write(work, reason=reason, lock=lock, quiet=quiet, **who)
    except CityOpsError as error:
        level = journal.ERROR if isinstance(error, StoreError) else journal.WARNING
        journal.note("refused", str(error), level=level, **who)
        raise
