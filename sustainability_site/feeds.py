"""What changed on the site, when and why: every edition in force and every withdrawal, newest first."""

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
from django.views.decorators.http import require_safe

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


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    language, at = request.LANGUAGE_CODE, timezone.now()
    organisation = surroundings(language, at).frame.organisation
    document = atom(changes_of_all_kinds(language, at), organisation.name if organisation else "", language)
    return HttpResponse(document, content_type="application/atom+xml; charset=utf-8")


def changes_of_all_kinds(language: str, at: datetime) -> list[Change]:
    published = _with_entry(changes(language, at), Entry.Act.PUBLISH)[:MOST_ITEMS]
    withdrawn = _withdrawn(language, at)[:MOST_ITEMS]
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


def _withdrawn(language: str, at: datetime) -> QuerySet[Card]:
    withdrawals = changes(language, at).filter(
        edition__entries__act=Entry.Act.WITHDRAW, edition__entries__moment__lte=at
    )
    return withdrawals.annotate(
        moment=F("edition__entries__moment"),
        reason=F("edition__entries__reason"),
        entry_hash=F("edition__entries__hash"),
    ).order_by("-moment")


def atom(acts: list[Change], publisher: str, language: str) -> str:
    site = settings.SITE_URL
    title = _("Endringer på nettstedet")
    document = Atom1Feed(
        title=f"{title} – {publisher}" if publisher else title,
        link=f"{site}{reverse('home')}",
        description="",
        language=language,
        author_name=publisher or title,
        feed_url=f"{site}{reverse('feed')}",
        feed_guid=f"{site}{reverse('feed')}",
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
