"""Atom feeds of what changed, when and why."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from sustainability_site.content.acts import Change, newest
from sustainability_site.content.reading import changes, surroundings

MOST_ITEMS = 50
# XML 1.0 has no way to write these.
UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


def feed_of(
    request: HttpRequest, *, name: str, title: str, above: str, kinds: Iterable[str] | None = None
) -> HttpResponse:
    """The Atom feed at the URL name `name`: changes of `kinds`, or of all; `above` is the path of the page it is about."""
    language, at = request.LANGUAGE_CODE, timezone.now()
    organisation = surroundings(language, at).frame.organisation
    known = changes(language, at)
    if kinds is not None:
        known = known.filter(edition__kind__in=tuple(kinds))
    document = _atom(
        newest(known, at, most=MOST_ITEMS),
        organisation.name if organisation else "",
        language,
        title=title,
        above=above,
        own=reverse(name),
    )
    return HttpResponse(document, content_type="application/atom+xml; charset=utf-8")


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
