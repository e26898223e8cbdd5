"""SQL lives in files. This module finds them; a header states what each returns."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

QUERIES = Path(__file__).parent / "queries"
STATEMENTS = Path(__file__).parent / "statements"
_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Sql:
    """One SQL text and the names of the parameters that it binds.

    Attributes:
        text: The statement without its header, parameters as `$name`.
        parameters: Names without the dollar sign.
    """

    text: str
    parameters: frozenset[str]

    @property
    def for_psycopg(self) -> str:
        """The same statement with parameters as psycopg writes them."""
        return _PARAMETER.sub(r"%(\1)s", self.text.replace("%", "%%"))

    def bind(self, values: dict[str, object]) -> dict[str, object]:
        """Keep the values that this statement asks for; a missing one is a KeyError."""
        return {name: values[name] for name in self.parameters}


def sql(text: str) -> Sql:
    """Make a statement of a text, its comment lines left out."""
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--")).strip()
    return Sql(body, frozenset(_PARAMETER.findall(body)))


@cache
def query(name: str) -> Sql:
    """Return the SELECT `queries/<name>.sql`, for example `progress/points`."""
    return sql((QUERIES / f"{name}.sql").read_text("utf-8"))


@cache
def statement(name: str) -> Sql:
    """Return the write `statements/<name>.sql`."""
    return sql((STATEMENTS / f"{name}.sql").read_text("utf-8"))
