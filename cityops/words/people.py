"""How a person is named on the screen."""

import re

from cityops.words.catalogue import words

_ERASED = re.compile(r"erased person (\d+)")


def pseudonym(number: int) -> str:
    """Return what stands in the store for a name that was erased.

    >>> erased_number(pseudonym(3)), erased_number("Ada")
    (3, None)
    """
    return f"erased person {number}"


def erased_number(name: str) -> int | None:
    """Return the number in a pseudonym, or None for a name."""
    found = _ERASED.fullmatch(name)
    return int(found[1]) if found else None


def shown(name: str, language: str) -> str:
    """Return a name; a pseudonym in the reader's language.

    >>> shown("erased person 3", "zh"), shown("Ada Byron (ada@city.example)", "zh")
    ('已删除人员3', 'Ada Byron (ada@city.example)')
    """
    number = erased_number(name)
    return name if number is None else words(language)("access.erased_person", number=number)


def short(name: str) -> str:
    """Return a name without the address behind it, where it need not be told from another.

    >>> short("Ada Byron (ada@city.example)")
    'Ada Byron'
    """
    return name.partition(" (")[0]
