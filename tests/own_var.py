"""A `var` folder and a port of one's own, for a server or a command that a test or a measurement starts."""

import os
import shutil
import socket
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(var: Path, **more: str) -> dict[str, str]:
    own = {
        "SITE_VAR": str(var),
        "HOME": str(var),
        "DJANGO_SETTINGS_MODULE": "sustainability_site.settings",
        "SITE_MODE": "local",
    }
    return os.environ | own | more


def copy_of_start(made: Path, var: Path) -> Path:
    """Puts what a first start has made into another folder."""
    for name in ("static", "media"):
        shutil.copytree(made / name, var / name)
    for name in ("static.stamp", "db.sqlite3"):
        shutil.copy2(made / name, var / name)
    return var
