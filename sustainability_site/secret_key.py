"""The secret key: stated in the environment, or made once and kept in a file."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
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
    """The key in the file, which is made, readable by its owner alone, if it is not there or is empty.

    It comes whole under its name or not at all: a disk that is full leaves no empty key behind, and of two processes that start
    at once both read the key of the one that was first.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if kept := _read(path):
        return kept
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".") as file:  # readable by its owner alone
        file.write(get_random_secret_key() + "\n")
        file.flush()
        os.fsync(file.fileno())
        if path.exists() and not _read(path):
            path.unlink()
        with suppress(FileExistsError):
            os.link(file.name, path)
    return _read(path)


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return ""
