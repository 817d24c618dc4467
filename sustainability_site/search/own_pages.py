"""The pages that are no editions, and that a reader may look for: the request for information, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sustainability_site.content.addresses import localised_reverse


@dataclass(frozen=True)
class OwnPage:
    """Heading and lead are the page's own."""

    route: str
    title: Promise
    lead: Promise


OWN_PAGES = (
    OwnPage(
        "transparency:request_form",
        _("Be om informasjon"),
        _(
            "Alle kan spørre oss hvordan vi håndterer skade på mennesker, hos oss selv, hos leverandørene våre og i resten av kjeden."
        ),
    ),
    OwnPage(
        "transparency:answer_list",
        _("Svar vi har gitt"),
        _(
            "Svar på spørsmål etter åpenhetsloven som kan være til nytte for flere. Vi har tatt bort alt som viser hvem som spurte."
        ),
    ),
    OwnPage(
        "transparency:figures",
        _("Slik har vi behandlet spørsmålene"),
        _(
            "Alle kan be om informasjon etter åpenhetsloven § 6. Her er hvor mange som har spurt, og hvordan det gikk."
        ),
    ),
)


def own_pages(language: str) -> Iterator[tuple[str, str, str]]:
    """(path, title, lead) in one language."""
    with translation.override(language):
        told = [
            (localised_reverse(page.route, language), str(page.title), str(page.lead)) for page in OWN_PAGES
        ]
    yield from told
