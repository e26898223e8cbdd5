"""The texts of the product in each language: one folder a language, one TOML file a group.

`words/en/status.toml` with a table `[class]` and a key `held` gives the key `status.class.held`. A table
whose keys are plural categories, `other` among them, is one text with forms; `n` chooses the form by the
plural rule of the language (CLDR): English has `one` and `other`, Chinese has `other` only.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from babel import Locale
from babel.numbers import format_decimal

from cityops.errors import RefusedError

LANGUAGES = ("en", "zh")
LANGUAGE_NAMES = {"en": "English", "zh": "中文"}
"""Each in itself, for those who read no other."""
FALLBACK = "en"

_FOLDER = Path(__file__).parent
_LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}
_PLURAL_CATEGORIES = {"zero", "one", "two", "few", "many", "other"}

Entry = str | Mapping[str, str]


class Translator(Protocol):
    """What `words` returns: the text of a key with its placeholders filled."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text. Raises KeyError for an unknown key or a placeholder without a value."""


@cache
def locale(language: str) -> Locale:
    """Return babel's locale of a language.

    Raises:
        RefusedError: The language is not one of `LANGUAGES`.
    """
    if language not in _LOCALES:
        raise RefusedError(f"Language {language!r} is not known. Choose one of {', '.join(LANGUAGES)}.")
    return Locale.parse(_LOCALES[language])


@cache
def catalogue(language: str) -> Mapping[str, Entry]:
    """Return every text of a language by its dotted key; one with plural forms is a mapping of them."""
    files = sorted((_FOLDER / language).glob("*.toml"))
    tables = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in files}
    return MappingProxyType({key: entry for group in tables for key, entry in _flat(tables[group], group)})


@cache
def words(language: str) -> Translator:
    """Return the function that speaks a language.

    Numbers other than `n` are handed over as text, written by `numbers` and `dates`.

    Raises:
        RefusedError: The language is not one of `LANGUAGES`.

    >>> words("en")("status.class.held")
    'Held'
    >>> words("zh")("format.age_months", n=5)
    '距今5个月'
    """
    spoken, entries = locale(language), catalogue(language)

    def t(key: str, /, **values: object) -> str:
        if key not in entries:
            raise KeyError(f"The words of language {language!r} have no key {key!r}.")
        entry = entries[key]
        try:
            if isinstance(entry, str):
                return entry.format(**values)
            return _with_plural(entry, spoken, values)
        except KeyError as missing:
            raise KeyError(f"Key {key!r}, language {language!r}: no value for {missing}.") from None

    return t


def in_every_language(say: Callable[[str], str]) -> dict[str, str]:
    """Return what a function says, by language.

    >>> in_every_language(lambda language: words(language)("status.class.held"))
    {'en': 'Held', 'zh': '保持达标'}
    """
    return {language: say(language) for language in LANGUAGES}


def pick(language: str, en: str | None, zh: str | None) -> str:
    """Return what a city wrote in the reader's language; where that is missing or blank, the other; else "".

    >>> pick("zh", en="Clean air", zh=None)
    'Clean air'
    """
    first, second = (zh, en) if language == "zh" else (en, zh)
    return next((text for text in (first, second) if text and text.strip()), "")


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Entry]]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, str) or _is_plural(value):
            yield key, value
        else:
            yield from _flat(value, key)


def _is_plural(table: Mapping[str, Any]) -> bool:
    return "other" in table and table.keys() <= _PLURAL_CATEGORIES


def _with_plural(forms: Mapping[str, str], spoken: Locale, values: Mapping[str, Any]) -> str:
    category, n = _counted(spoken, values["n"])
    return forms.get(category, forms["other"]).format(**{**values, "n": n})


@lru_cache(maxsize=4_096, typed=True)
def _counted(spoken: Locale, n: float) -> tuple[str, str]:
    """Return the plural category of a number, and the number as it is written."""
    return spoken.plural_form(n), format_decimal(n, locale=spoken, decimal_quantization=False)
