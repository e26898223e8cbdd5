"""nginx as `deploy/nginx.conf` sets it up, with other ports and in a folder that goes away."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.app import ROOT, free_port, listens

NGINX = Path("/usr/sbin/nginx")
_AROUND = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log {folder}/access.log;
    {temporary}
    include {folder}/site.conf;
}}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def running(app_port: str, folder: Path) -> Iterator[str]:
    """Run nginx before an app; yield its address, without the path."""
    port = free_port()
    shipped = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    changed = shipped.replace("listen 80;", f"listen 127.0.0.1:{port};", 1).replace(
        "127.0.0.1:8501", f"127.0.0.1:{app_port}"
    )
    (folder / "site.conf").write_text(changed, "utf-8")
    temporary = "\n    ".join(f"{name}_temp_path {folder}/{name};" for name in _TEMPORARY)
    # Its workers would be nobody, who may not look into a test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, temporary=temporary, user=user), "utf-8")
    command = [
        str(NGINX),
        "-p",
        str(folder),
        "-e",
        str(folder / "error.log"),
        "-c",
        str(folder / "nginx.conf"),
    ]
    subprocess.run([*command, "-t", "-q"], check=True)
    process = subprocess.Popen(command)
    try:
        listens(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
