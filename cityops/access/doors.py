"""Who may read without a role of their own: by the public link, and as an unknown person who signed in."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from cityops.access.gate import require, write
from cityops.access.model import Actor, Duty, Role
from cityops.store import PRESENT, Reader, Store, Transaction, Versioned
from cityops.words.refusals import refused

_SETTINGS = Versioned("settings", ("setting_value",))
_LINK, _UNKNOWN = "access.public_link", "access.unknown_people"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Doors:
    """What is open.

    Attributes:
        link: SHA-256 of the public link's token; '' while there is none.
        unknown: Role of somebody who signed in at the provider and was given none; None if refused.
    """

    link: str = ""
    unknown: Role | None = None

    def opens(self, token: str) -> bool:
        """Whether a token is that of the public link. It is compared in constant time."""
        return bool(self.link and token) and hmac.compare_digest(self.link, _hash(token))


def read(reader: Reader) -> Doors:
    """Return what is open."""
    found = {row["id"]: row["setting_value"] for row in reader.rows("store/doors", known=PRESENT)}
    unknown = found.get(_UNKNOWN, REFUSED)
    return Doors(found.get(_LINK, ""), Role.VIEWER if unknown == Role.VIEWER.value else None)


def open_link(store: Store, actor: Actor) -> str:
    """Switch the public link on, and return its token, which is shown once; an earlier one opens nothing.

    Raises:
        NotAllowedError: The actor does not decide who may read.
    """
    token = secrets.token_urlsafe(32)
    write(store, actor, Duty.ACCESS, lambda tx: _put(tx, _LINK, _hash(token)), action="open_public_link")
    return token


def close_link(store: Store, actor: Actor) -> None:
    """Switch the public link off. Raises as `open_link` does."""
    write(store, actor, Duty.ACCESS, lambda tx: _put(tx, _LINK, ""), action="close_public_link")


def let_unknown(store: Store, actor: Actor, what: str) -> None:
    """Decide what somebody is who signed in at the provider and was given no role: 'viewer' or 'refused'.

    Raises:
        NotAllowedError: The actor does not decide who may read.
        RefusedError: Neither of the two.
    """
    require(actor, Duty.ACCESS)
    if what not in (REFUSED, Role.VIEWER.value):
        raise refused("access.refused.unknown", what=what)
    write(store, actor, Duty.ACCESS, lambda tx: _put(tx, _UNKNOWN, what), action="let_unknown", reason=what)


def _put(tx: Transaction, name: str, value: str) -> None:
    held = next((row for row in tx.rows("store/doors", known=PRESENT) if row["id"] == name), None)
    if held is None:
        tx.create(_SETTINGS, {"setting_value": value}, name)
    else:
        tx.change(_SETTINGS, name, held["version"], {"setting_value": value})


def _hash(token: str) -> str:
    # 256 random bits need no slow hash.
    return hashlib.sha256(token.encode()).hexdigest()
