"""The supply chain, the follow-up and the production sites as tables."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suppliers.enums import Knowledge
from suppliers.models import FacilityList, FollowUp, SupplyChain
from sustainability_site.content.datasets import Dataset, Documents, Field, register, rows_of, source
from sustainability_site.content.documents import Document


def facilities(documents: Documents) -> Iterator[Document]:
    for listed in documents[FacilityList.kind]:
        about = {"list": listed["code"], "as_of": listed["as_of"]}
        for number, row in enumerate(listed["facilities"], 1):
            yield row | about | {"number": number}


register(
    Dataset(
        code="leverandorkjeden",
        title=_("Leverandørkjeden, ledd for ledd"),
        description=_("Leddene fra gruve til kunde, og hvor mye som er kjent om hvert av dem."),
        kinds=(SupplyChain.kind,),
        key=("chain", "key"),
        fields=(
            Field("chain", _("kjedens faste kode")),
            Field("key", _("leddets faste nøkkel")),
            Field("name", _("leddets navn"), bilingual=True),
            Field("happens", _("hva som skjer her"), bilingual=True),
            Field("knowledge", _("hvor mye som er kjent"), choices=Knowledge),
            Field("known", _("hva som er kjent"), bilingual=True),
            source("source", _("kilde for raden")),
        ),
        rows=rows_of(SupplyChain.kind, "tiers", chain="code"),
    ),
    Dataset(
        code="oppfolging",
        title=_("Oppfølging av leverandørene, år for år"),
        description=_("Revisjoner og avvik. Tabellen er tom til tallene er publisert."),
        kinds=(FollowUp.kind,),
        key=("follow_up", "key"),
        fields=(
            Field("follow_up", _("oversiktens faste kode")),
            Field("key", _("radens faste nøkkel")),
            Field("year", _("året revisjonene ble gjort"), "integer"),
            Field("audits", _("antall revisjoner"), "integer"),
            Field("deviations", _("antall avvik som ble funnet"), "integer"),
            Field("closed", _("antall av avvikene som er lukket"), "integer"),
            Field("note", pgettext_lazy("column", "merknad"), bilingual=True),
        ),
        rows=rows_of(FollowUp.kind, "years", follow_up="code"),
    ),
    Dataset(
        code="produksjonssteder",
        title=pgettext_lazy("dataset", "Produksjonssteder"),
        description=_("Stedene der produktene blir laget. Tabellen er tom til en liste er publisert."),
        kinds=(FacilityList.kind,),
        key=("list", "number"),
        fields=(
            Field("list", _("listens faste kode")),
            Field("number", _("plassen i listen; den kan endre seg når listen blir byttet ut"), "integer"),
            Field("as_of", _("dagen opplysningene er fra"), "date"),
            Field("country", _("landet stedet ligger i")),
            Field("name", _("stedets navn")),
            Field("address", _("stedets adresse")),
            Field("sector_product_type", _("hva som lages der")),
            Field("facility_type_processing_type", _("type anlegg")),
            Field("number_of_workers", _("antall ansatte, som ett tall eller fra og til")),
            Field("parent_company", pgettext_lazy("column", "morselskap")),
        ),
        rows=facilities,
    ),
)
