"""The chain is whole, and what raw SQL does to the record is found."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import QuerySet

from sustainability_site.content.chain import GENESIS, lock_head, metadata, redact, verify
from sustainability_site.content.documents import digest
from sustainability_site.content.models import (
    Card,
    Edition,
    Entry,
    Head,
    Reference,
    SearchText,
)
from sustainability_site.content.publishing import head, schedule, withdraw
from sustainability_site.starter import FOLDER


def sql(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_chain_of_the_starter_content_is_whole(db):
    assert list(verify()) == []
    assert head()[0] == Entry.objects.count() == Edition.objects.count() == len(list(FOLDER.rglob("*.toml")))
    assert Entry.objects.first().previous_hash == GENESIS == "0" * 64


def test_each_entry_holds_the_hash_of_the_one_before(editions):
    entries = list(Entry.objects.select_related("edition"))

    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    assert all(later.previous_hash == earlier.hash for earlier, later in pairwise(entries))
    assert all(digest(metadata(entry)) == entry.hash for entry in entries)
    assert all(digest(entry.edition.document) == entry.document_sha256 for entry in entries)


def test_metadata_covers_everything_and_no_name(editions):
    text = metadata(editions[1].entries.get())

    assert "Kari" not in text
    for part in ('"subject":"page/notice"', '"number":2', '"reason":"Prøve"', '"act":"publish"', '"shape":2'):
        assert part in text


EDITION = {
    "kind": "label",
    "subject": "page/other",
    "number": 7,
    "shape": 3,
    "document": '{"code":"notice","kind":"page","shape":1}',
    "sha256": "a" * 64,
    "moment": "2020-01-01 00:00:00",
    "reason": "Noe annet",
    "actor": "Noen andre",
}
ENTRY = {
    "sequence": 100000,
    "act": "withdraw",
    "edition_id": 1,
    "moment": "2020-01-01 00:00:00",
    "entered_at": "2020-01-01 00:00:00",
    "reason": "Noe annet",
    "actor": "Noen andre",
    "actor_salt": "s",
    "document_sha256": "a" * 64,
    "previous_hash": "b" * 64,
    "hash": "c" * 64,
}


def test_every_column_is_tampered_with_below():
    assert {field.column for field in Edition._meta.fields} == {"id", *EDITION}
    assert {field.column for field in Entry._meta.fields} == set(ENTRY)


@pytest.mark.parametrize("column", EDITION)
def test_edition_tampered_with_is_found_and_named(editions, column):
    sql(f"UPDATE content_edition SET {column} = %s WHERE id = %s", EDITION[column], editions[0].pk)  # noqa: S608
    name = {"number": "page/notice utgave 7", "subject": "page/other utgave 1"}.get(
        column, "page/notice utgave 1"
    )

    faults = list(verify())
    assert faults
    assert all(name in fault for fault in faults), faults


@pytest.mark.parametrize("column", ENTRY)
def test_entry_tampered_with_is_found_and_named(editions, column):
    sequence = editions[0].entries.get().sequence
    sql(f"UPDATE content_entry SET {column} = %s WHERE sequence = %s", ENTRY[column], sequence)  # noqa: S608

    faults = list(verify())
    assert any(f"nnføring {sequence}" in fault or f"nnføring {sequence + 1} " in fault for fault in faults), (
        faults
    )
    assert len(faults) <= 6


def test_document_and_its_hash_tampered_with_together_are_found(editions):
    forged = editions[0].document.replace("brødtekst", "løgn").replace("Første", "Annen")
    sql(
        "UPDATE content_edition SET document = %s, sha256 = %s WHERE id = %s",
        forged,
        digest(forged),
        editions[0].pk,
    )
    sequence = editions[0].entries.get().sequence

    assert list(verify()) == [
        f"page/notice utgave 1 har en annen hash enn den som er ført i innføring {sequence}."
    ]


def test_one_sign_changed_in_a_document_is_found(editions):
    sql("UPDATE content_edition SET document = document || ' ' WHERE id = %s", editions[1].pk)

    assert list(verify()) == ["Dokumentet i page/notice utgave 2 er endret."]


def test_emptied_edition_without_a_redaction_is_found(editions):
    sql("UPDATE content_edition SET document = '' WHERE id = %s", editions[0].pk)

    assert list(verify()) == ["page/notice utgave 1 er tømt uten at sladding er ført."]


def test_redaction_is_no_fault_and_is_told(editions, now, capsys):
    document = editions[0].document
    redact(editions[0], ground="Personopplysning", actor="Kari", at=now)

    assert list(verify()) == []
    call_command("verify_editions")
    told = capsys.readouterr().out
    assert f"page/notice utgave 1 er sladdet {now:%Y-%m-%d} av Kari: Personopplysning" in told
    assert f"Kjeden er hel: {head()[0]} innføringer, siste hash {head()[1]}." in told
    sql("UPDATE content_edition SET document = %s WHERE id = %s", document, editions[0].pk)
    assert list(verify()) == ["page/notice utgave 1 er sladdet, men har likevel et dokument."]


def test_command_fails_and_says_which(editions):
    sql("UPDATE content_edition SET reason = 'x' WHERE id = %s", editions[0].pk)
    sequence = editions[0].entries.get().sequence

    with pytest.raises(
        CommandError, match=f"page/notice utgave 1 har andre opplysninger enn innføring {sequence}"
    ):
        call_command("verify_editions")


def test_deleted_entry_is_found(editions):
    sequence = editions[0].entries.get().sequence
    sql("DELETE FROM content_entry WHERE sequence = %s", sequence)

    assert list(verify()) == [
        f"Innføring {sequence} mangler.",
        f"Innføring {sequence + 1} bygger ikke på innføringen foran.",
        "page/notice utgave 1 er ikke ført i kjeden.",
    ]


def test_several_deleted_entries_are_told_as_one_gap(editions):
    last = head()[0]
    sql("DELETE FROM content_entry WHERE sequence > 3 AND sequence < %s", last)

    faults = list(verify())
    assert faults[0] == f"Innføringene 4 til {last - 1} mangler."
    assert faults.count("page/notice utgave 1 er ikke ført i kjeden.") == 1


def test_deleted_last_entry_is_found(editions):
    sequence = head()[0]
    sql("DELETE FROM content_entry WHERE sequence = %s", sequence)

    assert list(verify()) == [
        "page/notice utgave 2 er ikke ført i kjeden.",
        f"Kjeden slutter ved innføring {sequence - 1}, men hodet peker på {sequence}.",
    ]


def test_deleted_edition_is_found(editions):
    sequence = editions[0].entries.get().sequence
    with connection.constraint_checks_disabled():
        sql("PRAGMA defer_foreign_keys = ON")
        for table in ("card", "reference", "searchtext"):
            sql(f"DELETE FROM content_{table} WHERE edition_id = %s", editions[0].pk)  # noqa: S608
        sql("DELETE FROM content_edition WHERE id = %s", editions[0].pk)
        found = list(verify())
        transaction.set_rollback(True)

    assert found == [f"Utgaven som innføring {sequence} gjelder, er slettet."]


def test_edition_slipped_in_is_found(editions):
    sql(
        "INSERT INTO content_edition (kind, subject, number, shape, document, sha256, moment, reason, actor) "
        "SELECT kind, subject, 3, shape, document, sha256, moment, reason, actor FROM content_edition WHERE id = %s",
        editions[0].pk,
    )

    assert list(verify()) == ["page/notice utgave 3 er ikke ført i kjeden."]


def test_head_moved_or_gone_is_found(editions):
    length, _newest = head()
    Head.objects.update(sequence=3)
    assert list(verify()) == [f"Kjeden slutter ved innføring {length}, men hodet peker på 3."]
    Head.objects.all().delete()
    assert list(verify()) == [f"Kjeden slutter ved innføring {length}, men hodet peker på None."]


def test_scheduled_edition_tampered_with_is_found(notice, now):
    edition = schedule(notice, actor="Kari", reason="Prøve", moment=now + timedelta(hours=1), at=now)
    assert list(verify()) == []
    sql("UPDATE content_edition SET subject = 'page/other' WHERE id = %s", edition.pk)

    assert list(verify()) == [
        "page/other utgave (planlagt) har en annen type, kode eller form enn dokumentet."
    ]


def test_withdrawal_is_an_entry_of_its_own(editions, notice, now):
    entry = withdraw(notice, actor="Kari", reason="Utdatert", at=now)

    assert (entry.act, entry.edition, entry.document_sha256) == ("withdraw", editions[1], editions[1].sha256)
    assert list(verify()) == []


def test_empty_record_is_whole(db):
    for model in (SearchText, Card, Reference, Entry, Edition):
        QuerySet(model).delete()
    Head.objects.all().delete()

    assert list(verify()) == []
    assert head() == (0, GENESIS)


@pytest.mark.django_db(transaction=True)
def test_head_is_locked_inside_a_transaction_only():
    with pytest.raises(transaction.TransactionManagementError):
        lock_head()
