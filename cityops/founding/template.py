"""A folder to start from: a tiny city that was made up, with every file explained."""

import shutil
from pathlib import Path

from cityops.config import ROOT
from cityops.words.refusals import refused

FOLDER = ROOT / "data" / "template"


def write(folder: Path) -> list[str]:
    """Copy the template; return the names of its files.

    Raises:
        RefusedError: The folder exists and is not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise refused("refused.founding.folder_in_use", folder=folder)
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
