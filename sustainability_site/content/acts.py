"""What changed, when and why: every edition in force and every withdrawal, newest first."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from sustainability_site.content.addresses import archive_path, changes_path
from sustainability_site.content.models import Card, Entry


@dataclass(frozen=True)
class Change:
    """One act on one page: an edition came into force, or was withdrawn."""

    card: Card
    act: str
    moment: datetime
    reason: str
    hash: str | None

    @property
    def title(self) -> str:
        if self.withdrawn:
            return _("{title}: trukket tilbake").format(title=self.card.title)
        if self.card.edition.number is None:
            return self.card.title
        return _("{title}: utgave {number}").format(title=self.card.title, number=self.card.edition.number)

    @property
    def description(self) -> str:
        reason = _("Begrunnelse: {reason}").format(reason=self.reason)
        if not self.hash:
            return reason
        checksum = _("Innføringens kontrollsum: {hash}").format(hash=self.hash)
        return f"{reason}\n{checksum}"

    @property
    def withdrawn(self) -> bool:
        return self.act == Entry.Act.WITHDRAW

    @property
    def compared_at(self) -> str:
        """Where the edition is laid beside the one before it; "" where there is none, or nothing new to lay there."""
        number = self.card.edition.number
        return "" if self.withdrawn or not number or number == 1 else changes_path(self.card.path, number)

    @property
    def path(self) -> str:
        number = self.card.edition.number
        return archive_path(self.card.path, number) if number else self.card.path

    @property
    def identity(self) -> str:
        """A tag URI (RFC 4151): the same for ever, though the page's address may change."""
        host, subject = urlsplit(settings.SITE_URL).hostname, self.card.edition.subject
        moment = self.moment.astimezone(timezone.get_default_timezone())
        return f"tag:{host},{moment:%Y-%m-%d}:{subject}/{self.act}/{moment:%H%M%S.%f}/{self.card.language}"


def newest(known: QuerySet[Card], at: datetime, *, most: int) -> list[Change]:
    """The acts on the editions of `known`, which are as reading.changes() gives them."""
    published = _with_entry(known, Entry.Act.PUBLISH)[:most]
    withdrawn = _withdrawn(known, at)[:most]
    acts = [
        Change(card, Entry.Act.PUBLISH, card.edition.moment, card.edition.reason, card.entry_hash)
        for card in published
    ]
    acts += [
        Change(card, Entry.Act.WITHDRAW, card.moment, card.reason, card.entry_hash) for card in withdrawn
    ]
    return sorted(acts, key=lambda change: change.moment, reverse=True)[:most]


def number_of(known: QuerySet[Card], at: datetime) -> int:
    return known.count() + _withdrawn(known, at).count()


def _with_entry(cards: QuerySet[Card], act: str) -> QuerySet[Card]:
    entries = Entry.objects.filter(edition=OuterRef("edition"), act=act).order_by("sequence")
    return cards.annotate(entry_hash=Subquery(entries.values("hash")[:1], output_field=CharField()))


def _withdrawn(known: QuerySet[Card], at: datetime) -> QuerySet[Card]:
    withdrawals = known.filter(edition__entries__act=Entry.Act.WITHDRAW, edition__entries__moment__lte=at)
    return withdrawals.annotate(
        moment=F("edition__entries__moment"),
        reason=F("edition__entries__reason"),
        entry_hash=F("edition__entries__hash"),
    ).order_by("-moment")
