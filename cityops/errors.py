"""Errors that a reader can act on: where, what was found, what to do."""

from collections.abc import Mapping


class CityOpsError(Exception):
    """Base of every error that is meant for a reader. Its text is a whole sentence."""

    def __init__(self, message: str, said: Mapping[str, str] | None = None) -> None:
        """Keep the sentence in English and, where it has words, in every language."""
        super().__init__(message)
        self._said = said or {}

    def sentence(self, language: str) -> str:
        """Return the sentence in a language; in English where it has no words in that yet."""
        return self._said.get(language, str(self))


class RefusedError(CityOpsError):
    """The request is understood and refused; nothing was written."""


class NotAllowedError(CityOpsError):
    """The actor's role may not do this."""


class StaleError(CityOpsError):
    """Somebody else changed the row in the meantime.

    Attributes:
        yours: The values that were to be written.
        theirs: The values that stand in the store now.
    """

    def __init__(
        self,
        message: str,
        yours: dict[str, object],
        theirs: dict[str, object],
        said: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, said)
        self.yours = yours
        self.theirs = theirs


class StoreError(CityOpsError):
    """The store cannot do this now: in use elsewhere, damaged, or the disk is full."""


class UsageError(CityOpsError):
    """The command's words are off. Exit 2."""
