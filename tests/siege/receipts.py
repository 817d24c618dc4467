"""Issue «What must hold» 3: 200 submissions under load, with kill -9 of workers and master at random moments."""

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.own_var import free_port
from tests.served import answer, kill, receipt, serve, started
from tests.siege.figures import Figure, integrity, number, rows
from tests.transparency.asking import fields

SUBMISSIONS, SENDERS = 200, 12
WORKERS_KILLED, MASTERS_KILLED = 10, 5
LONGEST = 240
STORED = "SELECT question, COUNT(*) FROM transparency_informationrequest GROUP BY question"


class Besieged:
    """The site, and who strikes at it: each blow falls a little after a random number of receipts was seen."""

    def __init__(self, var: Path, dice: random.Random) -> None:
        self.var, self.dice, self.port = var, dice, free_port()
        self.server = serve(var, self.port)
        self.seen: dict[str, str] = {}
        self.attempts = 0
        self.killed = {"worker": 0, "master": 0}
        self.done = threading.Event()

    def send(self, form: dict[str, str], until: float) -> None:
        """As a patient visitor does: the same form again, until its receipt is seen."""
        while time.monotonic() < until:
            self.attempts += 1
            address = receipt(self.port, form)
            if address is not None:
                self.seen[form["token"]] = address
                return
            self.done.wait(0.2)

    def strike(self) -> None:
        victims = ["worker"] * WORKERS_KILLED + ["master"] * MASTERS_KILLED
        self.dice.shuffle(victims)
        moments = sorted(self.dice.sample(range(2, SUBMISSIONS - 40), len(victims)))
        for victim, moment in zip(victims, moments, strict=True):
            while len(self.seen) < moment:
                if self.done.wait(0.005):
                    return
            self.done.wait(self.dice.uniform(0, 0.1))
            self.blow(victim)

    def blow(self, victim: str) -> None:
        if victim == "worker":
            while not (workers := workers_of(self.server)):
                if self.done.wait(0.02) or self.server.poll() is not None:
                    return
            os.kill(self.dice.choice(workers), signal.SIGKILL)
            self.killed[victim] += 1
            return
        # The workers live on without their master for a moment, and may still answer.
        self.server.kill()
        self.server.wait()
        self.killed[victim] += 1
        self.restart()

    def restart(self) -> None:
        """A new master has the port once it has workers; until then orphans of the old one may hold it."""
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            self.server = started(self.var, self.port)
            while self.server.poll() is None:
                if workers_of(self.server):
                    return
                time.sleep(0.05)


def workers_of(server: subprocess.Popen) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _name, _, rest = stat.read_text().rpartition(") ")
        except OSError:
            continue
        state, parent = rest.split()[:2]
        if int(parent) == server.pid and state != "Z":
            found.append(int(stat.parent.name))
    return found


def siege(var: Path, dice: random.Random) -> Iterator[Figure]:
    forms = [fields(question=f"Spørsmål nummer {count}") for count in range(SUBMISSIONS)]
    besieged = Besieged(var, dice)
    until = time.monotonic() + LONGEST
    began = time.monotonic()
    striker = threading.Thread(target=besieged.strike)
    striker.start()
    try:
        with ThreadPoolExecutor(SENDERS) as pool:
            list(pool.map(lambda form: besieged.send(form, until), forms))
        took = time.monotonic() - began
        besieged.done.set()
        striker.join()
        yield from judged(besieged, forms, took)
    finally:
        besieged.done.set()
        striker.join()
        kill(besieged.server)


def judged(besieged: Besieged, forms: list[dict[str, str]], took: float) -> Iterator[Figure]:
    seen, var = dict(besieged.seen), besieged.var
    kills = f"{besieged.killed['worker']} workers, {besieged.killed['master']} masters"
    # The last blows may find that everything has come in already.
    enough = sum(besieged.killed.values()) >= 10 and besieged.killed["master"] >= 3
    yield Figure("kill -9 while submissions came in", kills, enough)
    yield Figure("submissions sent, attempts", f"{SUBMISSIONS}, {besieged.attempts}", True)
    yield Figure("seconds", f"{took:.1f}", took < LONGEST)
    yield Figure("receipts seen", len(seen), len(seen) == SUBMISSIONS)
    stored = rows(var, STORED)
    kept = {question for question, _count in stored}
    lost = [form["question"] for form in forms if form["token"] in seen and form["question"] not in kept]
    yield Figure("receipts seen without a case", len(lost), not lost)
    twice = [question for question, count in stored if count > 1]
    yield Figure("questions stored twice", len(twice), not twice)
    if besieged.server.poll() is not None:
        besieged.restart()
    address = f"http://127.0.0.1:{besieged.port}"
    opened = sum(answer(address + path)[0] == 200 for path in set(seen.values()))
    yield Figure("receipts that open a case of their own", opened, opened == len(seen))
    again = {form["token"]: receipt(besieged.port, form) for form in forms if form["token"] in seen}
    same = sum(again[token] == path for token, path in seen.items())
    yield Figure("sent once more: the same case", same, same == len(seen))
    letters = number(var, "SELECT COUNT(*) FROM transparency_outgoingmail")
    cases = number(var, "SELECT COUNT(*) FROM transparency_informationrequest")
    yield Figure("cases and receipts in the outbox", f"{cases}, {letters}", cases == letters == len(seen))
    yield integrity(var)
