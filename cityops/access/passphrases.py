"""Passphrases: one a role, shown once, kept as a hash."""

import base64
import hashlib
import hmac
import secrets

from cityops.access.gate import require, write
from cityops.access.model import SET_UP, SIGNED_IN, Actor, Duty, Role
from cityops.store import Reader, Store, Transaction
from cityops.words.refusals import refused


def make_passphrases(store: Store) -> dict[Role, str]:
    """Give a passphrase to each role that one signs in for and that has none; return the new ones.

    They are shown once: only their hashes are kept.
    """
    known = {row["role"] for row in store.rows("store/passphrases")}
    fresh = {role: _new_passphrase() for role in SIGNED_IN if role.value not in known}
    if fresh:
        write(store, SET_UP, Duty.ACCESS, lambda tx: _keep(tx, fresh), action="make_passphrases")
    return fresh


def renew_passphrase(store: Store, actor: Actor, role: str) -> str:
    """Give a role a new passphrase, and return it; the old one opens nothing any more.

    Raises:
        NotAllowedError: The actor does not decide who may sign in.
        RefusedError: Nobody signs in for such a role.
    """
    require(actor, Duty.ACCESS)
    fresh = {role_named(role): _new_passphrase()}
    write(store, actor, Duty.ACCESS, lambda tx: _keep(tx, fresh), action="renew_passphrase", reason=role)
    return next(iter(fresh.values()))


def role_named(name: str) -> Role:
    """Return the role of a name among those that one signs in for. Raises RefusedError for any other."""
    found = next((role for role in SIGNED_IN if role.value == name), None)
    if found is None:
        roles = ", ".join(role.value for role in SIGNED_IN)
        raise refused("access.refused.no_role", name=name, roles=roles)
    return found


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
