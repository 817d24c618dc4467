"""The tender as plain text, the same on the page, on the label's own page and at its own address."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from labels.answers import LEFT_OUT
from labels.finding import Obstacle
from labels.models import ProductCategory
from labels.tender import Tender
from sustainability_site.content.links import plain_text
from sustainability_site.content.models import Page, PageSection

REFUSED = LEFT_OUT | {
    Obstacle.UNCERTAIN: _("Vi har ikke bekreftet at kravene gjelder nå."),
    Obstacle.NO_TOPIC: _("Vi kjenner ikke til at merket krever noe av dette av hvert produkt."),
}
# The sections of the tender page that are part of the text itself.
IN_THE_TEXT = ("reuse-first", "equivalent")


def tender_text(tender: Tender, *, page: Page | None, category: ProductCategory | None) -> str:
    """Empty while nothing has been chosen that there are words for. Two sections of the tender page are part of it.

    It is pasted into somebody else's document, so what is only about this site stays beside it: sources, date, address.
    """
    if not tender.requirements:
        return ""
    sections = {section.key: section for section in page.sections.all()} if page else {}
    words = {
        "tender": tender,
        "category": category,
        **{key.replace("-", "_"): _plain(sections.get(key)) for key in IN_THE_TEXT},
    }
    return render_to_string("labels/tender.txt", words).strip() + "\n"


def _plain(section: PageSection | None) -> dict[str, str] | None:
    return {"heading": str(section.heading), "body": plain_text(section.body)} if section else None
