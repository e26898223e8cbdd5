"""What is refused, and what keeps a city's own files and forms from being taken, in every language."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cityops.errors import RefusedError, StaleError
from cityops.words.catalogue import in_every_language, words

_LONGEST = 120


def refused(key: str, **values: object) -> RefusedError:
    """Return the error that a key of the catalogue words; numbers other than `n` are handed over as text.

    >>> refused("refused.release.unnamed").sentence("zh")
    '请填写发布名称，如“12月15日市政府常务会议”。'
    """
    said = in_every_language(lambda language: words(language)(key, **values))
    return RefusedError(said["en"], said)


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Say what the operating system has against a path."""
    try:
        yield
    except FileNotFoundError as error:
        raise refused("refused.not_there", path=error.filename or path) from error
    except OSError as error:
        raise refused("refused.not_usable", path=path, problem=error.strerror) from error


def overtaken(key: str, yours: dict[str, object], theirs: dict[str, object], **values: object) -> StaleError:
    """Return the error of who wrote on what had changed meanwhile; a key of the catalogue words it."""
    said = in_every_language(lambda language: words(language)(key, **values))
    return StaleError(said["en"], yours, theirs, said)


def said(language: str, key: str, *, found: str, expected: str) -> str:
    """Return what was found and what to do, for a reader who sees the place beside it.

    Args:
        language: Of the sentence; what was found is quoted as it stands.
        key: Of the words; its last part is the fault's code.
        found: What stands there.
        expected: What would be right, or what is near; '' if nothing is known.

    >>> said("en", "founding.fault.empty", found="", expected="")
    'nothing is written here. Write it.'
    """
    t = words(language)
    sentence = t(key, found=found[:_LONGEST], expected=expected)
    if key.rpartition(".")[2].startswith("unknown") and expected:
        # A full stop in Chinese brings its own space.
        sentence += ("" if language == "zh" else " ") + t("import.near", expected=expected)
    return sentence


def at_cell(language: str, file: str, line: int, column: str, sentence: str) -> str:
    """Put the place in a table before a sentence; line 0 is the file as a whole.

    >>> at_cell("en", "areas.csv", 3, "kind", "it is empty.")
    'areas.csv, line 3, kind: it is empty.'
    """
    place = "file" if not line else "cell" if column else "line"
    return words(language)(f"import.at.{place}", file=file, line=line, column=column, said=sentence)


def at_feature(language: str, file: str, number: int, name: str, sentence: str) -> str:
    """Put the place in a file of boundaries before a sentence; number 0 is the file as a whole.

    >>> at_feature("en", "areas.geojson", 3, "Camden", "it is empty.")
    'areas.geojson, feature 3 (Camden): it is empty.'
    """
    if not number:
        return words(language)("import.at.file", file=file, said=sentence)
    place = "boundary.at.named" if name else "boundary.at.feature"
    return words(language)(place, file=file, number=number, name=name, said=sentence)
