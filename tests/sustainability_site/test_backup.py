import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection

from sustainability_site.backup import BackupError, Place, restore_backup, write_backup
from sustainability_site.people.roles import ROLES

MOMENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KNOWN = {"content.0001_initial"}


def make_place(folder: Path, *, rows: int = 3) -> Place:
    folder.mkdir()
    place = Place(
        database=folder / "db.sqlite3",
        media=folder / "media",
        key=folder / "secret_key",
        attachments=folder / "attachments",
    )
    place.media.mkdir()
    place.key.write_text("the key")
    with closing(sqlite3.connect(place.database)) as database, database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
        database.execute("INSERT INTO django_migrations VALUES ('content', '0001_initial')")
        database.execute("CREATE TABLE page (title TEXT)")
        database.executemany("INSERT INTO page VALUES (?)", [(f"side {number}",) for number in range(rows)])
    return place


def titles(place: Place) -> list[str]:
    with closing(sqlite3.connect(place.database)) as database:
        return [title for (title,) in database.execute("SELECT title FROM page ORDER BY title")]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = make_place(tmp_path / "var")
    (place.media / "a").mkdir()
    (place.media / "a" / "picture.webp").write_bytes(b"picture")
    place.attachments.mkdir()
    (place.attachments / "letter").write_bytes(b"what the asker sent")
    return place


@pytest.fixture
def archive(place: Place, tmp_path: Path) -> Path:
    target = tmp_path / "backups" / "one.zip"
    write_backup(place=place, secret_key="the key", target=target, moment=MOMENT)  # noqa: S106
    return target


@pytest.fixture
def rewritten(archive: Path, tmp_path: Path) -> Callable[..., Path]:
    """The archive with some files, and what its manifest says of them, put otherwise."""

    def rewrite(*, manifest: dict | None = None, **files: bytes) -> Path:
        target = tmp_path / "rewritten.zip"
        with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
            contents = {name: old.read(name) for name in old.namelist()} | files
            contents["manifest.json"] = json.dumps(
                json.loads(contents["manifest.json"]) | (manifest or {})
            ).encode()
            for name, content in contents.items():
                new.writestr(name, content)
        return target

    return rewrite


def restore(archive: Path, place: Place, *, known: set[str] = KNOWN) -> dict:
    return restore_backup(
        archive=archive, place=place, known_migrations=known, aside=place.database.parent / "replaced" / "now"
    )


def test_backup_holds_everything_and_is_private(archive: Path) -> None:
    with zipfile.ZipFile(archive) as pack:
        manifest = json.loads(pack.read("manifest.json"))
        assert sorted(pack.namelist()) == [
            "attachments/letter",
            "db.sqlite3",
            "manifest.json",
            "media/a/picture.webp",
            "secret_key",
        ]
        assert pack.read("secret_key") == b"the key"
    assert manifest["rows"] == {"django_migrations": 1, "page": 3}
    assert manifest["migrations"] == ["content.0001_initial"]
    assert manifest["written"] == "2026-11-23T12:00:00+00:00"
    assert archive.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in archive.parent.iterdir()] == ["one.zip"]


def test_backup_without_database_is_refused(tmp_path: Path) -> None:
    nowhere = Place(database=tmp_path / "db.sqlite3", media=tmp_path / "media")
    with pytest.raises(BackupError, match="no database to back up"):
        write_backup(place=nowhere, secret_key="k", target=tmp_path / "one.zip", moment=MOMENT)  # noqa: S106
    assert list(tmp_path.iterdir()) == []


