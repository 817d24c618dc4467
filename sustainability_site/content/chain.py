"""The chain over the whole site: each entry hashes a document, its metadata and the entry before.

It proves that nothing entered was changed, left out or put in afterwards by anyone who does not also hold
every receipt of an earlier head. It does not prove that what was published is true.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import models, transaction
from django.utils.crypto import get_random_string

from sustainability_site.content import agreements
from sustainability_site.content.documents import digest
from sustainability_site.content.models import Draft, Edition, Entry, Head, publishable_models

GENESIS = "0" * 64


def lock_head() -> Head:
    """The head row, locked until the surrounding transaction ends: publications happen one at a time."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("The chain is written inside a transaction.")
    Head.objects.get_or_create(pk=1, defaults={"sequence": 0, "hash": GENESIS})
    return Head.objects.select_for_update().get(pk=1)


def metadata(entry: Entry) -> str:
    """What an entry's hash covers, as canonical JSON. The actor is covered by a salted hash, not by name."""
    return json.dumps(
        {
            "sequence": entry.sequence,
            "act": entry.act,
            "subject": entry.edition.subject,
            "number": entry.edition.number,
            "shape": entry.edition.shape,
            "moment": _instant(entry.moment),
            "entered_at": _instant(entry.entered_at),
            "reason": entry.reason,
            "actor": digest(entry.actor_salt + entry.actor),
            "document": entry.document_sha256,
            "previous": entry.previous_hash,
        },
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def enter(
    head: Head, *, act: Entry.Act, edition: Edition, moment: datetime, at: datetime, reason: str, actor: str
) -> Entry:
    """Add one entry after the locked `head`, which moves with it."""
    entry = Entry(
        sequence=head.sequence + 1,
        act=act,
        edition=edition,
        moment=moment,
        entered_at=at,
        reason=reason,
        actor=actor,
        actor_salt=get_random_string(32),
        document_sha256=edition.sha256,
        previous_hash=head.hash,
    )
    entry.hash = digest(metadata(entry))
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.latest_moment = max(moment, head.latest_moment or moment)
    head.save()
    return entry


def enter_edition(head: Head, edition: Edition, *, at: datetime) -> Edition:
    """Draw the edition's number and enter it as published from its own moment."""
    newest = Edition.objects.filter(subject=edition.subject).aggregate(newest=models.Max("number"))["newest"]
    edition.number = (newest or 0) + 1
    unguarded(Edition).filter(pk=edition.pk).update(number=edition.number)
    enter(
        head,
        act=Entry.Act.PUBLISH,
        edition=edition,
        moment=edition.moment,
        at=at,
        reason=edition.reason,
        actor=edition.actor,
    )
    return edition


def enter_due(head: Head, *, at: datetime) -> int:
    """Enter every scheduled edition whose moment has passed, in the order of their moments."""
    due = list(Edition.objects.scheduled().in_force(at).order_by("moment", "pk"))
    for edition in due:
        enter_edition(head, edition, at=at)
    return len(due)


def unguarded(model: type[models.Model]) -> models.QuerySet:
    """The way past the guard, for the three changes that the rules of the record allow:
    drawing a number, cancelling what is only scheduled, and redaction."""
    return models.QuerySet(model)


class RedactionRefused(ValueError):
    """The edition can't be redacted as things stand; the message says what to do, in Norwegian."""


def redact(edition: Edition, *, ground: str, actor: str, at: datetime) -> Entry:
    """Blank an edition's document and what was derived from it; its hash and this entry remain.

    The words of the object's older drafts go as well, and what they say of its translations, since they may hold the same words. Raises RedactionRefused while
    the edition is live or scheduled, and when it has been done.
    """
    with transaction.atomic():
        head = lock_head()
        enter_due(head, at=at)
        edition.refresh_from_db()
        if edition.number is None:
            raise RedactionRefused("Utgaven er planlagt. Avlys den; da blir den borte.")
        if edition.redacted:
            raise RedactionRefused("Utgaven er sladdet fra før.")
        if Edition.objects.live(at).filter(pk=edition.pk).exists():
            raise RedactionRefused(
                "Utgaven er synlig nå. Publiser en rettet utgave eller trekk siden tilbake først."
            )
        unguarded(Edition).filter(pk=edition.pk).update(document="")
        for derived in (edition.search_texts, edition.references):
            unguarded(derived.model).filter(edition=edition).delete()
        cards = unguarded(edition.cards.model).filter(edition=edition)
        cards.update(title="Sladdet", lead="", facts={}, fallback=[])
        _forget_older_drafts(edition)
        agreements.forget(edition.subject)
        edition.refresh_from_db()
        return enter(
            head, act=Entry.Act.REDACT, edition=edition, moment=at, at=at, reason=ground, actor=actor
        )


def _forget_older_drafts(edition: Edition) -> None:
    """Without their words those stay that tell four eyes who has had a hand in what is published next."""
    drafts = Draft.objects.filter(subject=edition.subject)
    older = drafts.exclude(pk__in=list(drafts.values_list("pk", flat=True)[:1]))
    if publishable_models()[edition.kind].four_eyes:
        older.update(document="")
    else:
        older.delete()


def verify() -> Iterator[str]:
    """One Norwegian sentence per fault in the record; nothing when all is as it was written."""
    previous, sequence, acts = GENESIS, 0, set()
    editions = models.Prefetch("edition", Edition.objects.defer("document"))
    for entry in Entry.objects.order_by("sequence").prefetch_related(editions).iterator(chunk_size=500):
        if entry.sequence > sequence + 1:
            yield _missing(sequence + 1, entry.sequence - 1)
        if entry.previous_hash != previous:
            yield f"Innføring {entry.sequence} bygger ikke på innføringen foran."
        yield from _faults_in_entry(entry)
        previous, sequence = entry.hash, entry.sequence
        acts.add((entry.act, entry.edition_id))
    yield from _faults_in_editions(acts)
    head = Head.objects.filter(pk=1).values_list("sequence", "hash").first()
    if (head or (0, GENESIS)) != (sequence, previous):
        yield f"Kjeden slutter ved innføring {sequence}, men hodet peker på {head and head[0]}."


def _missing(first: int, last: int) -> str:
    return f"Innføring {first} mangler." if first == last else f"Innføringene {first} til {last} mangler."


def _faults_in_entry(entry: Entry) -> Iterator[str]:
    edition = getattr(entry, "edition", None)
    if edition is None:
        yield f"Utgaven som innføring {entry.sequence} gjelder, er slettet."
        return
    if digest(metadata(entry)) != entry.hash:
        yield f"Innføring {entry.sequence} ({edition}) er endret."
    if entry.document_sha256 != edition.sha256:
        yield f"{edition} har en annen hash enn den som er ført i innføring {entry.sequence}."
    told = (edition.moment, edition.reason, edition.actor)
    if entry.act == Entry.Act.PUBLISH and told != (entry.moment, entry.reason, entry.actor):
        yield f"{edition} har andre opplysninger enn innføring {entry.sequence}."


def _faults_in_editions(acts: set[tuple[str, int]]) -> Iterator[str]:
    for edition in Edition.objects.order_by("pk").iterator(chunk_size=500):
        redacted = (Entry.Act.REDACT, edition.pk) in acts
        if edition.number is not None and (Entry.Act.PUBLISH, edition.pk) not in acts:
            yield f"{edition} er ikke ført i kjeden."
        if edition.redacted and not redacted:
            yield f"{edition} er tømt uten at sladding er ført."
        elif redacted and not edition.redacted:
            yield f"{edition} er sladdet, men har likevel et dokument."
        elif not redacted and digest(edition.document) != edition.sha256:
            yield f"Dokumentet i {edition} er endret."
        elif not redacted and _described(edition) != (edition.kind, edition.subject, edition.shape):
            yield f"{edition} har en annen type, kode eller form enn dokumentet."


def _described(edition: Edition) -> tuple[str, str, int]:
    document = json.loads(edition.document)
    return document["kind"], f"{document['kind']}/{document['code']}", document["shape"]


def redactions() -> Iterator[str]:
    """One Norwegian sentence per redaction: what is rightly missing, and on what ground."""
    for entry in Entry.objects.filter(act=Entry.Act.REDACT).select_related("edition"):
        yield f"{entry.edition} er sladdet {entry.moment:%Y-%m-%d} av {entry.actor}: {entry.reason}"
