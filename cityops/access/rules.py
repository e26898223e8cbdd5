"""Who a sign-in provider's claims make of somebody, and what stands for a name that was erased."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from cityops.access.model import Role

EMAIL = "email"
HELD = timedelta(hours=12)
"""How long a sign-in by a provider counts: a working day. Streamlit's cookie would last for thirty."""

_ORDER = tuple(Role)
_BOTH = re.compile(r"(?P<name>.+) \((?P<email>[^\s()]+@[^\s()]+)\)")


def is_current(claims: Mapping[str, object], now: datetime) -> bool:
    """Whether a provider issued the claims (`iat`, seconds since 1970) within the last twelve hours."""
    issued = claims.get("iat")
    if not isinstance(issued, int | float):
        return False
    return timedelta(minutes=-5) <= now - datetime.fromtimestamp(issued, now.tzinfo) <= HELD


def role_of_claims(claims: Mapping[str, object], grants: Iterable[tuple[str, str, Role]]) -> Role | None:
    """Return the role that somebody was given, or None; of several the last in the order of `Role`.

    Args:
        claims: What the provider says of the person.
        grants: Claim, value and role. An e-mail address that begins with @ stands for its whole domain.

    >>> given = [("email", "@city.example", Role.VIEWER), ("groups", "data-office", Role.ANALYST)]
    >>> role_of_claims({"email": "Ada@City.example", "groups": ["data-office"]}, given)
    <Role.ANALYST: 'analyst'>
    >>> role_of_claims({"email": "ada@city.example", "email_verified": False}, given) is None
    True
    """
    held = [role for claim, value, role in grants if _holds(claims, claim, value)]
    return max(held, key=_ORDER.index, default=None)


def _holds(claims: Mapping[str, object], claim: str, value: str) -> bool:
    if claim == EMAIL and claims.get("email_verified") is False:  # whoever likes can claim any address
        return False
    said = claims.get(claim)
    values = said if isinstance(said, list | tuple) else [said]
    found = [str(one).strip().casefold() for one in values if one is not None]
    wanted = value.casefold()
    if claim == EMAIL and wanted.startswith("@"):
        return any(one.endswith(wanted) for one in found)
    return wanted in found


def name_of_claims(claims: Mapping[str, object]) -> str:
    """Return the name under which somebody acts: two people of one name differ by their address.

    >>> name_of_claims({"name": "Ada Byron", "email": "ada@city.example", "sub": "7"})
    'Ada Byron (ada@city.example)'
    >>> name_of_claims({"sub": "7"})
    '7'
    """
    name, email, subject = (str(claims.get(key) or "").strip() for key in ("name", EMAIL, "sub"))
    return f"{name} ({email})" if name and email else name or email or subject


def names_in(name: str) -> list[str]:
    """Return a name as it is signed, and its parts where it is followed by an address; the longest first.

    >>> names_in("Ada Byron (ada@city.example)")
    ['Ada Byron (ada@city.example)', 'ada@city.example', 'Ada Byron']
    """
    found = _BOTH.fullmatch(name)
    parts = {found["name"], found["email"], found["email"].casefold()} if found else set()
    return sorted({name} | parts, key=len, reverse=True)


def without_name(text: str, names: Iterable[str], instead: str) -> str:
    """Replace names where they stand as words of their own: Ada is not in Adaptation.

    >>> without_name("Ada: see the Adaptation plan (Ada's)", ["Ada"], "erased person 1")
    "erased person 1: see the Adaptation plan (erased person 1's)"
    >>> without_name("数据由王小明提供", ["王小明"], "erased person 1")
    '数据由erased person 1提供'
    """
    for name in names:
        # Chinese is written without spaces: only letters and digits of other scripts make a longer word.
        text = re.sub(rf"(?<![A-Za-z0-9À-ɏ]){re.escape(name)}(?![A-Za-z0-9À-ɏ])", instead, text)
    return text
