"""Several processes that publish at once, on a database in a file."""

import os
import subprocess
import sys
import textwrap

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from sustainability_site.content.chain import verify
from sustainability_site.content.models import Card, Edition, Entry, Head, Page, Reference, SearchText
from sustainability_site.content.publishing import head, publish

ROUNDS = 10
PUBLISHER = """
    import sys
    import django
    django.setup()
    from django.utils import timezone
    from sustainability_site.content.models import Page
    from sustainability_site.content.publishing import publish
    from sustainability_site.content.shelving import PublicationRefused

    name, code = sys.argv[1:]
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range({rounds}):
        Page.objects.filter(code=code).update(title_nb=f"{{name}} {{number}}")
        try:
            edition = publish(Page.objects.get(code=code), actor=name, reason="Samtidig", at=timezone.now())
            print(edition.number)
        except PublicationRefused as refusal:
            print(*refusal.messages)
"""
KILLED = """
    import os
    import django
    django.setup()
    from django.db import transaction
    from django.utils import timezone
    from sustainability_site.content.models import Page
    from sustainability_site.content.publishing import publish

    with transaction.atomic():
        publish(Page.objects.get(code="first"), actor="A", reason="Avbrutt", at=timezone.now())
        os._exit(9)
"""


def started(program: str, *arguments: str) -> subprocess.Popen:
    """A process of its own on the test's database."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "sustainability_site.settings",
        "DATABASE_URL": f"sqlite:///{settings.DATABASES['default']['NAME']}",
    }
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *arguments],
        cwd=settings.CHECKOUT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def publish_at_once(*acts: tuple[str, str]) -> list[list[str]]:
    """One process per (name, code), let go at the same moment; the lines that each printed."""
    processes = [started(PUBLISHER.format(rounds=ROUNDS), *act) for act in acts]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * len(acts)
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    printed = [process.communicate(timeout=60)[0].splitlines() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(acts)
    return printed


def page(code: str) -> Page:
    return Page.objects.create(code=code, title_nb=code, slug_nb=code, slug_en=code)


def test_two_processes_that_publish_at_once_keep_one_unbroken_chain(committing_db):
    page("first"), page("second")
    length, _newest = head()
    answers = publish_at_once(("A", "first"), ("B", "second"))

    assert answers == [[str(number) for number in range(1, ROUNDS + 1)]] * 2
    entries = Entry.objects.filter(sequence__gt=length)
    assert [entry.sequence for entry in entries] == list(range(length + 1, length + 1 + 2 * ROUNDS))
    assert sorted(entry.actor for entry in entries) == ["A"] * ROUNDS + ["B"] * ROUNDS
    assert list(verify()) == []


def test_two_processes_that_publish_the_same_object_draw_each_number_once(committing_db):
    page("first")
    answers = publish_at_once(("A", "first"), ("B", "first"))
    numbers = sorted(int(line) for line in [*answers[0], *answers[1]] if line.isdecimal())
    refusals = [line for line in [*answers[0], *answers[1]] if not line.isdecimal()]

    assert numbers == list(range(1, len(numbers) + 1))
    assert all("Ingenting er endret siden utgave" in line for line in refusals)
    assert len(numbers) + len(refusals) == 2 * ROUNDS
    editions = list(Edition.objects.filter(subject="page/first").order_by("number"))
    assert [edition.moment for edition in editions] == sorted(edition.moment for edition in editions)
    assert Edition.objects.filter(subject="page/first").live(timezone.now()).get() == editions[-1]
    assert list(verify()) == []


def test_first_entry_of_an_empty_record_needs_no_head(committing_db):
    for model in (SearchText, Card, Reference, Entry, Edition):
        QuerySet(model).delete()
    Head.objects.all().delete()
    page("first"), page("second")
    publish_at_once(("A", "first"), ("B", "second"))

    assert head()[0] == 2 * ROUNDS
    assert Head.objects.count() == 1
    assert list(verify()) == []


def test_writer_that_is_killed_leaves_the_chain_whole(committing_db):
    page("first")
    before = head()
    killed = started(KILLED)
    killed.communicate(timeout=60)

    assert killed.returncode == 9
    assert head() == before
    assert not Edition.objects.filter(subject="page/first").exists()
    edition = publish(Page.objects.get(code="first"), actor="B", reason="x", at=timezone.now())
    assert (edition.number, head()[0]) == (1, before[0] + 1)
    assert list(verify()) == []
