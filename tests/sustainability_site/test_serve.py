import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from sustainability_site import bootstrap
from tests.own_var import copy_of_start, environment, free_port
from tests.served import answer

FAKE_PYTHON = '#!/bin/sh\necho "$@" >> {log}\n'


@pytest.fixture
def second_start(starter_var: Path, tmp_path: Path) -> Iterator[Callable[..., tuple[subprocess.Popen, str]]]:
    """Starts a server over what a first start has made: the process and its address."""
    copy_of_start(starter_var, tmp_path)
    servers = []

    def start(**more: str) -> tuple[subprocess.Popen, str]:
        port = str(free_port())
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=settings.CHECKOUT,
            env=environment(tmp_path, PORT=port, **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        servers.append(server)
        return server, f"http://127.0.0.1:{port}"

    yield start
    for server in servers:
        server.kill()
        server.communicate()


def test_first_start_tells_password_once(starter_var: Path) -> None:
    told = (starter_var / "ready").read_text()
    (password,) = [line.split()[-1] for line in told.splitlines() if "password: " in line]
    assert len(password) >= 20
    again = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=settings.CHECKOUT,
        env=environment(starter_var),
        capture_output=True,
        text=True,
        check=True,
    )
    assert (again.stdout, again.stderr) == ("", "")


def processor_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_second_start_is_quick_and_discreet(second_start: Callable, tmp_path: Path) -> None:
    before = processor_seconds()
    server, address = second_start()
    assert answer(f"{address}/healthz")[2] == b"ok\n"
    assert b"<h1" in answer(f"{address}/sok/?q=hemmelig")[2]
    server.terminate()
    told, logged = server.communicate(timeout=30)
    # Of the processor, not of the clock: the other tests run beside it.
    assert processor_seconds() - before < 3
    assert told.splitlines() == [f"The site: {address}/   Editing: {address}/admin/   Stop: Ctrl-C"]
    requests = [line.partition("] ")[2].split(" ")[:3] for line in logged.splitlines() if "GET" in line]
    assert ["GET", "/sok/", "200"] in requests
    assert "hemmelig" not in logged
    assert "127.0.0.1" not in "".join(line for line in logged.splitlines() if "GET" in line)
    assert not list(tmp_path.glob(".gunicorn*"))


def test_production_start_answers_over_https_alone(second_start: Callable) -> None:
    _, address = second_start(
        SITE_MODE="production",
        SECRET_KEY="xV7r!mK2-qLz9@tWp4+cNf8#hJd3*bSg6=yRa5%eUo1^iMk0&wT",  # noqa: S106
        ALLOWED_HOSTS="example.no",
        SITE_URL="https://example.no",
    )
    status, headers, _ = answer(f"{address}/om/", Host="example.no")
    assert (status, headers["Location"]) == (301, "https://example.no/om/")
    status, headers, body = answer(f"{address}/om/", Host="example.no", **{"X-Forwarded-Proto": "https"})
    assert (status, headers["Strict-Transport-Security"]) == (200, "max-age=63072000")
    assert b'<link rel="canonical" href="https://example.no/om/">' in body
    assert answer(f"{address}/healthz", Host="example.no")[2] == b"ok\n"


def test_port_in_use_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        start = subprocess.run(
            [sys.executable, "-m", "sustainability_site.bootstrap", "serve"],
            cwd=settings.CHECKOUT,
            env=os.environ | {"PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert start.returncode == 1
    assert (
        start.stderr
        == f"Port {port} can't be used (Address already in use): make serve PORT=8001 takes another.\n"
    )


def test_port_that_is_no_number() -> None:
    assert list(bootstrap.port_faults("127.0.0.1", "http")) == [
        "PORT is «http»: it must be a number from 1 to 65535."
    ]


def test_old_python_is_told_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert list(bootstrap.faults("test")) == [
        "Python 3.11 or newer is needed, this is 3.9: make test PYTHON=python3.12 names another."
    ]


def test_missing_venv_is_told_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert list(bootstrap.faults("test")) == [
        "Python's venv module is missing: sudo apt-get install python3-venv"
    ]


def test_unwritable_folder_is_told_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "VAR", Path("/proc"))
    assert list(bootstrap.faults("backup")) == ["/proc can't be written to: sudo chown -R $USER /proc"]


def test_machine_that_lacks_nothing() -> None:
    assert list(bootstrap.faults("test")) == []


@pytest.fixture
def made_environment(tmp_path: Path) -> Path:
    """A virtual environment whose Python writes down what it is asked to run."""
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    python = tmp_path / "venv" / "bin" / "python"
    python.write_text(FAKE_PYTHON.format(log=tmp_path / "log"))
    python.chmod(0o700)
    (tmp_path / "venv" / "made.stamp").write_text(sys.version)
    return tmp_path / "venv"


def test_packages_are_installed_once(made_environment: Path, tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("Django==5.2.19\n")
    for _ in range(2):
        assert bootstrap.install(requirements, made_environment) == str(made_environment / "bin" / "python")
    (line,) = (tmp_path / "log").read_text().splitlines()
    assert line.startswith("-m pip install ")
    assert line.endswith(f"--require-hashes --only-binary=:all: -r {requirements}")


def test_packages_are_installed_anew_when_pins_change(made_environment: Path, tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    for pins in ("Django==5.2.19\n", "Django==5.2.20\n"):
        requirements.write_text(pins)
        bootstrap.install(requirements, made_environment)
    assert len((tmp_path / "log").read_text().splitlines()) == 2
