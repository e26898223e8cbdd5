"""Long lists over several pages. Pure."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from cityops.words.catalogue import words

T = TypeVar("T")


def parts(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut a list into parts of at most `size`, as even as can be; an empty list has none.

    >>> parts([1, 2, 3, 4, 5], 4), parts([], 4)
    ([[1, 2, 3], [4, 5]], [])
    """
    n = max(-(-len(items) // size), 1)
    length = max(-(-len(items) // n), 1)
    return [items[i : i + length] for i in range(0, len(items), length)]


def numbered(
    key: str, title: str, items: Sequence[T], size: int, language: str
) -> Iterator[tuple[str, str, Sequence[T]]]:
    """Yield key, title and items of each page; the first page keeps the key as it is."""
    cut = parts(items, size)
    t = words(language)
    for n, part in enumerate(cut, start=1):
        said = t("briefing.continued", title=title, n=n, all=len(cut)) if len(cut) > 1 else title
        yield key if n == 1 else f"{key}.{n}", said, part
