"""Settings, read once at start-up from the environment. No other module reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent


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
    """

    database: str = str(ROOT / "data" / "cityops.duckdb")
    demo: bool = True
    host: str = "127.0.0.1"
    port: int = 8501
    memory_limit: str = "4GB"
    threads: int = 2

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Read `CITYOPS_*` variables; a missing one keeps its default."""
        default = cls()
        return cls(
            database=env.get("CITYOPS_DB", default.database),
            demo=env.get("CITYOPS_DEMO", "1") != "0",
            host=env.get("CITYOPS_HOST", default.host),
            port=int(env.get("CITYOPS_PORT", default.port)),
            memory_limit=env.get("CITYOPS_MEMORY_LIMIT", default.memory_limit),
            threads=int(env.get("CITYOPS_THREADS", default.threads)),
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
        }
