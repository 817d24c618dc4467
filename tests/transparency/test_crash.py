"""The real server over a database of its own, killed without warning while questions come in."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings as site_settings

from tests.sustainability_site.test_serve import answer, environment, free_port
from tests.transparency.asking import FORM, URLENCODED, fields

SUBMISSIONS = 10
KILLED_AFTER = (1, 4)


@pytest.fixture
def start(starter_var: Path, tmp_path: Path) -> Iterator[Callable[[], tuple[subprocess.Popen, int]]]:
    for name in ("static", "media"):
        shutil.copytree(starter_var / name, tmp_path / name)
    for name in ("static.stamp", "db.sqlite3"):
        shutil.copy2(starter_var / name, tmp_path / name)
    servers = []

    def started() -> tuple[subprocess.Popen, int]:
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=site_settings.CHECKOUT,
            env=environment(tmp_path, PORT=str(port)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        servers.append(server)
        assert answer(f"http://127.0.0.1:{port}/healthz")[0] == 200
        return server, port

    yield started
    for server in servers:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def receipt(port: int, form: dict[str, str]) -> str | None:
    """The address of the case, None when no answer came."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Content-Type": URLENCODED, "Sec-Fetch-Site": "same-origin"}
    try:
        connection.request("POST", FORM, urlencode(form), headers)
        response = connection.getresponse()
        return response.headers["Location"] if response.status == 303 else None
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def send_until_killed(server: subprocess.Popen, port: int, forms: list[dict], after: int) -> dict[str, str]:
    """The receipts seen, by the form's mark, when the server is killed after the first `after` of them."""
    seen = {}

    def send(form: dict[str, str]) -> None:
        address = receipt(port, form)
        if address is not None:
            seen[form["token"]] = address
        if len(seen) >= after and server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, forms))
    server.wait()
    return seen


def test_every_receipt_that_was_seen_is_kept_and_none_twice(start: Callable, tmp_path: Path) -> None:
    forms = [fields(question=f"Spørsmål nummer {number}") for number in range(SUBMISSIONS)]
    seen: dict[str, str] = {}
    for after in KILLED_AFTER:
        waiting = [form for form in forms if form["token"] not in seen]
        server, port = start()
        seen |= send_until_killed(server, port, waiting, after)
    _server, port = start()
    again = {form["token"]: receipt(port, form) for form in forms}
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        stored = database.execute(
            "SELECT question, COUNT(*) FROM transparency_informationrequest GROUP BY question"
        ).fetchall()
        letters = database.execute("SELECT COUNT(*) FROM transparency_outgoingmail").fetchone()[0]
    assert sum(KILLED_AFTER) <= len(seen) <= SUBMISSIONS
    assert {token: again[token] for token in seen} == seen
    assert sorted(stored) == sorted((form["question"], 1) for form in forms)
    assert letters == SUBMISSIONS
    assert {answer(f"http://127.0.0.1:{port}{address}")[0] for address in again.values()} == {200}
