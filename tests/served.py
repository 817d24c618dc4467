"""The real server, gunicorn and all, over a folder of its own; and what a visitor's browser sends it."""

import os
import signal
import subprocess
import sys
import time
from email.message import Message
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from tests.own_var import environment
from tests.transparency.asking import FORM, URLENCODED


def serve(var: Path, port: int, **more: str) -> subprocess.Popen:
    """A server that answers."""
    server = started(var, port, **more)
    assert answer(f"http://127.0.0.1:{port}/healthz")[0] == 200
    return server


def started(var: Path, port: int, **more: str) -> subprocess.Popen:
    """A server on its way up, leader of a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=settings.CHECKOUT,
        env=environment(var, PORT=str(port), **more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(server: subprocess.Popen) -> None:
    """The master and all its workers, without warning."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def answer(address: str, *, within: float = 30, **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body from a server that may still be starting; redirects are not followed."""
    deadline = time.monotonic() + within
    parts = urlsplit(address)
    while True:
        connection = HTTPConnection(parts.hostname, parts.port, timeout=within)
        try:
            connection.request("GET", address.partition(parts.netloc)[2], headers=headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        finally:
            connection.close()


def submit(port: int, form: dict[str, str], **headers: str) -> tuple[int | None, str | None]:
    """Status and Location of a sent form; None for both when no whole answer came."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    own = {"Content-Type": URLENCODED, "Sec-Fetch-Site": "same-origin"}
    sent = {name: value for name, value in (own | headers).items() if value}
    try:
        connection.request("POST", FORM, urlencode(form), sent)
        response = connection.getresponse()
        response.read()
        return response.status, response.headers["Location"]
    except (OSError, HTTPException):
        return None, None
    finally:
        connection.close()


def receipt(port: int, form: dict[str, str]) -> str | None:
    """The address of the case, None when no receipt was seen."""
    status, address = submit(port, form)
    return address if status == 303 else None
