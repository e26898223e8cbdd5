"""Roles, what there is to do, and which role does it."""

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What somebody is to the city office; each may do more than the one before."""

    STRANGER = "stranger"
    PUBLIC = "public"
    VIEWER = "viewer"
    FACILITATOR = "facilitator"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class Duty(Enum):
    """What there is to do: first what there is to see, then what there is to write."""

    RELEASED = "released"
    NAMES = "names"
    DRAFT = "draft"
    DATA = "data"
    TARGETS = "targets"
    CATALOGUE = "catalogue"
    COMMENTARY = "commentary"
    RELEASE = "release"
    VISION = "vision"
    MODEL = "model"
    WAVES = "waves"
    SETTINGS = "settings"
    ACCESS = "access"
    OPERATIONS = "operations"


READING = frozenset({Duty.RELEASED, Duty.NAMES, Duty.DRAFT})
"""Duties that only look: at what was released; at who wrote what in which file; at what is not released."""

_VIEWER = frozenset({Duty.RELEASED, Duty.NAMES})
DUTIES: dict[Role, frozenset[Duty]] = {
    Role.STRANGER: frozenset(),
    Role.PUBLIC: frozenset({Duty.RELEASED}),
    Role.VIEWER: _VIEWER,
    Role.FACILITATOR: _VIEWER | {Duty.DRAFT, Duty.VISION, Duty.MODEL, Duty.WAVES},
    Role.ANALYST: READING | {Duty.DATA, Duty.TARGETS, Duty.CATALOGUE, Duty.COMMENTARY, Duty.RELEASE},
    Role.ADMINISTRATOR: frozenset(Duty),
}
"""The one table of who may do what; docs/roles.md and the page "Who may do what" are made from it."""

SIGNED_IN = tuple(role for role in Role if Duty.NAMES in DUTIES[role])
"""The roles that somebody signs in for."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and in which role."""

    name: str
    role: Role

    def may(self, duty: Duty) -> bool:
        """Whether the role covers this duty."""
        return duty in DUTIES[self.role]


STRANGER = Actor("stranger", Role.STRANGER)
"""Somebody who has not signed in."""
VISITOR = Actor("public link", Role.PUBLIC)
"""Somebody who came by the public link."""
SET_UP = Actor("set-up", Role.ADMINISTRATOR)
"""The program itself, while it creates a store."""
