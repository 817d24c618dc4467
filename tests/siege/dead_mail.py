"""Issue «What must hold» 2: with the mail server dead there is a receipt in a second, and mail when it lives again."""

import subprocess
import sys
import time
from collections.abc import Iterator
from email import message_from_string
from pathlib import Path

from django.conf import settings

from tests.own_var import environment, free_port
from tests.served import kill, receipt, serve
from tests.siege.figures import Figure, number
from tests.transparency.asking import fields
from tests.transparency.smtp import MailServer, Manner, mail_server

SUBMISSIONS = 40
MOST_SECONDS = 1.0
UNSENT = "SELECT COUNT(*) FROM transparency_outgoingmail WHERE sent_at IS NULL"
# Later than the first pause, and than the lease of a chore that was killed.
LATER = (
    "import django; django.setup()\n"
    "from datetime import timedelta\n"
    "from django.utils import timezone\n"
    "from transparency import outbox\n"
    "outbox.send_due(at=timezone.now() + timedelta(minutes=20))\n"
)


def siege(var: Path) -> Iterator[Figure]:
    port = free_port()
    with mail_server(Manner.HANGS) as mail:
        own = {"EMAIL_URL": f"smtp://127.0.0.1:{mail.port}", "DEFAULT_FROM_EMAIL": "site@example.no"}
        server = serve(var, port, **own)
        try:
            receipt(port, fields(question="For at arbeiderne skal være varme"))
            yield from asked(port, environment(var, **own))
        finally:
            kill(server)
        yield from alive_again(var, mail, environment(var, **own))


def asked(port: int, surroundings: dict[str, str]) -> Iterator[Figure]:
    """One after another, while a chore hangs at the mail server with the oldest letter in its hand."""
    chore = subprocess.Popen(
        [sys.executable, "manage.py", "run_chores"],
        cwd=settings.CHECKOUT,
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    took, seen = [], 0
    for count in range(SUBMISSIONS):
        began = time.monotonic()
        seen += receipt(port, fields(question=f"Spørsmål {count}", email="asker@example.com")) is not None
        took.append(time.monotonic() - began)
    chore.kill()
    chore.wait()
    took.sort()
    yield Figure("receipts with the mail server hanging", seen, seen == SUBMISSIONS)
    middle = f"{took[len(took) // 2] * 1000:.0f} / {took[-1] * 1000:.0f}"
    yield Figure("milliseconds to the receipt, median / slowest", middle, took[-1] < MOST_SECONDS)


def alive_again(var: Path, mail: MailServer, surroundings: dict[str, str]) -> Iterator[Figure]:
    waiting = number(var, UNSENT)
    yield Figure("letters waiting", waiting, waiting >= SUBMISSIONS + 1)
    mail.manner = Manner.ACCEPTS
    mail.released.set()
    for _run in range(2):
        subprocess.run([sys.executable, "-c", LATER], cwd=settings.CHECKOUT, env=surroundings, check=True)
    identities = {message_from_string(letter)["Message-ID"] for letter in mail.letters}
    yield Figure("letters sent once it lives", len(mail.letters), len(mail.letters) == waiting)
    yield Figure("of them sent twice", len(mail.letters) - len(identities), len(identities) == waiting)
    left = number(var, UNSENT)
    yield Figure("letters still waiting", left, left == 0)
