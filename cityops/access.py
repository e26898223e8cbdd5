"""Roles and who may do what. Every write of every room goes through `write`, which checks the role."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from cityops.errors import NotAllowedError, RefusedError
from cityops.store import Reader, Store, Transaction

T = TypeVar("T")


class Role(Enum):
    """What somebody is to the city office."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    FACILITATOR = "facilitator"
    ADMINISTRATOR = "administrator"


class Duty(Enum):
    """What there is to write."""

    DATA = "data"
    TARGETS = "targets"
    VISION = "vision"
    CATALOGUE = "catalogue"
    COMMENTARY = "commentary"
    RELEASE = "release"
    SETTINGS = "settings"
    OPERATIONS = "operations"


DUTIES: dict[Role, frozenset[Duty]] = {
    Role.VIEWER: frozenset(),
    Role.ANALYST: frozenset({Duty.DATA, Duty.TARGETS, Duty.CATALOGUE, Duty.COMMENTARY, Duty.RELEASE}),
    Role.FACILITATOR: frozenset({Duty.VISION}),
    Role.ADMINISTRATOR: frozenset(Duty),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and in which role."""

    name: str
    role: Role

    def may(self, duty: Duty) -> bool:
        """Whether the role covers this duty."""
        return duty in DUTIES[self.role]


VISITOR = Actor("visitor", Role.VIEWER)
SET_UP = Actor("set-up", Role.ADMINISTRATOR)
"""The program itself, while it creates a store."""


def require(actor: Actor, duty: Duty) -> None:
    """Let pass, or raise NotAllowedError with who may.

    >>> require(Actor("Ada", Role.ANALYST), Duty.DATA)
    """
    if not actor.may(duty):
        able = " or ".join(role.value for role in Role if duty in DUTIES[role])
        raise NotAllowedError(
            f"A {actor.role.value} may not change {duty.value}; nothing was written. Sign in as {able}."
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
) -> T:
    """Check the role, then do `work` in one transaction. See `Store.write`.

    Raises:
        NotAllowedError: The actor's role does not cover the duty; the database was not touched.
    """
    require(actor, duty)
    return store.write(
        work, person=actor.name, role=actor.role.value, action=action, reason=reason, lock=lock
    )


def erase_person(store: Store, actor: Actor, name: str, reason: str) -> int:
    """Forget the name of a person; what the person did stays. Return under how many numbers it was known.

    Raises:
        NotAllowedError: The actor's role does not cover operations.
        RefusedError: The store knows nobody of that name.
    """

    def work(tx: Transaction) -> int:
        found = tx.run("store/erase_person", name=name)
        if not found:
            raise RefusedError(
                f"The store knows nobody named {name!r}. Write the name as the history shows it."
            )
        return len(found)

    return write(store, actor, Duty.OPERATIONS, work, action="erase_person", reason=reason)


def make_passphrases(store: Store) -> dict[Role, str]:
    """Give a passphrase to each role that writes and has none; return the new ones, which are shown once."""
    known = {row["role"] for row in store.rows("store/passphrases")}
    fresh = {role: _new_passphrase() for role in Role if DUTIES[role] and role.value not in known}
    if fresh:
        write(store, SET_UP, Duty.OPERATIONS, lambda tx: _keep(tx, fresh), action="make_passphrases")
    return fresh


def _new_passphrase() -> str:
    # 80 bits in four groups that can be read out over a telephone.
    letters = base64.b32encode(secrets.token_bytes(10)).decode().lower()
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))


def _keep(transaction: Transaction, phrases: dict[Role, str]) -> None:
    for role, phrase in phrases.items():
        salt = secrets.token_hex(16)
        transaction.run("store/set_passphrase", role=role.value, salt=salt, hash=_hash(phrase, salt))


def _hash(phrase: str, salt: str) -> str:
    return hashlib.scrypt(phrase.strip().encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1).hex()


def role_of(reader: Reader, phrase: str) -> Role | None:
    """Return the role that a passphrase opens, or None. Every stored hash is compared, in constant time."""
    found = None
    for row in reader.rows("store/passphrases"):
        if hmac.compare_digest(_hash(phrase, row["salt"]), row["hash"]):
            found = Role(row["role"])
    return found
