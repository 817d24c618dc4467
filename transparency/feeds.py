from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sustainability_site.content.atom import feed_of
from transparency.models import PublicAnswer, Statement


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Statements and published answers: new editions and withdrawals."""
    return feed_of(
        request,
        name="transparency:feed",
        title=_("Redegjørelser og svar etter åpenhetsloven"),
        above=reverse("transparency:overview"),
        kinds=(Statement.kind, PublicAnswer.kind),
    )
