"""Which role somebody has who signs in at the city's own provider (OIDC)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cityops.access.gate import require, write
from cityops.access.model import Actor, Duty, Role
from cityops.access.passphrases import role_named
from cityops.access.rules import EMAIL, name_of_claims, role_of_claims
from cityops.store import PRESENT, Reader, Store, Transaction, Versioned
from cityops.words.refusals import refused

GRANTS = Versioned("grants", ("claim", "claim_value", "role"))


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for everybody of whom the provider says something.

    Attributes:
        claim: What the provider names: 'email', 'groups', ...
        claim_value: What it says; of 'email' an address, or '@' and a domain.
        role: What they are then.
    """

    id: str
    version: int
    claim: str
    claim_value: str
    role: Role


def read(reader: Reader) -> list[Grant]:
    """Return every grant, by claim and value."""
    rows = reader.rows("store/grants", known=PRESENT)
    return [Grant(**row | {"role": Role(row["role"])}) for row in rows]


def actor_of(claims: Mapping[str, object], given: list[Grant], unknown: Role | None) -> Actor | None:
    """Return who acts, from what a provider says.

    Args:
        claims: What the provider says of the person.
        given: The grants.
        unknown: Role of somebody who was given none; None if such a person is refused.
    """
    role = role_of_claims(claims, [(one.claim, one.claim_value, one.role) for one in given]) or unknown
    name = name_of_claims(claims)
    return Actor(name, role) if role and name else None


def grant(store: Store, actor: Actor, role: str, value: str, claim: str = EMAIL) -> str:
    """Give a role to whoever has this value of a claim, or another role than before; return the grant's id.

    Raises:
        NotAllowedError: The actor does not decide who may sign in.
        RefusedError: No such role, or an empty claim or value.
    """
    require(actor, Duty.ACCESS)
    claim, value = claim.strip(), value.strip().casefold()
    if not claim or not value.lstrip("@"):
        raise refused("access.refused.empty")
    values: dict[str, object] = {"claim": claim, "claim_value": value, "role": role_named(role).value}
    return write(store, actor, Duty.ACCESS, lambda tx: _put(tx, values), action="grant_role")


def _put(tx: Transaction, values: dict[str, object]) -> str:
    held = _held(tx, str(values["claim"]), str(values["claim_value"]))
    if held is None:
        return tx.create(GRANTS, values)
    tx.change(GRANTS, held["id"], held["version"], values)
    return str(held["id"])


def _held(tx: Transaction, claim: str, value: str) -> dict[str, Any] | None:
    rows = tx.rows("store/grants", known=PRESENT)
    return next((row for row in rows if (row["claim"], row["claim_value"]) == (claim, value)), None)


def withdraw(store: Store, actor: Actor, value: str, claim: str = EMAIL) -> str:
    """Take a role back; return the grant's id.

    Raises:
        NotAllowedError: The actor does not decide who may sign in.
        RefusedError: Nobody was given a role by this value.
    """
    claim, value = claim.strip(), value.strip().casefold()

    def work(tx: Transaction) -> str:
        held = _held(tx, claim, value)
        if held is None:
            raise refused("access.refused.no_grant", claim=claim, value=value)
        tx.remove(GRANTS, held["id"], held["version"])
        return str(held["id"])

    return write(store, actor, Duty.ACCESS, work, action="withdraw_role")
