"""What «finn» says of each label: because …, but not …, and what else was looked at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from labels.enums import Level
from labels.finding import Fit, Obstacle, Verdict, can_document
from labels.models import Coverage, Label, ProductCategory, Topic
from sustainability_site.content.models import Source

HEADINGS = {
    Fit.FITS: _("Merker som passer"),
    Fit.PARTLY: _("Merker som passer med forbehold"),
    Fit.UNCERTAIN: _("Merker vi ikke vet nok om"),
}
LEFT_OUT = {
    Obstacle.LAPSED: _("Kravene er utløpt."),
    Obstacle.PAST: _("Kravene til denne produktkategorien gjelder ikke lenger."),
    Obstacle.FUTURE: _("Kravene til denne produktkategorien gjelder ikke ennå."),
    Obstacle.OTHER_PRODUCTS: _("Vi kjenner ikke til at merket har krav til denne produktkategorien."),
    Obstacle.NO_TOPIC: _("Vi kjenner ikke til at merket har krav til noe av det du har valgt."),
}
LACKING = {
    Level.OPTIONAL: _("Kravene er valgfrie."),
    Level.PARTLY: _("Merket dekker bare en del av temaet."),
    Level.UNSPECIFIED: _("Merket har krav, men vi har ikke undersøkt hvor langt de går."),
    Level.NOT: _("Merket dekker ikke temaet."),
    None: _("Vi har ikke undersøkt om merket har krav til dette (kilde mangler)."),
}


@dataclass(frozen=True)
class Answer:
    """`because` are the coverage rows of what is required of every product; `but` are the other topics with what is lacking, in
    words, and the coverage row if there is one. No topic stands in both.

    `through` is the category that the criteria are for, `source` says so. There is no tender address where the label can't serve.
    """

    label: Label
    path: str
    verdict: Verdict
    through: ProductCategory | None
    source: Source | None
    tender_address: str
    because: list[Coverage]
    but: list[tuple[Topic, Any, Coverage | None]]

    @property
    def uncertain(self) -> bool:
        return self.verdict.fit is Fit.UNCERTAIN


def told_in_full(
    verdicts: Iterable[Verdict],
    *,
    labels: Mapping[str, Label],
    paths: Mapping[str, str],
    topics: Mapping[str, Topic],
    categories: Mapping[str, ProductCategory],
    tender: Callable[[str], str],
) -> list[Answer]:
    """Mappings are by code; `tender` gives the address of a tender text that names the label with the code.

    A label whose document is not at hand is left to the list of names.
    """
    found = []
    for verdict in verdicts:
        if verdict.code not in labels:
            continue
        label = labels[verdict.code]
        rows = {row.topic.code: row for row in label.coverages.all()}
        required = [code for code, level in verdict.covered if level is Level.REQUIRED]
        answer = Answer(
            label=label,
            path=paths[verdict.code],
            verdict=verdict,
            through=categories.get(verdict.through),
            source=_source(label, verdict),
            tender_address=tender(verdict.code) if can_document(verdict) else "",
            because=[rows[code] for code in required],
            but=[(topics[code], LACKING[level], rows.get(code)) for code, level in verdict.lacking],
        )
        found.append(answer)
    return found


def _source(label: Label, verdict: Verdict) -> Source | None:
    """Where it comes from that the label has criteria for the category."""
    found = (scope.source for scope in label.scopes.all() if scope.category.code == verdict.through)
    return next(found, None)
