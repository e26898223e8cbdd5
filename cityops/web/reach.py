"""Where phones reach the app: the address that goes on the wall."""

import contextlib
import ipaddress
import socket

from starlette.requests import Request

from cityops.config import Config

EVERYWHERE = {"0.0.0.0", "::"}
"""What an app listens on that is opened to every network of its machine."""
_OWN_NAMES = {"localhost", ""}


def lan_address() -> str:
    """Return the address of this machine on its network, 'localhost' where it has none.

    Nothing is sent, and it works without internet: the system says which of its cards it would take.
    """
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return "localhost"


def address(request: Request, config: Config) -> tuple[str, bool]:
    """Return where a phone finds the app, without a slash at the end, and whether it can.

    That is the address by which the projector itself came, unless it sits at the machine: then that of the
    machine on its network, if the app is opened to it.
    """
    scheme = "https" if request.headers.get("x-forwarded-proto") == "https" else "http"
    host, port = request.url.hostname or "", request.url.port
    if is_own(host) and not is_own(config.host):
        host = lan_address() if config.host in EVERYWHERE else config.host
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}{f':{port}' if port else ''}", not is_own(host)


def is_own(host: str) -> bool:
    """Whether a name means the machine itself, which no phone can reach by it.

    >>> is_own("127.0.0.1"), is_own("localhost"), is_own("192.168.1.5")
    (True, True, False)
    """
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host in _OWN_NAMES
