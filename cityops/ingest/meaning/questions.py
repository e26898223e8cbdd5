"""What a file leaves open. It is asked, never guessed."""

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import Any

from cityops.errors import UsageError
from cityops.ingest.meaning.mapping import line
from cityops.words.catalogue import words


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that only a person can say.

    Attributes:
        code: Stable for a file: the key of its answer under `[answers]` of a mapping.
        kind: Key of the words: `import.question.<kind>`.
        about: What it is about: a header, a label; '' for the file.
        samples: What stands there.
        choices: What may be answered.
        is_open: Whether another answer may be given too.
    """

    code: str
    kind: str
    about: str = ""
    samples: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    is_open: bool = False

    def text(self, language: str) -> str:
        """Return the question as a sentence."""
        samples = ", ".join(f"'{sample}'" if language == "en" else f"“{sample}”" for sample in self.samples)
        return words(language)(f"import.question.{self.kind}", about=self.about, samples=samples)

    def as_json(self) -> dict[str, Any]:
        """Return the form that the command line prints."""
        return {
            "code": self.code,
            "text": self.text("en"),
            "text_zh": self.text("zh"),
            "about": self.about,
            "samples": list(self.samples),
            "choices": list(self.choices),
            "open": self.is_open,
            "answer": line("answers", self.code, self.choices[0] if self.choices else "..."),
        }


def code_of(kind: str, label: str) -> str:
    """Return a code that may stand in a mapping file without quotes.

    >>> code_of("period", "2012/14"), code_of("period", "2010/11_to_2012/13")
    ('period_2012_14', 'period_2010_11_to_2012_13')
    """
    return f"{kind}_" + re.sub(r"[^\w-]+", "_", label, flags=re.ASCII).strip("_").lower()


def answer(question: Question, answers: Table[str, str]) -> str:
    """Return what was answered; '' if nothing was.

    Raises:
        UsageError: It is none of the choices.
    """
    said = answers.get(question.code, "").strip()
    if said and not question.is_open and said not in question.choices:
        raise UsageError(
            f"The mapping answers {question.code} with {said!r}. Choose one of {', '.join(question.choices)}."
        )
    return said
