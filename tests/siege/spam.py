"""Issue «What must hold» 9: 10 000 submissions of spam in a row, with genuine ones between them."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_string
from functools import partial
from pathlib import Path

from django.conf import settings

from tests.own_var import environment, free_port
from tests.served import kill, serve, submit
from tests.siege.figures import Figure, integrity, number, size_of
from tests.transparency.asking import fields, mark
from tests.transparency.smtp import MailServer, Manner, mail_server
from transparency import spam

SPAM, GENUINE, SENDERS = 10_000, 20, 4
# Half an hour was measured where eight others shared the two cores.
LONGEST = 3600
ROOM = 30 * 1024**2
# What may look genuine before the signs tell: three of one text, five from one network.
LET_THROUGH = spam.MOST_OF_ONE_TEXT + spam.MOST_FROM_ONE_NETWORK
OPEN = "SELECT COUNT(*) FROM transparency_informationrequest WHERE status = 'open' AND email LIKE ?"
Sending = tuple[dict[str, str], dict[str, str]]


def spam_form(count: int) -> Sending:
    """Robots of five kinds, in turn: the trap filled, sent at once, one text, one network, links from nowhere."""
    text, email = f"Kjøp billige varer {count} " + "x" * 2000, f"victim{count}@spam.example"
    kinds = (
        lambda: (fields(question=text, email=email, subject_line="x"), {}),
        lambda: (fields(question=text, email=email, token=mark(age=timedelta(0))), {}),
        lambda: (fields(question="Kjøp billige varer", email=email), {}),
        lambda: (fields(question=text, email=email), {"X-Real-IP": "8.8.8.8"}),
        lambda: (fields(question=text + " https://a.example" * 9, email=email), {"Sec-Fetch-Site": ""}),
    )
    return kinds[count % len(kinds)]()


def genuine_form(count: int) -> Sending:
    question = f"Hvor kommer kobolten i modell {count} fra?"
    return fields(question=question, email=f"asker{count}@genuine.example"), {"X-Real-IP": f"9.9.{count}.9"}


def sendings(dice: random.Random) -> list:
    """Made when their turn comes, so that each mark has the age it should."""
    queue = [partial(spam_form, count) for count in range(SPAM)]
    for count in range(GENUINE):
        # The last ones stand behind nearly all of the spam.
        queue.insert(dice.randrange(SPAM // 2, len(queue)), partial(genuine_form, count))
    return queue


def siege(var: Path, dice: random.Random) -> Iterator[Figure]:
    before, port = size_of(var), free_port()
    with mail_server(Manner.ACCEPTS) as mail:
        own = {"EMAIL_URL": f"smtp://127.0.0.1:{mail.port}", "DEFAULT_FROM_EMAIL": "site@example.no"}
        own["CLIENT_ADDRESS_HEADER"] = "X-Real-IP"
        server = serve(var, port, **own)
        try:
            yield from flooded(port, dice)
        finally:
            kill(server)
        grown = size_of(var) - before
        yield Figure("megabytes that the folder has grown", f"{grown / 1024**2:.1f}", grown < ROOM)
        yield from queue_of(var)
        yield from mailed(var, mail, own)
    yield integrity(var)


def flooded(port: int, dice: random.Random) -> Iterator[Figure]:
    began, answers, slowest = time.monotonic(), Counter(), 0.0

    def send(make) -> tuple[str, int | None, float]:
        if time.monotonic() - began > LONGEST:
            return "not sent", None, 0.0
        form, headers = make()
        sent = time.monotonic()
        status, _address = submit(port, form, **headers)
        who = "genuine" if "genuine" in form["email"] else "spam"
        return who, status, time.monotonic() - sent

    with ThreadPoolExecutor(SENDERS) as pool:
        for who, status, took in pool.map(send, sendings(dice)):
            answers[who, status] += 1
            slowest = max(slowest, took)
    took = time.monotonic() - began
    spam_answers = {status: count for (who, status), count in answers.items() if who == "spam"}
    yield Figure("spam sent, by the answer's status", spam_answers, sum(spam_answers.values()) == SPAM)
    yield Figure("answers that are neither 303 nor 503", bad := odd(answers), not bad)
    yield Figure("genuine ones with a receipt", answers["genuine", 303], answers["genuine", 303] == GENUINE)
    yield Figure("seconds; the slowest answer", f"{took:.0f}; {slowest:.2f}", took < LONGEST)


def odd(answers: Counter) -> int:
    return sum(count for (_who, status), count in answers.items() if status not in (303, 503))


def queue_of(var: Path) -> Iterator[Figure]:
    genuine = number(var, OPEN, "%@genuine.example")
    yield Figure("genuine ones in the queue", genuine, genuine == GENUINE)
    beside = number(var, OPEN, "%@spam.example")
    # The hour may have turned once while they came.
    yield Figure("spam in the queue beside them", beside, beside <= 2 * LET_THROUGH)
    held = number(var, "SELECT COUNT(*) FROM transparency_informationrequest WHERE status = 'quarantined'")
    yield Figure("spam in quarantine", held, 0 < held <= 2 * spam.MOST_SUSPECTS)


def mailed(var: Path, mail: MailServer, own: dict[str, str]) -> Iterator[Figure]:
    """Everything that would leave does: chores run until the outbox is empty."""
    for _run in range(5):
        subprocess.run(
            [sys.executable, "manage.py", "run_chores"],
            cwd=settings.CHECKOUT,
            env=environment(var, **own),
            check=True,
            stdout=subprocess.DEVNULL,
        )
    to = [message_from_string(letter)["To"] for letter in mail.letters]
    genuine = sum(address.endswith("@genuine.example") for address in to)
    yield Figure("letters to genuine askers", genuine, genuine == GENUINE)
    victims = sum(address.endswith("@spam.example") for address in to)
    yield Figure("letters to addresses that spam named", victims, victims <= 2 * LET_THROUGH)
    others = len(to) - genuine - victims
    yield Figure("letters to the case handlers", others, others <= 5)
