"""Atom feeds of what changed, when and why: every edition in force and every withdrawal, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from sustainability_site.content.addresses import archive_path
from sustainability_site.content.models import Card, Entry
from sustainability_site.content.reading import changes, surroundings

MOST_ITEMS = 50
# XML 1.0 has no way to write these.
UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


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
        if self.act == Entry.Act.WITHDRAW:
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
    def path(self) -> str:
        number = self.card.edition.number
        return archive_path(self.card.path, number) if number else self.card.path

    @property
    def identity(self) -> str:
        """A tag URI (RFC 4151): the same for ever, though the page's address may change."""
        host, subject = urlsplit(settings.SITE_URL).hostname, self.card.edition.subject
        moment = self.moment.astimezone(timezone.get_default_timezone())
        return f"tag:{host},{moment:%Y-%m-%d}:{subject}/{self.act}/{moment:%H%M%S.%f}/{self.card.language}"


def feed_of(
    request: HttpRequest, *, name: str, title: str, above: str, kinds: Iterable[str] | None = None
) -> HttpResponse:
    """The Atom feed at the URL name `name`: changes of `kinds`, or of all; `above` is the path of the page it is about."""
    language, at = request.LANGUAGE_CODE, timezone.now()
    organisation = surroundings(language, at).frame.organisation
    document = _atom(
        changes_of(language, at, kinds),
        organisation.name if organisation else "",
        language,
        title=title,
        above=above,
        own=reverse(name),
    )
    return HttpResponse(document, content_type="application/atom+xml; charset=utf-8")


def changes_of(language: str, at: datetime, kinds: Iterable[str] | None = None) -> list[Change]:
    known = changes(language, at)
    if kinds is not None:
        known = known.filter(edition__kind__in=tuple(kinds))
    published = _with_entry(known, Entry.Act.PUBLISH)[:MOST_ITEMS]
    withdrawn = _withdrawn(known, at)[:MOST_ITEMS]
    acts = [
        Change(card, Entry.Act.PUBLISH, card.edition.moment, card.edition.reason, card.entry_hash)
        for card in published
    ]
    acts += [
        Change(card, Entry.Act.WITHDRAW, card.moment, card.reason, card.entry_hash) for card in withdrawn
    ]
    return sorted(acts, key=lambda change: change.moment, reverse=True)[:MOST_ITEMS]


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


def _atom(acts: list[Change], publisher: str, language: str, *, title: str, above: str, own: str) -> str:
    site, publisher = settings.SITE_URL, publisher.translate(UNWRITABLE)
    document = Atom1Feed(
        title=f"{title} – {publisher}" if publisher else title,
        link=f"{site}{above}",
        description="",
        language=language,
        author_name=publisher or title,
        feed_url=f"{site}{own}",
        feed_guid=f"{site}{own}",
    )
    for change in acts:
        document.add_item(
            title=change.title.translate(UNWRITABLE),
            link=f"{site}{change.path}",
            description=change.description.translate(UNWRITABLE),
            unique_id=change.identity,
            pubdate=change.moment,
            updateddate=change.moment,
        )
    return document.writeString("utf-8")
