"""A link to the preview of one object for someone without an account: signed, and of use for a week."""

import base64
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views import View

from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.documents import freeze
from sustainability_site.content.models import Publishable
from sustainability_site.content.preview import preview_of
from sustainability_site.content.shapes import model_of
from sustainability_site.content.working_copy import load

SALT = "sustainability_site.content.preview_links"
HOLDS = timedelta(days=7)
PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class NoSuchLink(LookupError):
    """Whatever is wrong with it: false, too old, or of something that is gone."""


def token_for(subject: Publishable, *, until: datetime) -> str:
    """Of letters, digits, - and _ only, so that the logs know it for a secret."""
    return wrapped(signing.dumps([subject.kind, subject.pk, int(until.timestamp())], salt=SALT))


def wrapped(signed: str) -> str:
    return base64.urlsafe_b64encode(signed.encode()).rstrip(b"=").decode()


def address_for(subject: Publishable, language: str, *, until: datetime) -> str:
    """The full address that can be sent to someone."""
    path = localised_reverse("content:shared_preview", language, token=token_for(subject, until=until))
    return f"{settings.SITE_URL}{path}"


def subject_of(token: str, *, at: datetime) -> tuple[Publishable, datetime]:
    """What a link shows, whole, and until when. Raises NoSuchLink."""
    try:
        signed = base64.urlsafe_b64decode(f"{token}{'=' * (-len(token) % 4)}").decode("ascii")
        kind, pk, until = signing.loads(signed, salt=SALT)
        model = model_of(kind)
    except (ValueError, signing.BadSignature, LookupError) as error:
        raise NoSuchLink from error
    if wrapped(signed) != token:  # bits left over at the end of base64 could be turned unseen
        raise NoSuchLink
    code = model._default_manager.filter(pk=pk).values_list("code", flat=True).first()
    if code is None or int(at.timestamp()) >= until:
        raise NoSuchLink
    return load(model, code), datetime.fromtimestamp(until, tz=at.tzinfo)


class SharedPreviewView(View):
    """The working copy as it stands, for whoever has the link. The only public page that reads it."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        at = timezone.now()
        try:
            subject, until = subject_of(token, at=at)
        except NoSuchLink:
            raise Http404 from None
        if subject.address(request.LANGUAGE_CODE) is None:
            raise Http404
        response = preview_of(
            request, freeze(subject), language=request.LANGUAGE_CODE, at=at, shared_until=until
        )
        for name, value in PRIVATE.items():
            response.headers[name] = value
        return response
