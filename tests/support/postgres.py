"""A PostgreSQL cluster of its own in a folder that goes away, reached by its socket."""

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg

INITDB = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


class Cluster:
    """A running server; nobody else reaches it."""

    def __init__(self) -> None:
        self._bin = INITDB[-1].parent
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))
        self._numbers = count()
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "-D", str(self._data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
        options = f"-k {self._folder} {_FAST}"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-l", log, "-w", "-o", options, "start")

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _run(self, name: str, *words: str) -> None:
        # PostgreSQL refuses to run as root.
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*user, str(self._bin / name), *words], check=True, stdout=subprocess.DEVNULL, cwd=self._folder
        )

    def address(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    @staticmethod
    def name(address: str) -> str:
        """Return the name of the database of an address."""
        return address.partition("@/")[2].partition("?")[0]

    def new_database(self, template: str = "template1") -> str:
        """Create a database, empty or like another that nobody is connected to; return its address."""
        name = f"t{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"create database {name} template {template}".encode())
        return self.address(name)

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder)
