"""The real server over a database of its own, killed without warning while questions come in."""

import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.own_var import copy_of_start, free_port
from tests.served import answer, kill, receipt, serve
from tests.transparency.asking import fields

SUBMISSIONS = 10
KILLED_AFTER = (1, 4)


@pytest.fixture
def start(starter_var: Path, tmp_path: Path) -> Iterator[Callable[[], tuple[subprocess.Popen, int]]]:
    copy_of_start(starter_var, tmp_path)
    servers = []

    def started() -> tuple[subprocess.Popen, int]:
        port = free_port()
        servers.append(serve(tmp_path, port))
        return servers[-1], port

    yield started
    for server in servers:
        kill(server)


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