def test_restore_on_clean_clone(archive: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone" / "var"
    place = Place(
        database=clone / "db.sqlite3",
        media=clone / "media",
        key=clone / "secret_key",
        attachments=clone / "attachments",
    )
    restore(archive, place)
    assert (place.attachments / "letter").read_bytes() == b"what the asker sent"
    assert titles(place) == ["side 0", "side 1", "side 2"]
    assert (place.media / "a" / "picture.webp").read_bytes() == b"picture"
    assert place.key.read_text() == "the key"
    assert place.key.stat().st_mode & 0o777 == 0o600


def test_restore_keeps_what_it_replaces(archive: Path, tmp_path: Path) -> None:
    other = make_place(tmp_path / "other", rows=1)
    (other.media / "a").mkdir()
    (other.media / "a" / "picture.webp").write_bytes(b"another picture")
    (other.media / "newer.webp").write_bytes(b"newer")
    other.key.write_text("another key")
    restore(archive, other)
    aside = other.database.parent / "replaced" / "now"
    kept = Place(database=aside / "db.sqlite3", media=aside / "media")
    assert titles(other) == ["side 0", "side 1", "side 2"]
    assert [path.name for path in other.media.rglob("*") if path.is_file()] == ["picture.webp"]
    assert titles(kept) == ["side 0"]
    assert (kept.media / "a" / "picture.webp").read_bytes() == b"another picture"
    assert (kept.media / "newer.webp").read_bytes() == b"newer"
    assert (aside / "secret_key").read_text() == "another key"
    assert aside.stat().st_mode & 0o777 == 0o700


def test_restore_into_database_in_use(archive: Path, tmp_path: Path) -> None:
    other = make_place(tmp_path / "other", rows=1)
    with closing(sqlite3.connect(other.database)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM page").fetchone() == (1,)
        restore(archive, other)
        assert reader.execute("SELECT count(*) FROM page").fetchone() == (1,)
        reader.execute("COMMIT")
        assert reader.execute("SELECT count(*) FROM page").fetchone() == (3,)


def assert_refused(archive: Path, place: Place, message: str, *, known: set[str] = KNOWN) -> None:
    before = {path: path.stat().st_mtime_ns for path in place.database.parent.rglob("*") if path.is_file()}
    with pytest.raises(BackupError, match=message):
        restore(archive, place, known=known)
    after = {path: path.stat().st_mtime_ns for path in place.database.parent.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize(
    "name",
    ["../escaped", "/etc/escaped", "media/../../escaped", "media\\..\\escaped", "settings.py", "media/./a"],
)
def test_restore_refuses_path_that_escapes(
    rewritten: Callable, place: Place, tmp_path: Path, name: str
) -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    with zipfile.ZipFile(rewritten()) as pack:
        files = json.loads(pack.read("manifest.json"))["files"] | {name: empty}
    assert_refused(rewritten(manifest={"files": files}, **{name: b""}), place, "has no place in a backup")
    assert not list(tmp_path.rglob("escaped"))


def test_restore_refuses_changed_file(rewritten: Callable, place: Place) -> None:
    assert_refused(
        rewritten(**{"media/a/picture.webp": b"pictura"}), place, "«picture.webp» is not what was written"
    )


def test_restore_refuses_file_outside_manifest(rewritten: Callable, place: Place) -> None:
    assert_refused(rewritten(**{"media/extra.webp": b""}), place, "not those of its manifest")


def test_restore_refuses_other_row_counts(rewritten: Callable, place: Place) -> None:
    assert_refused(rewritten(manifest={"rows": {"page": 4}}), place, "another database than its manifest")


def test_restore_refuses_truncated_archive(archive: Path, place: Place) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])
    assert_refused(archive, place, "not a whole backup")


def test_restore_refuses_newer_schema(archive: Path, place: Place) -> None:
    assert_refused(archive, place, "newer code, which also has content.0001_initial", known={"content.0000"})


@pytest.mark.usefixtures("committing_db")
def test_backup_while_twenty_writers_save(tmp_path: Path, settings) -> None:
    settings.VAR = tmp_path
    stop = threading.Event()
    started = threading.Barrier(21)

    def write(writer: int) -> None:
        number = 0
        started.wait()
        while not stop.is_set() or number < 3:
            (settings.MEDIA_ROOT / f"{writer}-{number}.bin").write_bytes(b"x" * 100)
            Group.objects.create(name=f"{writer}-{number}")
            number += 1
        connection.close()

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(20)]
    for thread in writers:
        thread.start()
    started.wait()
    call_command("backup", stdout=StringIO())
    stop.set()
    for thread in writers:
        thread.join()

    (archive,) = (tmp_path / "backups").iterdir()
    clone = Place(database=tmp_path / "clone" / "db.sqlite3", media=tmp_path / "clone" / "media")
    with zipfile.ZipFile(archive) as pack:
        migrations = set(json.loads(pack.read("manifest.json"))["migrations"])
    manifest = restore(archive, clone, known=migrations)
    with closing(sqlite3.connect(clone.database)) as database:
        groups = [name for (name,) in database.execute("SELECT name FROM auth_group")]
    assert manifest["rows"]["auth_group"] == len(groups)
    assert Group.objects.count() >= max(60, len(groups))
    written = [name for name in groups if name not in ROLES]
    assert [name for name in written if not (clone.media / f"{name}.bin").is_file()] == []


@pytest.mark.usefixtures("committing_db")
def test_restore_command_brings_the_same_site_back(tmp_path: Path, settings) -> None:
    settings.VAR = tmp_path
    call_command("backup", stdout=StringIO())
    (archive,) = (tmp_path / "backups").iterdir()
    Group.objects.create(name="kom senere")
    connection.close()
    told = StringIO()
    call_command("restore", str(archive), stdout=told)
    assert not Group.objects.filter(name="kom senere").exists()
    assert (tmp_path / "secret_key").read_text() == settings.SECRET_KEY
    assert "restart it now" in told.getvalue()


def test_restore_command_without_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(tmp_path / "none.zip"))
