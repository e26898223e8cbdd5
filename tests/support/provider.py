"""A sign-in provider of OpenID Connect as a process of its own, and the app's settings for it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.app import free_port, is_there
from tests.support.browser import ELSEWHERE

SECRET = "a secret of a test, long enough to sign with"
PEOPLE = {
    "ada": {"name": "Ada Byron", "email": "ada@city.example", "groups": ["data-office"]},
    "eve": {"name": "Eve Nobody", "email": "eve@elsewhere.example"},
    "mallory": {"name": "Mallory", "email": "ada@city.example", "email_verified": False},
}
"""Who has an account: subject and claims."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that runs.

    Attributes:
        url: Its address.
        process: It.
    """

    url: str
    process: "subprocess.Popen[bytes]"

    def stop(self) -> None:
        """End it and wait until it is gone."""
        self.process.terminate()
        self.process.wait()


def start(log: Path) -> Provider:
    """Start a provider; return once it answers."""
    port = free_port()
    people = [word for sub, said in PEOPLE.items() for word in _account(sub, said)]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", port, *people]
    with log.open("wb") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=subprocess.STDOUT)
    started = Provider(f"http://127.0.0.1:{port}", process)
    is_there(f"{started.url}/.well-known/openid-configuration")
    return started


def _account(sub: str, said: dict[str, object]) -> tuple[str, str]:
    return "--user-claims", json.dumps({"sub": sub, **said})


def secrets(provider: Provider, port: str) -> str:
    """Return the secrets.toml of an app that is reached by another name of this machine."""
    return f"""[auth]
redirect_uri = "http://{ELSEWHERE}:{port}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "cityops"
client_secret = "shared with the provider"
server_metadata_url = "{provider.url}/.well-known/openid-configuration"
"""
