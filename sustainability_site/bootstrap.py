"""From a bare Python to a running command: `python3 -m sustainability_site.bootstrap serve|test|siege|bench|backup|restore`.

Standard library only, and a syntax that older Pythons read, so that they can be told what is missing.
"""

import hashlib
import importlib.util
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST = (3, 11)
CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = CHECKOUT / ".venv"
VAR = Path(os.environ.get("SITE_VAR") or CHECKOUT / "var")
REQUIREMENTS = dict.fromkeys(("test", "siege"), "requirements-dev.txt")


def main(command: str, *arguments: str) -> None:
    for fault in faults(command):
        sys.exit(fault)
    # Compiled modules are kept, whatever the environment says: without them every start takes a fifth longer.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    python = install(CHECKOUT / REQUIREMENTS.get(command, "requirements.txt"), ENVIRONMENT)
    os.chdir(str(CHECKOUT))
    if command == "test":
        test(python, *arguments)
    elif command in ("siege", "bench"):
        os.execv(python, [python, "-m", f"tests.{command}", *arguments])
    else:
        os.execv(python, [python, "manage.py", command, *arguments])


def faults(command: str):
    """What this machine lacks, each with its remedy, the most basic first."""
    if sys.version_info < OLDEST:
        found = "{}.{}".format(*sys.version_info[:2])
        yield f"Python 3.11 or newer is needed, this is {found}: make {command} PYTHON=python3.12 names another."
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        yield "Python's venv module is missing: sudo apt-get install python3-venv"
    for folder in (CHECKOUT, VAR):
        if folder.exists() and not can_write(folder):
            yield f"{folder} can't be written to: sudo chown -R $USER {folder}"
    if command == "serve":
        yield from port_faults(os.environ.get("BIND", "127.0.0.1"), os.environ.get("PORT", "8000"))


def can_write(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=str(folder)):
            return True
    except OSError:
        return False


def port_faults(host: str, port: str):
    if not (port.isdigit() and 0 < int(port) < 65536):
        yield f"PORT is «{port}»: it must be a number from 1 to 65535."
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            yield f"Port {port} can't be used ({error.strerror}): make serve PORT=8001 takes another."


def install(requirements: Path, environment: Path) -> str:
    """The Python that has the pinned packages; the environment is made and filled only where it is not yet so."""
    python = environment / "bin" / "python"
    made, filled = environment / "made.stamp", environment / (requirements.stem + ".stamp")
    if not (python.exists() and says(made, sys.version)):
        print("Making the virtual environment .venv …", flush=True)
        run(
            [sys.executable, "-m", "venv", "--clear", str(environment)],
            "The virtual environment could not be made: sudo apt-get install python3-venv",
        )
        made.write_text(sys.version)
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if not says(filled, wanted):
        print(f"Installing {requirements.name} …", flush=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        run(
            [*pip, "--require-hashes", "--only-binary=:all:", "-r", str(requirements)],
            "The packages could not be installed, see above: is the package index within reach?",
        )
        filled.write_text(wanted)
    return str(python)


def says(stamp: Path, text: str) -> bool:
    return stamp.is_file() and stamp.read_text() == text


def run(arguments: "list[str]", remedy: str, **environment: str) -> None:
    if subprocess.run(arguments, env={**os.environ, **environment}).returncode:
        sys.exit(remedy)


def test(python: str, *arguments: str) -> None:
    run(
        [python, "-m", "ruff", "check", "."],
        "ruff found something to mend, see above: .venv/bin/ruff check --fix",
    )
    run([python, "-m", "ruff", "format", "--check", "."], "The formatting differs: .venv/bin/ruff format")
    with tempfile.TemporaryDirectory() as var:
        run(
            [python, "manage.py", "makemigrations", "--check", "--dry-run"],
            "A migration is missing: .venv/bin/python manage.py makemigrations",
            SITE_VAR=var,
        )
    os.execv(python, [python, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments])


if __name__ == "__main__":
    main(*sys.argv[1:])
