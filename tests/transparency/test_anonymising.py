import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import connection
from pytest_django import Settings

from sustainability_site.content import deeds, working_copy
from tests.transparency.cases import HANDLER, RECEIVED, kinds, newest_letter, oslo, received, refused
from transparency import anonymising, casework, outbox, tokens
from transparency.models import InformationRequest, PublicAnswer
from transparency.models.request_rows import private_storage
from transparency.request_enums import Status

MARKER = "marker7c1f"
TWO_YEARS_LATER = oslo(2028, 5, 1)


@pytest.fixture
def own_files(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    settings.EMAIL_BACKEND, settings.MAIL_DELIVERY = "transparency.mail_files.EmailBackend", "files"
    return tmp_path


def told_everywhere() -> InformationRequest:
    """A case with the marker in everything that anyone may write."""
    case = received(
        question=f"Q {MARKER}", email=f"{MARKER}@example.com", name=f"N {MARKER}", suspicion=MARKER
    )
    act = {"request": case, "actor": HANDLER, "at": RECEIVED}
    casework.release(**act)
    casework.split_into_parts(**act, texts=[f"1 {MARKER}", f"2 {MARKER}"])
    casework.ask_to_clarify(**act, message=f"C {MARKER}", once="once")
    casework.add_message(request=case, text=f"M {MARKER}", at=RECEIVED)
    casework.extend(**act, reason=f"E {MARKER}", expected_on=date(2026, 5, 4))
    pdf = ContentFile(f"%PDF-1.7 {MARKER} %%EOF".encode(), name=f"{MARKER}.pdf")
    files = casework.attach(**act, file=pdf).attachments.all()
    first, second = case.parts.all()
    casework.answer(**act, parts=[first], text=f"A {MARKER}", attachments=files)
    casework.refuse(**act, parts=[second], ground="a-vague", known_harm=False, text=f"R {MARKER}")
    casework.ask_for_reasons(request=case, message=f"W {MARKER}", at=RECEIVED)
    casework.give_reasons(**act, text=f"G {MARKER}")
    casework.reopen(**act, reason=f"O {MARKER}")
    casework.withdraw(**act, reason=f"D {MARKER}")
    outbox.send_due(at=RECEIVED)
    _published_and_reworded(case)
    return case


def _published_and_reworded(case: InformationRequest) -> None:
    answer = PublicAnswer.objects.create(
        code="cobalt",
        title_nb="Kobolt",
        slug_nb="kobolt",
        question_nb=f"P {MARKER}",
        answer_nb="<p>Svar</p>",
        answered_on=date(2026, 4, 1),
        case_number=case.number,
    )
    working_copy.remember(answer, actor=HANDLER, at=RECEIVED)
    editor = User.objects.create(username="eva")
    LogEntry.objects.log_actions(editor.pk, [answer], ADDITION)
    deeds.enter(deeds.Deed.PLANNED, answer, user=editor, words=f" til i morgen: B {MARKER}")
    LogEntry.objects.update(object_repr=f"T {MARKER}")
    answer.question_nb = "Hvor kommer kobolten fra?"
    answer.save()
    working_copy.remember(answer, actor=HANDLER, at=RECEIVED)


def places_with(marker: str) -> Iterator[str]:
    """Every column of every table, and every file."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name = connection.ops.quote_name(column.name)
                cursor.execute(
                    f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)} "  # noqa: S608
                    f"WHERE CAST({name} AS TEXT) LIKE %s",
                    [f"%{marker}%"],
                )
                if cursor.fetchone()[0]:
                    yield f"{table}.{column.name}"
    for path in site_settings.VAR.rglob("*"):
        if path.is_file() and (marker in path.name or marker.encode() in path.read_bytes()):
            yield path.parent.name


def test_marker_is_found_in_no_table_and_no_file(
    db: None, own_files: Path, django_capture_on_commit_callbacks: Callable
) -> None:
    case = told_everywhere()
    assert set(places_with(MARKER)) == {
        "attachments",
        "content_draft.document",
        "django_admin_log.change_message",
        "django_admin_log.object_repr",
        "mail",
        "transparency_attachment.name",
        "transparency_informationrequest.email",
        "transparency_informationrequest.name",
        "transparency_informationrequest.question",
        "transparency_informationrequest.suspicion",
        "transparency_outgoingmail.body",
        "transparency_outgoingmail.to",
        "transparency_requestevent.text",
        "transparency_requestpart.text",
    }
    before = list(case.events.values_list("kind", "at", "details"))
    secret = tokens.token_of(case)
    with django_capture_on_commit_callbacks(execute=True):
        casework.anonymise(request=case, at=TWO_YEARS_LATER)
    assert list(places_with(MARKER)) == []
    assert list(case.events.values_list("kind", "at", "details"))[:-1] == before
    assert kinds(case)[-1] == "anonymised"
    assert (case.number, case.received_on, case.expected_on) == (
        "2026-0001",
        date(2026, 3, 12),
        date(2026, 5, 4),
    )
    assert case.mail.count() == 8
    assert (tokens.find(secret), tokens.token_of(case)) == (None, "")


def bytes_of(database: Path) -> bytes:
    """Read by another process. Whoever closes a file gives up every lock that its process holds on it, SQLite's too."""
    program = "import sys, pathlib; sys.stdout.buffer.write(pathlib.Path(sys.argv[1]).read_bytes())"
    return subprocess.run([sys.executable, "-c", program, database], capture_output=True, check=True).stdout


def test_marker_is_gone_from_the_bytes_of_the_database(committing_db: None, own_files: Path) -> None:
    case = told_everywhere()
    database = Path(connection.settings_dict["NAME"])
    assert anonymising.anonymise_old(at=TWO_YEARS_LATER, months=24) == 1
    connection.close()
    files = [database, database.with_name(f"{database.name}-wal")]
    assert [path.name for path in files if path.exists() and MARKER.encode() in bytes_of(path)] == []
    assert InformationRequest.objects.get(pk=case.pk).anonymised_on == date(2028, 5, 1)
    assert [path.name for path in (own_files / "mail").iterdir()] == []


def test_anonymised_case_can_not_be_changed(db: None) -> None:
    case = refused(received(), RECEIVED)
    casework.anonymise(request=case, at=TWO_YEARS_LATER)
    for act in (
        lambda: casework.add_message(request=case, text="Hei", at=TWO_YEARS_LATER),
        lambda: casework.reopen(request=case, actor=HANDLER, at=TWO_YEARS_LATER, reason="Hei"),
        lambda: casework.anonymise(request=case, at=TWO_YEARS_LATER),
    ):
        with pytest.raises(casework.CaseworkRefused, match="anonymisert"):
            act()
    assert case.status == Status.ANSWERED
    assert newest_letter(case).body == ""


def test_case_that_is_owed_something_is_not_anonymised(db: None) -> None:
    waiting = received()
    owed = refused(received(question="Noe annet?"), RECEIVED)
    casework.ask_for_reasons(request=owed, at=RECEIVED)
    for case in (waiting, owed):
        with pytest.raises(casework.CaseworkRefused, match="ikke ferdig"):
            casework.anonymise(request=case, at=TWO_YEARS_LATER)
    assert anonymising.anonymise_old(at=TWO_YEARS_LATER, months=24) == 0


def test_old_cases_are_anonymised_on_their_day(db: None) -> None:
    case = refused(received(), RECEIVED)
    assert anonymising.anonymised_from(case.closed_on, months=24) == date(2028, 3, 12)
    assert anonymising.anonymise_old(at=oslo(2028, 3, 11, 23, 59), months=24) == 0
    assert anonymising.anonymise_old(at=oslo(2028, 3, 12, 0, 1), months=24) == 1
    assert anonymising.anonymise_old(at=oslo(2028, 3, 12, 0, 1), months=24) == 0


def test_sweep_deletes_strays_and_keeps_what_is_in_use(db: None, own_files: Path) -> None:
    case = received()
    event = casework.attach(
        request=case, file=ContentFile(b"%PDF-1.7 %%EOF", name="a.pdf"), actor=HANDLER, at=RECEIVED
    )
    stray = private_storage().save("stray.pdf", ContentFile(b"%PDF-"))
    outbox.send_due(at=RECEIVED)
    assert anonymising.sweep(at=oslo(2020, 1, 1)) == 0
    assert anonymising.sweep(at=oslo(2040, 1, 1)) == 1
    assert not private_storage().exists(stray)
    assert private_storage().exists(event.attachments.get().file.name)
    assert len(list((own_files / "mail").iterdir())) == 1
