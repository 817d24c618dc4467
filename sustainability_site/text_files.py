"""The text files that machines look for at fixed addresses."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sustainability_site.content.addresses import LANGUAGES, SOURCE_LANGUAGE
from sustainability_site.content.reading import surroundings

PLAIN = "text/plain; charset=utf-8"
# RFC 9116 recommends less than a year, so that a file nobody looks after stops being believed.
VALID = timedelta(days=180)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ("User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", "")
    return HttpResponse("\n".join(lines), content_type=PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The file needs a contact, so without one there is no file."""
    at = timezone.now()
    organisation = surroundings(SOURCE_LANGUAGE, at).frame.organisation
    contact = contact_address(organisation.security_contact if organisation else "")
    if contact is None:
        raise Http404
    return HttpResponse(security_text(contact, at), content_type=PLAIN)


def contact_address(entered: str) -> str | None:
    """The contact as the URI that RFC 9116 asks for; None when it is none."""
    contact = entered.strip()
    if not contact or any(sign.isspace() or not sign.isprintable() for sign in contact):
        return None
    if contact.startswith(("https://", "mailto:", "tel:")):
        return contact
    return f"mailto:{contact}" if "@" in contact and ":" not in contact else None


def security_text(contact: str, at: datetime) -> str:
    expires = (at + VALID).strftime("%Y-%m-%dT00:00:00Z")
    return (
        f"Contact: {contact}\n"
        f"Expires: {expires}\n"
        f"Preferred-Languages: {', '.join(LANGUAGES)}\n"
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt\n"
    )
