"""The sources and the glossary as tables."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sustainability_site.content.datasets import Dataset, Field, entries, register, source
from sustainability_site.content.models import Source, Term

register(
    Dataset(
        code="kilder",
        title=pgettext_lazy("dataset", "Kilder"),
        description=_("Kildene som opplysningene bygger på, og opplysninger som ennå ikke har noen kilde."),
        kinds=(Source.kind,),
        key=("code",),
        fields=(
            Field("code", _("kildens faste kode")),
            Field("title", _("hva kilden heter"), bilingual=True),
            Field("publisher", _("hvem som har utgitt den")),
            Field("url", _("kildens adresse"), "anyURI"),
            Field("checked_on", _("dagen noen sist leste kilden"), "date"),
            Field("valid_until", _("siste dag kilden gjelder, når det er kjent"), "date"),
            Field("missing", _("om kilden mangler"), "boolean"),
            Field("note", pgettext_lazy("column", "merknad"), bilingual=True),
        ),
        rows=entries(Source.kind),
    ),
    Dataset(
        code="ordliste",
        title=pgettext_lazy("dataset", "Ordliste"),
        description=_("Ordene som er forklart på nettstedet."),
        kinds=(Term.kind,),
        key=("code",),
        fields=(
            Field("code", _("ordets faste kode")),
            Field("name", pgettext_lazy("column", "ord"), bilingual=True),
            Field("also", _("andre navn og forkortelser"), bilingual=True),
            Field("definition", _("forklaringen, som ren tekst"), bilingual=True, rich=True),
            source("source", _("kilde for forklaringen")),
        ),
        rows=entries(Term.kind),
    ),
)
