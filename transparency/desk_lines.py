"""What waits for case handlers, and how the yearly statement stands, on the first page of admin."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone

from sustainability_site.content.counting import counted
from sustainability_site.content.desk import Level, Waiting, on_the_desk
from transparency.case_queue import SHOWN, case_address, outbox_context, queue_counts, written_since_closing
from transparency.case_screen import urgency
from transparency.models import InformationRequest
from transparency.request_wording import beginning
from transparency.yearly import Yearly, yearly

LEVELS = {"late": Level.NOW, "soon": Level.SOON, "calm": Level.CALM}
# Days before 30 June from which the statement is work that waits, and that hurries.
WAITS, HURRIES = 120, 30


@on_the_desk
def case_lines(request: HttpRequest, at: datetime) -> Iterator[Waiting]:
    """Nothing for those who may not see cases."""
    may = ("view", "change")
    if not any(request.user.has_perm(f"transparency.{each}_informationrequest") for each in may):
        return
    queue = reverse("admin:transparency_informationrequest_changelist")
    waiting = InformationRequest.objects.real().open().by_urgency(timezone.localdate(at))
    shown = Counter()
    for case in waiting[:SHOWN]:
        left = urgency(case, at)
        shown[left.level] += 1
        about = f"{left.words} · {beginning(case.question)}"
        yield Waiting(LEVELS[left.level], f"Innsynskrav {case}", case_address(case), about)
    yield from _of_the_queue(queue, shown, at)


def _of_the_queue(queue: str, shown: Counter, at: datetime) -> Iterator[Waiting]:
    """What the cases above do not tell already."""
    numbers, outbox = queue_counts(at), outbox_context(at)
    if (late := numbers["overdue"]) > shown["late"]:
        yield Waiting(Level.NOW, f"{counted(late, 'sak', 'saker')} over fristen", f"{queue}?vis=over")
    if outbox["failed"]:
        yield Waiting(Level.NOW, "Brev er ikke sendt", queue)
    if (near := numbers["in_danger"]) > shown["soon"]:
        words = f"{counted(near, 'sak', 'saker')} med frist i fare"
        yield Waiting(Level.SOON, words, f"{queue}?vis=fare")
    if suspects := numbers["quarantine_count"]:
        words = f"{suspects} mistenkt søppel: se på {'den' if suspects == 1 else 'dem'}"
        yield Waiting(Level.SOON, words, f"{queue}?vis=karantene")
    if letters := outbox["to_post"]:
        yield Waiting(Level.SOON, f"{letters} brev må skrives ut og postlegges", queue)
    if written := written_since_closing(at).count():
        words = f"{counted(written, 'ferdig sak', 'ferdige saker')} der noen har skrevet igjen"
        yield Waiting(Level.SOON, words, queue)
    if numbers["waiting"] > SHOWN:
        words = f"Hele køen: {counted(numbers['waiting'], 'sak venter', 'saker venter')}"
        yield Waiting(Level.CALM, words, queue)


@on_the_desk
def statement_lines(request: HttpRequest, at: datetime) -> Iterator[Waiting]:
    """The days that are left before 30 June, and the deadlines that no statement was made for; for everyone."""
    found = yearly(at=at)
    may = any(request.user.has_perm(f"transparency.{each}_statement") for each in ("view", "change"))
    address = reverse("admin:transparency_statement_changelist") if may else ""
    if not found.any_statement:
        yield Waiting(Level.NOW, "Ingen redegjørelse etter § 5 er publisert her", address)
    elif found.missed:
        days = [f"frist {_in_words(day)}" for day in found.missed]
        listed = " og ".join([", ".join(days[:-1]), days[-1]]) if len(days) > 1 else days[0]
        yield Waiting(Level.NOW, "Perioder uten redegjørelse etter § 5", address, listed)
    yield _next_statement(found, address)


def _next_statement(found: Yearly, address: str) -> Waiting:
    name = f"Redegjørelsen med frist {_in_words(found.deadline)}"
    if found.met:
        return Waiting(Level.AHEAD, name, address, "er publisert")
    left = f"{counted(found.days_left, 'dag', 'dager')} igjen" if found.days_left else "fristen er i dag"
    level = Level.AHEAD if found.days_left > WAITS else Level.SOON
    return Waiting(Level.NOW if found.days_left <= HURRIES else level, name, address, left)


def _in_words(day: date) -> str:
    return formats.date_format(day, "j. F Y")
