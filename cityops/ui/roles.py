"""Who may do what, from the one table of `cityops.access`."""

from cityops.access import DUTIES, READING, Duty, Role
from cityops.ui.html import block, escape, unseen
from cityops.ui.session import View
from cityops.words.lists import join

_SHOWN = tuple(role for role in Role if DUTIES[role])


def table(view: View) -> str:
    """Return the table of duties and roles; the reader's own role is marked."""
    t = view.t
    head = "".join(_head(role, view) for role in _SHOWN)
    rows = "".join(_row(duty, view) for duty in Duty)
    return block(
        f"<table class='co-table co-roles'><thead><tr><th scope='col'>{escape(t('access.duty_head'))}</th>"
        f"{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _head(role: Role, view: View) -> str:
    own = " class='co-own'" if role is view.actor.role else ""
    return f"<th scope='col'{own}><span>{escape(view.t(f'frame.role.{role.value}'))}</span></th>"


def _row(duty: Duty, view: View) -> str:
    t = view.t
    kind = escape(t("access.see_head" if duty in READING else "access.write_head"))
    name = f"<th scope='row'>{escape(t(f'access.duty.{duty.value}'))} <small>{kind}</small></th>"
    return f"<tr>{name}{''.join(_cell(role, duty, view) for role in _SHOWN)}</tr>"


def _cell(role: Role, duty: Duty, view: View) -> str:
    may = duty in DUTIES[role]
    own = " class='co-own'" if role is view.actor.role else ""
    said = unseen(view.t("access.may" if may else "access.may_not"))
    return f"<td{own}><span aria-hidden='true'>{'✓' if may else '–'}</span>{said}</td>"


def does(role: Role, view: View) -> str:
    """Say in a sentence or two what a role sees and writes."""
    t = view.t
    sees, writes = (
        [t(f"access.duty.{duty.value}") for duty in Duty if duty in DUTIES[role] & kind]
        for kind in (READING, frozenset(Duty) - READING)
    )
    second = t("access.writes", duties=join(writes, view.language)) if writes else t("access.writes_nothing")
    gap = "" if view.language == "zh" else " "
    return t("access.sees", duties=join(sees, view.language)) + gap + second
