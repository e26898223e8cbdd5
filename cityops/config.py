"""Settings, read once at start-up from the environment. No other module reads it."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent


_DATABASE = str(ROOT / "data" / "cityops.duckdb")


def database(env: Mapping[str, str] = os.environ) -> str:
    """Return the store that the environment names, and nothing else: every request of a phone asks for it."""
    return env.get("CITYOPS_DB", _DATABASE)


@dataclass(frozen=True, slots=True)
class Config:
    """Where things are and how the app behaves.

    Attributes:
        database: DuckDB file, or a `postgresql://` address.
        demo: Whether the demo city is loaded into a store that is created now.
        host: Address that the app is bound to; loopback unless told otherwise.
        port: Port of the app.
        memory_limit: What DuckDB may use, beside Streamlit's sessions, as DuckDB writes it.
        threads: Threads that DuckDB may use.
        base_path: Path under which a reverse proxy shows the app, without slashes at its ends; '' for none.
        backups: How many daily, weekly and monthly copies stay; '0' for no copies.
    """

    database: str = _DATABASE
    demo: bool = True
    host: str = "127.0.0.1"
    port: int = 8501
    memory_limit: str = "4GB"
    threads: int = 2
    base_path: str = ""
    backups: str = "7,4,12"

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Read `CITYOPS_*` variables; a missing one keeps its default."""
        default = cls()
        return cls(
            database=database(env),
            demo=env.get("CITYOPS_DEMO", "1") != "0",
            host=env.get("CITYOPS_HOST", default.host),
            port=int(env.get("CITYOPS_PORT", default.port)),
            memory_limit=env.get("CITYOPS_MEMORY_LIMIT", default.memory_limit),
            threads=int(env.get("CITYOPS_THREADS", default.threads)),
            base_path=env.get("CITYOPS_BASE_PATH", default.base_path).strip("/"),
            backups=env.get("CITYOPS_BACKUPS", default.backups),
        )

    def as_env(self) -> dict[str, str]:
        """Return the variables from which a child process reads these settings again."""
        return {
            "CITYOPS_DB": self.database,
            "CITYOPS_DEMO": str(int(self.demo)),
            "CITYOPS_HOST": self.host,
            "CITYOPS_PORT": str(self.port),
            "CITYOPS_MEMORY_LIMIT": self.memory_limit,
            "CITYOPS_THREADS": str(self.threads),
            "CITYOPS_BASE_PATH": self.base_path,
            "CITYOPS_BACKUPS": self.backups,
        }


def is_file(database: str) -> bool:
    """Whether a store is a file of this machine."""
    return database != ":memory:" and "://" not in database


def beside(database: str, ending: str) -> Path:
    """Return where something that belongs to a store lies: beside its file, with a further ending.

    Of PostgreSQL's address, which may hold a password, only a digest is shown.
    """
    if is_file(database):
        return Path(database + ending)
    digest = hashlib.sha256(database.encode()).hexdigest()[:16]
    return ROOT / "data" / (digest + ending)
