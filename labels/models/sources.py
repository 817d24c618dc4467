"""The sources that a label leans on: one beside each fact, and the page's list of them all."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import models

from sustainability_site.content.models import Source

if TYPE_CHECKING:
    from labels.models.label import Label


def source_field(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=name,
        help_text="Har du ingen kilde, velger eller lager du en som er merket «kilde mangler».",
    )


def cited(label: "Label") -> list[Source]:
    sources = {source.code: source for source in _all_sources(label) if source}
    return sorted(sources.values(), key=lambda source: (str(source.title), source.code))


def _all_sources(label: "Label") -> Iterator[Source | None]:
    yield from (
        label.owner_source,
        label.since_source,
        label.iso_source,
        label.verification_source,
        label.generation_source,
        label.lookup_source,
        label.documentation_source,
        label.mark_source,
    )
    for rows in (label.tiers, label.coverages, label.scopes):
        yield from (row.source for row in rows.all())
    yield from label.sources.all()
