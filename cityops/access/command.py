"""The commands that decide who may sign in and read, and that erase a name. See `cityops.commands`."""

from collections.abc import Mapping
from typing import Any

from cityops.access import doors, grants
from cityops.access.gate import require
from cityops.access.model import DUTIES, Actor, Duty, Role
from cityops.access.passphrases import renew_passphrase
from cityops.access.people import erase_person, people
from cityops.access.rules import EMAIL
from cityops.store import Store

Arguments = Mapping[str, Any]
Result = dict[str, Any]


def show(store: Store, actor: Actor, _arguments: Arguments) -> Result:
    """Who may do what, who was given which role, what is open, and whose names the history holds."""
    require(actor, Duty.ACCESS)
    opened = doors.read(store)
    given = [
        {"claim": one.claim, "value": one.claim_value, "role": one.role.value} for one in grants.read(store)
    ]
    return {
        "roles": {role.value: [duty.value for duty in Duty if duty in DUTIES[role]] for role in Role},
        "grants": given,
        "public_link": bool(opened.link),
        "unknown_people": opened.unknown.value if opened.unknown else doors.REFUSED,
        "people": [{"name": row["person"], "changes": int(row["changes"])} for row in people(store)],
    }


def grant(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Give a role to whoever the sign-in provider names so."""
    claim, value, role = str(arguments.get("claim") or EMAIL), str(arguments["value"]), str(arguments["role"])
    grants.grant(store, actor, role, value, claim)
    return {"claim": claim, "value": value, "role": role}


def withdraw(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Take a role back."""
    claim, value = str(arguments.get("claim") or EMAIL), str(arguments["value"])
    grants.withdraw(store, actor, value, claim)
    return {"claim": claim, "value": value, "role": None}


def public_link(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Switch the public link on, with a new token that is shown once, or off."""
    if arguments["state"] == "on":
        return {"public_link": True, "path": f"/?public={doors.open_link(store, actor)}"}
    doors.close_link(store, actor)
    return {"public_link": False, "path": None}


def unknown_people(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Decide what somebody is who signed in at the provider and was given no role."""
    doors.let_unknown(store, actor, str(arguments["become"]))
    return {"unknown_people": str(arguments["become"])}


def passphrase(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Give a role a new passphrase, which is shown once; the old one opens nothing any more."""
    role = str(arguments["role"])
    return {"role": role, "passphrase": renew_passphrase(store, actor, role)}


def erase(store: Store, actor: Actor, arguments: Arguments) -> Result:
    """Put a pseudonym in the place of a person's name; what was done, and when, stays."""
    return erase_person(store, actor, str(arguments["name"]), str(arguments.get("reason") or ""))
