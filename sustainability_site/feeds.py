from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sustainability_site.content.atom import feed_of


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """What changed on the whole site."""
    return feed_of(request, name="feed", title=_("Endringer på nettstedet"), above=reverse("home"))
