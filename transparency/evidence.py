"""The record of statements laid open: every entry of the chain about them, and whether all of it still adds up.

Checked at the moment of reading: the links of the whole chain from their metadata alone, and the documents of
the statements. The documents of other pages are left to `manage.py verify_editions`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.chain import GENESIS, metadata
from sustainability_site.content.documents import digest
from sustainability_site.content.models import Card, Edition, Entry, Head
from transparency.models import Statement

ACTS: dict[str, str | Promise] = {
    Entry.Act.PUBLISH: pgettext_lazy("act in the record", "publisert"),
    Entry.Act.WITHDRAW: pgettext_lazy("act in the record", "trukket tilbake"),
    Entry.Act.REDACT: pgettext_lazy("act in the record", "sladdet"),
}


@dataclass
class Evidence:
    """`entries` are those about statements, the oldest first, their editions with documents; `lines` are all of
    the chain as (what the hash covers, the hash). `faults` are sentences in the active language."""

    entries: list[Entry] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    head: tuple[int, str] = (0, GENESIS)

    @property
    def editions(self) -> list[Edition]:
        """Every edition of a statement once, redacted ones included."""
        return list({entry.edition_id: entry.edition for entry in self.entries}.values())

    @property
    def documents(self) -> int:
        return sum(not edition.redacted for edition in self.editions)


def statement_cards(*, at: datetime, languages: tuple[str, ...] = LANGUAGES) -> list[Card]:
    """The cards of every edition of a statement in force, with their editions and documents. One query."""
    cards = Card.objects.filter(
        edition__kind=Statement.kind, edition__moment__lte=at, language__in=languages
    ).exclude(path="")
    return list(cards.select_related("edition").order_by("edition__subject", "edition__moment", "language"))


def gather(cards: list[Card]) -> Evidence:
    """The whole chain, read in two queries, and the statements of `cards` in it, checked."""
    evidence = Evidence()
    statements = {card.edition_id: card.edition for card in cards}
    previous = GENESIS
    redacted = set()
    for sequence, entry in enumerate(_chain(), 1):
        text = metadata(entry)
        evidence.lines.append((text, entry.hash))
        evidence.faults += _faults_in_link(entry, text, sequence=sequence, previous=previous)
        previous = entry.hash
        if entry.act == Entry.Act.REDACT:
            redacted.add(entry.edition_id)
        if entry.edition_id in statements:
            entry.edition = statements[entry.edition_id]
            evidence.entries.append(entry)
    head = Head.objects.values_list("sequence", "hash").filter(pk=1).first()
    evidence.head = head or evidence.head
    if evidence.head != (len(evidence.lines), previous):
        evidence.faults.append(_("Kjeden slutter et annet sted enn der registeret sier at den slutter."))
    for edition in evidence.editions:
        evidence.faults += _faults_in_document(edition, redacted=edition.pk in redacted)
    return evidence


def _chain() -> Iterator[Entry]:
    entries = Entry.objects.order_by("sequence").select_related("edition").defer("edition__document")
    return entries.iterator(chunk_size=2_000)


def _faults_in_link(entry: Entry, text: str, *, sequence: int, previous: str) -> Iterator[str]:
    if entry.sequence != sequence or entry.previous_hash != previous:
        yield _("Innføring {sequence} følger ikke den foran.").format(sequence=entry.sequence)
    if digest(text) != entry.hash:
        yield _("Innføring {sequence} er endret.").format(sequence=entry.sequence)
    if entry.edition.sha256 != entry.document_sha256:
        yield _("Innføring {sequence} gjelder et annet dokument enn utgaven har.").format(
            sequence=entry.sequence
        )


def _faults_in_document(edition: Edition, *, redacted: bool) -> Iterator[str]:
    names = {"period": edition.code, "number": edition.number}
    if edition.redacted and not redacted:
        yield _("Dokumentet i {period}, utgave {number}, er borte.").format(**names)
    elif not edition.redacted and digest(edition.document) != edition.sha256:
        yield _("Dokumentet i {period}, utgave {number}, er endret.").format(**names)
