import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from sustainability_site.checks import environment_faults
from sustainability_site.language import language_of
from sustainability_site.secret_key import kept_secret_key, stated_secret_key

KEY = "xV7r!mK2-qLz9@tWp4+cNf8#hJd3*bSg6=yRa5%eUo1^iMk0&wT"
LEFT_OUT = {"DJANGO_ALLOW_ASYNC_UNSAFE", "SECRET_KEY", "SITE_MODE"}
PRODUCTION = {
    "SITE_MODE": "production",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "example.no,.example.org",
    "SITE_URL": "https://example.no",
}


def manage(*arguments: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    own = {"SITE_VAR": str(var), "DJANGO_SETTINGS_MODULE": "sustainability_site.settings"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.CHECKOUT,
        env=kept | own | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_deploy_check_is_clean_in_production(tmp_path: Path) -> None:
    checked = manage("check", "--deploy", "--fail-level", "WARNING", var=tmp_path, **PRODUCTION)
    assert (checked.stderr, checked.returncode) == ("", 0)
    assert checked.stdout.startswith("System check identified no issues")
    assert not (tmp_path / "secret_key").exists()


def test_production_start_tells_all_faults_at_once(tmp_path: Path) -> None:
    start = manage("serve", var=tmp_path, SITE_MODE="production", PORT="0", DATABASE_URL="mysql://db/site")
    assert start.returncode == 1
    assert start.stderr.splitlines() == [
        "PORT is «0»: it must be a number from 1 to 65535.",
        "DATABASE_URL must begin with postgresql:// or sqlite:///.",
        "SECRET_KEY is missing: set it, or SECRET_KEY_FILE, to at least 50 random characters.",
        "ALLOWED_HOSTS is missing: name the hosts that the site answers to, with commas between.",
        "SITE_URL is missing: set the site's own address, such as https://example.no.",
    ]


def test_whole_production_environment_has_no_fault() -> None:
    assert environment_faults(PRODUCTION) == []


def test_local_environment_needs_nothing() -> None:
    assert environment_faults({}) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"SITE_MODE": "prod"}, "SITE_MODE is «prod»: it must be «local» or «production»."),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is weak: it must be at least 50 random characters."),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY is weak: it must be at least 50 random characters."),
        (
            {"SECRET_KEY_FILE": "/nowhere/key"},
            "SECRET_KEY_FILE names a file that is empty or can't be read.",
        ),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name hosts, such as example.no, without «*» and «/»."),
        ({"SITE_URL": "http://example.no"}, "SITE_URL must be https:// and a host, and nothing more."),
        ({"SITE_URL": "https://example.no/side"}, "SITE_URL must be https:// and a host, and nothing more."),
        ({"SITE_URL": "https://example.com"}, "SITE_URL's host, example.com, is not among ALLOWED_HOSTS."),
        ({"SITE_URL": "https://[example.no"}, "SITE_URL is not an address."),
        ({"DATABASE_URL": "mysql://db/site"}, "DATABASE_URL must begin with postgresql:// or sqlite:///."),
        ({"WEB_WORKERS": "many"}, "WEB_WORKERS is «many»: it must be a number from 1 to 64."),
    ],
)
def test_weak_setting_is_one_sentence(change: dict[str, str], fault: str) -> None:
    assert environment_faults(PRODUCTION | change) == [fault]


def test_stated_key_loses_trailing_newline_of_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert stated_secret_key({"SECRET_KEY_FILE": str(tmp_path / "key")}) == KEY


def test_kept_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    key = kept_secret_key(path)
    assert len(key) == 50
    assert kept_secret_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_sqlite_loses_nothing(pragma: str, value: object) -> None:
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "nb"),
        ("/en/", "en"),
        ("/en", "en"),
        ("/en/eco-labels/", "en"),
        ("/enhet/", "nb"),
        ("/admin/", "nb"),
    ],
)
def test_address_decides_language(path: str, language: str) -> None:
    assert language_of(path) == language


def test_answers_say_their_language(ask: Callable) -> None:
    languages = {
        path: ask(path).headers["content-language"] for path in ("/", "/en/", "/en/none/", "/admin/login/")
    }
    assert languages == {"/": "nb", "/en/": "en", "/en/none/": "en", "/admin/login/": "nb"}


def test_accept_language_changes_nothing(ask: Callable) -> None:
    assert ask("/", accept_language="en").content == ask("/", accept_language="nb").content


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("LEAST_FREE_DISK_MB", "abc", "LEAST_FREE_DISK_MB is «abc»: it must be a number from 1 to 1000000."),
        ("HSTS_PRELOAD", "ja", "HSTS_PRELOAD is «ja»: it must be «true» or «false»."),
        (
            "CASE_HANDLER_EMAIL",
            "innsyn",
            "CASE_HANDLER_EMAIL is not an e-mail address: nobody would be reminded of deadlines.",
        ),
    ],
)
def test_setting_that_would_fail_later_is_told_at_the_start(name: str, value: str, fault: str) -> None:
    assert environment_faults(PRODUCTION | {name: value}) == [fault]


def test_empty_key_that_a_full_disk_left_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.touch()
    key = kept_secret_key(path)
    assert len(key) == 50
    assert kept_secret_key(path) == key
    assert [each.name for each in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("empty", [True, False])
def test_those_that_start_at_once_share_the_first_ones_key(tmp_path: Path, empty: bool) -> None:
    paths = [tmp_path / f"key{number}" for number in range(50)]
    for path in paths:
        if empty:
            path.touch()
        with ThreadPoolExecutor(8) as pool:
            keys = list(pool.map(lambda _number, path=path: kept_secret_key(path), range(8)))
        assert set(keys) == {path.read_text().strip()}
