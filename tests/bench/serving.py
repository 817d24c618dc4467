"""Servers under measurement: the site and its yardstick, each gunicorn with two workers, on a port of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.load import Connection
from tests.own_var import environment, free_port

CHECKOUT = Path(__file__).parent.parent.parent


class Served:
    """A server that has answered `path` with 200; `with` ends it. `started_in` is (seconds, of the processor)."""

    def __init__(self, *command: str, var: Path, path: str = "/", **more: str) -> None:
        self.port = free_port()
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=CHECKOUT,
            env=environment(var, PORT=str(self.port), **more),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait_for(path)
        self.started_in = time.monotonic() - self.began, self.processor_seconds()

    def _wait_for(self, path: str) -> None:
        while True:
            try:
                with Connection(self.port) as connection:
                    answer = connection.get(path)
                assert answer.status == 200, answer
                return
            except ConnectionError:
                assert self.process.poll() is None, "the server ended"
                assert time.monotonic() < self.began + 120, "the server does not answer"
                time.sleep(0.005)

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *error: object) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @property
    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    @property
    def processes(self) -> list[int]:
        return [self.process.pid, *self.workers]

    def processor_seconds(self) -> float:
        """Used so far by master and workers, user and system."""
        threads = [task for pid in self.processes for task in Path(f"/proc/{pid}/task").iterdir()]
        return sum(int((task / "schedstat").read_text().split()[0]) for task in threads) / 1e9

    def memory(self) -> float:
        """PSS of master and workers in MB (10⁶ bytes): what they share is counted once."""
        texts = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.processes]
        return sum(int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) for text in texts) * 1024 / 1e6


def site(var: Path, **more: str) -> Served:
    return Served("manage.py", "serve", var=var, **more)


def bare(var: Path, answer: Path) -> Served:
    """A WSGI callable with nothing in it but the bytes, under the site's own gunicorn settings."""
    settings = ("-c", str(CHECKOUT / "gunicorn.conf.py"))
    return Served(
        "-m", "gunicorn", *settings, "tests.bench.bare:application", var=var, BARE_ANSWER=str(answer)
    )
