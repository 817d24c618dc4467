"""A backup: one zip file with the database, the media, the secret key and a manifest. It is checked after it is
written and before it is put back; both are safe while the site runs."""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

FORMAT = 1
DATABASE = "db.sqlite3"
KEY = "secret_key"
MANIFEST = "manifest.json"
MEDIA, ATTACHMENTS = "media", "attachments"
FOLDERS = (MEDIA, ATTACHMENTS)


class BackupError(Exception):
    """A backup that can't be trusted, or not be used here; the message says why, in a sentence."""


@dataclass(frozen=True)
class Place:
    """Where a site keeps what a backup holds: pictures in `media`, the cases' files in `attachments`.

    Without `key`, the secret key is not kept in a file.
    """

    database: Path
    media: Path
    key: Path | None = None
    attachments: Path | None = None

    @property
    def folders(self) -> dict[str, Path]:
        return {MEDIA: self.media} | ({ATTACHMENTS: self.attachments} if self.attachments else {})


def write_backup(*, place: Place, secret_key: str, target: Path, moment: datetime) -> dict:
    """Writes `target`, checks it, and returns its manifest."""
    if not place.database.is_file():
        raise BackupError("There is no database to back up yet.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        # The database first: a file that it names is there before the row is, and stays.
        database = Path(folder, DATABASE)
        copy_database(source=place.database, target=database)
        key = Path(folder, KEY)
        key.write_text(secret_key)
        files = {DATABASE: database, KEY: key} | _files(place.folders)
        archive = Path(folder, target.name)
        _pack(
            archive,
            files,
            facts={"format": FORMAT, "written": moment.isoformat(), **_database_facts(database)},
        )
        manifest = unpack_backup(archive, Path(folder, "check"))
        archive.replace(target)
    return manifest


def unpack_backup(archive: Path, folder: Path) -> dict:
    """Unpacks into a new folder, checking every byte on the way, and returns the manifest."""
    folder.mkdir()
    try:
        with zipfile.ZipFile(archive) as pack:
            manifest = _trusted_manifest(pack)
            for name, fingerprint in manifest["files"].items():
                with pack.open(name) as source:
                    _unpack(source, folder / name, fingerprint)
    except (zipfile.BadZipFile, EOFError, OSError, LookupError, ValueError, TypeError) as error:
        raise BackupError(f"{archive.name} is not a whole backup: {error}") from error
    facts = _database_facts(folder / DATABASE)
    if any(manifest.get(name) != fact for name, fact in facts.items()):
        raise BackupError(f"{archive.name} holds another database than its manifest tells of.")
    return manifest


def restore_backup(*, archive: Path, place: Place, known_migrations: Collection[str], aside: Path) -> dict:
    """Puts a backup in place and what it replaces in `aside`; touches nothing before all of it is checked."""
    place.database.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.database.parent) as scratch:
        folder = Path(scratch, "backup")
        manifest = unpack_backup(archive, folder)
        if newer := set(manifest["migrations"]) - set(known_migrations):
            raise BackupError(
                f"{archive.name} was written by newer code, which also has {min(newer)}: update first."
            )
        aside.mkdir(parents=True, mode=0o700)
        if place.database.is_file():
            copy_database(source=place.database, target=aside / DATABASE)
        _bring_files(folder, place.folders, aside)
        copy_database(source=folder / DATABASE, target=place.database)
        _remove_other_files(manifest, place.folders, aside)
        if place.key:
            (folder / KEY).chmod(0o600)
            _replace(folder / KEY, place.key, aside / KEY)
    return manifest


def copy_database(*, source: Path, target: Path) -> None:
    """Copies one moment of the source through SQLite's backup API; the target's readers see it in one step."""
    with (
        closing(sqlite3.connect(source, timeout=30)) as old,
        closing(sqlite3.connect(target, timeout=30)) as new,
    ):
        old.backup(new)


def _database_facts(database: Path) -> dict:
    """Row counts and migrations of a database that is whole; BackupError if it is not."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise BackupError("The database is damaged: SQLite's integrity check fails.")
            if connection.execute("PRAGMA foreign_key_check").fetchall():
                raise BackupError("The database is damaged: rows refer to rows that are not there.")
            migrations = connection.execute(
                "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
            ).fetchall()
            return {"rows": _row_counts(connection), "migrations": [name for (name,) in migrations]}
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The database can't be read: {error}.") from error


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name.replace(chr(34), "")}"').fetchone()[0]  # noqa: S608
        for (name,) in tables
    }


def _files(folders: dict[str, Path]) -> dict[str, Path]:
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": path
        for name, folder in folders.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _pack(archive: Path, files: dict[str, Path], facts: dict) -> None:
    fingerprints = {}
    descriptor = os.open(archive, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file, zipfile.ZipFile(file, "w") as pack:
        for name, path in files.items():
            try:
                source = path.open("rb")
            except FileNotFoundError:
                continue  # deleted since the folder was listed
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name.startswith(FOLDERS) else zipfile.ZIP_DEFLATED
            with source, pack.open(entry, "w", force_zip64=True) as target:
                fingerprints[name] = _copy(source, target)
        pack.writestr(MANIFEST, json.dumps(facts | {"files": fingerprints}, indent=1))
        pack.close()
        os.fsync(descriptor)


def _copy(source: BinaryIO, target: BinaryIO) -> str:
    """Copies and returns the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while chunk := source.read(1 << 20):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _trusted_manifest(pack: zipfile.ZipFile) -> dict:
    manifest = json.loads(pack.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise ValueError(f"its format is {manifest['format']}, not {FORMAT}")
    if sorted(pack.namelist()) != sorted([*manifest["files"], MANIFEST]):
        raise ValueError("its files are not those of its manifest")
    for name in manifest["files"]:
        if not _stays_inside(name):
            raise ValueError(f"«{name}» has no place in a backup")
    return manifest


def _stays_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    named = name in (DATABASE, KEY) or (len(parts) > 1 and parts[0] in FOLDERS)
    return named and ".." not in parts and "\\" not in name and "/".join(parts) == name


def _unpack(source: BinaryIO, target: Path, fingerprint: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        if _copy(source, file) != fingerprint:
            raise ValueError(f"«{target.name}» is not what was written")


def _bring_files(new: Path, folders: dict[str, Path], aside: Path) -> None:
    for name, path in _files({name: new / name for name in folders}).items():
        _replace(path, _within(folders, name), aside / name)


def _remove_other_files(manifest: dict, folders: dict[str, Path], aside: Path) -> None:
    for name, path in _files(folders).items():
        if name not in manifest["files"]:
            _move(path, aside / name)


def _within(folders: dict[str, Path], name: str) -> Path:
    folder, _, rest = name.partition("/")
    return folders[folder] / rest


def _replace(new: Path, present: Path, aside: Path) -> None:
    """Puts `new` where `present` is, which is copied to `aside` first if it differs: there is always a file."""
    if present.is_file():
        if present.read_bytes() == new.read_bytes():
            return
        aside.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(present, aside)
    present.parent.mkdir(parents=True, exist_ok=True)
    new.replace(present)


def _move(present: Path, aside: Path) -> None:
    aside.parent.mkdir(parents=True, exist_ok=True)
    present.replace(aside)
