"""Several things in one sentence."""

from collections.abc import Sequence

from babel.lists import format_list

from cityops.words.catalogue import locale


def join(items: Sequence[str], language: str) -> str:
    """Join names as the language does.

    >>> join(["Camden", "Barnet", "Brent"], "en"), join(["卡姆登区", "巴尼特区"], "zh")
    ('Camden, Barnet and Brent', '卡姆登区和巴尼特区')
    """
    return format_list(list(items), locale=locale(language)) if items else ""
