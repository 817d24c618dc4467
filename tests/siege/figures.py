"""What a siege finds, and what it reads the state of a site from."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple


class Figure(NamedTuple):
    """One line of the report; a siege in which any does not hold is lost."""

    name: str
    value: object
    holds: bool


def rows(var: Path, query: str, *values: object) -> list[tuple]:
    """What the site's own database file says, read past the site."""
    with closing(sqlite3.connect(var / "db.sqlite3", timeout=30)) as database:
        return database.execute(query, values).fetchall()


def number(var: Path, query: str, *values: object) -> int:
    return rows(var, query, *values)[0][0]


def integrity(var: Path) -> Figure:
    told = rows(var, "PRAGMA integrity_check")
    return Figure("the database's own check", told[0][0], told == [("ok",)])


def size_of(folder: Path) -> int:
    """Bytes in all files, the write-ahead log included."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
