"""Roles and who may do what. Every write of every room goes through `write`, which checks the role."""

from cityops.access.gate import refusal, require, write
from cityops.access.model import DUTIES, READING, SET_UP, STRANGER, VISITOR, Actor, Duty, Role
from cityops.access.passphrases import make_passphrases, role_of
from cityops.access.people import erase_person

__all__ = [
    "DUTIES",
    "READING",
    "SET_UP",
    "STRANGER",
    "VISITOR",
    "Actor",
    "Duty",
    "Role",
    "erase_person",
    "make_passphrases",
    "refusal",
    "require",
    "role_of",
    "write",
]
