"""Readers who ask while an editor publishes: nobody who asks after a publication may get what was there before it."""

import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from gzip import decompress as gunzip
from itertools import cycle
from pathlib import Path

import brotli

from tests.bench.load import Connection, together
from tests.bench.report import Report
from tests.bench.serving import CHECKOUT, Served
from tests.own_var import environment

READERS = 4
REQUESTS_PER_CONNECTION = 7
# The page itself, the menu of another page, the other language, the open data.
PATHS = ("/om/", "/", "/en/about/", "/om.json")
ENCODINGS = {"br": brotli.decompress, "gzip": gunzip, "identity": bytes}
NUMBER = re.compile(rb"Nummer (\d+)")
EDITOR = """
import sys
import django
django.setup()
from django.utils import timezone
from sustainability_site.content.models import Page
from sustainability_site.content.publishing import publish

for line in sys.stdin:
    name = f"Nummer {int(line)}"
    Page.objects.filter(code="about").update(
        title_nb=name, title_en=name, menu_title_nb=name, menu_title_en=name
    )
    publish(Page.objects.get(code="about"), actor="Kari", reason="Prøve", at=timezone.now(), examined=False)
    print(name, flush=True)
"""


class Editor:
    """A process of its own, which publishes when told and says when it is done."""

    def __init__(self, var: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", EDITOR],
            cwd=CHECKOUT,
            env=environment(var),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def publish(self, number: int) -> None:
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == f"Nummer {number}\n", "the editor ended"

    def leave(self) -> None:
        self.process.communicate(timeout=60)


@dataclass
class Readings:
    """What the readers met: how many answers, how many of them 304, and each one that was out of date."""

    wanted: int
    published: int = 0
    answers: int = 0
    unchanged: int = 0
    stale: list[str] = field(default_factory=list)
    numbers_by_tag: dict[str, int] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def note(self, path: str, known: int, number: int, *, unchanged: bool) -> None:
        with self.changed:
            self.answers += 1
            self.unchanged += unchanged
            if number < known:
                self.stale.append(f"{path}: {number} after {known}")
            self.changed.notify_all()


def read_while_published(server: Served, var: Path, *, answers: int, publications: int) -> Readings:
    """`answers` readings spread over the publications; halfway a worker is killed without warning."""
    editor, readings = Editor(var), Readings(answers)
    editor.publish(0)
    readers = threading.Thread(
        target=together, args=(lambda _number: _read(server.port, readings), range(READERS))
    )
    readers.start()
    for number in range(1, publications + 1):
        with readings.changed:
            readings.changed.wait_for(
                lambda due=number * answers // (publications + 1): readings.answers >= due, timeout=120
            )
        editor.publish(number)
        readings.published = number
        if number == (publications + 1) // 2:
            os.kill(server.workers[0], signal.SIGKILL)
    readers.join()
    editor.leave()
    return readings


def _read(port: int, readings: Readings) -> None:
    asked = cycle([(path, encoding) for path in PATHS for encoding in ENCODINGS])
    tags: dict[tuple[str, str], str] = {}
    while readings.answers < readings.wanted:
        try:
            with Connection(port) as connection:
                for _ in range(REQUESTS_PER_CONNECTION):
                    _ask(connection, *next(asked), tags, readings)
        except ConnectionError:
            continue  # that worker was killed


def _ask(connection: Connection, path: str, encoding: str, tags: dict, readings: Readings) -> None:
    known = readings.published
    tag = tags.get((path, encoding), '""')
    answer = connection.get(path, Accept_Encoding=encoding, If_None_Match=tag)
    if answer.status == 304:
        readings.note(path, known, readings.numbers_by_tag[tag], unchanged=True)
        return
    assert answer.status == 200, answer.status
    content = ENCODINGS[answer.headers.get("content-encoding", "identity")](answer.body)
    number = min(map(int, NUMBER.findall(content)))
    tags[path, encoding] = answer.headers["etag"]
    readings.numbers_by_tag[answer.headers["etag"]] = number
    readings.note(path, known, number, unchanged=False)


def measure(report: Report, server: Served, var: Path, *, answers: int, publications: int) -> None:
    readings = read_while_published(server, var, answers=answers, publications=publications)
    report.line(
        f"{readings.answers} answers, {readings.unchanged} of them 304, {readings.published} publications"
    )
    report.at_most("answers older than a publication that had returned", len(readings.stale), 0)
