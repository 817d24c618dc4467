"""The secret key: stated in the environment, or made once and kept in a file."""

import os
from collections.abc import Mapping
from fcntl import LOCK_EX, flock
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from sustainability_site.content.whole_files import write_whole


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

    It comes whole under its name or not at all: a disk that is full leaves no empty key behind, and of processes that start at
    once all read the key of the one that was first.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if kept := _read(path):
        return kept
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        flock(folder, LOCK_EX)
        return _read(path) or _made(path)
    finally:
        os.close(folder)


def _made(path: Path) -> str:
    key = get_random_secret_key()
    write_whole(path, f"{key}\n".encode())
    return key


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return ""
