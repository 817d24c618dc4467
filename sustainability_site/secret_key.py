"""The secret key: stated in the environment, or made once and kept in a file."""

import os
from collections.abc import Mapping
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def stated_secret_key(environment: Mapping[str, str]) -> str:
    """The key of SECRET_KEY, or of the file that SECRET_KEY_FILE names; empty if neither is there."""
    if path := environment.get("SECRET_KEY_FILE"):
        try:
            return Path(path).read_text().strip()
        except OSError:
            return ""
    return environment.get("SECRET_KEY", "").strip()


def kept_secret_key(path: Path) -> str:
    """The key in the file, which is made, readable by its owner alone, if it is not there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(get_random_secret_key() + "\n")
    except FileExistsError:
        pass
    return path.read_text().strip()
