"""`python -m tests.siege [receipts|dead-mail|spam …]`: lays siege, prints the figures, ends with 1 when one does not hold."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django
from django.conf import settings

django.setup()

from tests.own_var import copy_of_start, environment  # noqa: E402 (the forms' marks need the settings)
from tests.siege import dead_mail, receipts, spam  # noqa: E402
from tests.siege.figures import Figure  # noqa: E402

Siege = Callable[[Path, random.Random], Iterable[Figure]]
SIEGES: dict[str, Siege] = {
    "receipts": receipts.siege,
    "dead-mail": lambda var, _dice: dead_mail.siege(var),
    "spam": spam.siege,
}


def main(names: list[str]) -> int:
    seed = int(os.environ.get("SIEGE_SEED") or random.SystemRandom().randrange(10**6))
    say(f"SIEGE_SEED={seed}")
    breaches = 0
    with tempfile.TemporaryDirectory(prefix="siege-") as scratch:
        start = Path(scratch) / "start"
        subprocess.run(
            [sys.executable, "manage.py", "prepare"],
            cwd=settings.CHECKOUT,
            env=environment(start),
            stdout=subprocess.DEVNULL,
            check=True,
        )
        for name in names or SIEGES:
            var = Path(scratch) / name
            var.mkdir()
            copy_of_start(start, var)
            breaches += laid(name, SIEGES[name](var, random.Random(seed)))  # noqa: S311 (repeatable dice)
            shutil.rmtree(var)
    say(f"\nFigures that do not hold: {breaches}." if breaches else "\nEverything holds.")
    return 1 if breaches else 0


def laid(name: str, found: Iterable[Figure]) -> int:
    """The number of figures that do not hold, each printed as it is found."""
    say(f"\n{name}")
    breaches = 0
    for figure in found:
        breaches += not figure.holds
        say(f"  {'ok    ' if figure.holds else 'BREACH'} {figure.name}: {figure.value}")
    return breaches


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
