"""The labels as tables: what each is, and what it asks for on each topic."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from labels.enums import IsoType, Level, OwnerKind, VerificationTiming
from labels.models import Label, ProductCategory, Topic
from sustainability_site.content.datasets import Dataset, Documents, Field, entries, register
from sustainability_site.content.documents import Document

SOURCES, LABELS, TOPICS = "kilder", "miljomerker", "temaer"


def coverages(documents: Documents) -> Iterator[Document]:
    for label in documents[Label.kind]:
        for row in label["coverages"]:
            yield row | {"label": label["code"]}


def source(name: str, words: str) -> Field:
    return Field(name, words, refers_to=SOURCES)


def vocabulary(model: type[Topic | ProductCategory], code: str, title: str, description: str) -> Dataset:
    return Dataset(
        code=code,
        title=title,
        description=description,
        kinds=(model.kind,),
        key=("code",),
        fields=(
            Field("code", _("fast kode")),
            Field("name", pgettext_lazy("column", "navn"), bilingual=True),
            Field("explanation", pgettext_lazy("column", "forklaring"), bilingual=True),
            Field("position", _("plass i lister, lavest først"), "integer"),
        ),
        rows=entries(model.kind),
    )


register(
    Dataset(
        code=LABELS,
        title=pgettext_lazy("dataset", "Miljømerker"),
        description=_(
            "Hvem som står bak hvert merke, hvem som kontrollerer, og hvilken utgave av kravene som gjelder."
        ),
        kinds=(Label.kind,),
        key=("code",),
        fields=(
            Field("code", _("merkets faste kode")),
            Field("name", _("merkets navn"), bilingual=True),
            Field("other_names", _("andre navn på merket"), bilingual=True),
            Field("lead", _("kort om merket"), bilingual=True),
            Field("offered", _("om virksomheten tilbyr produkter med merket"), "boolean"),
            Field("offered_until", _("siste dag de tilbys"), "date"),
            Field("owner", _("hvem som eier merket"), bilingual=True),
            Field("owner_kind", _("hva slags eier det er"), choices=OwnerKind),
            source("owner_source", _("kilde for eieren")),
            Field("since_year", _("året merket startet"), "integer"),
            source("since_source", _("kilde for året")),
            Field("iso_type", _("type merke"), choices=IsoType),
            source("iso_source", _("kilde for typen")),
            Field("verification_timing", _("når produktet kontrolleres"), choices=VerificationTiming),
            Field("verifier", _("hvem som kontrollerer, og hvordan"), bilingual=True),
            source("verification_source", _("kilde for kontrollen")),
            Field("generation", _("utgaven av kravene"), bilingual=True),
            Field("generation_until", _("siste dag utgaven gjelder"), "date"),
            source("generation_source", _("kilde for utgaven")),
            Field("lookup_url", _("eierens eget produktregister"), "anyURI"),
            Field("last_checked", _("dagen opplysningene sist ble kontrollert"), "date"),
            Field("check_again_by", _("dagen de skal kontrolleres igjen"), "date"),
        ),
        rows=entries(Label.kind),
    ),
    Dataset(
        code="dekning",
        title=_("Hva merkene dekker"),
        description=_("En rad for hvert merke og tema. Finnes ikke raden, er det ikke undersøkt."),
        kinds=(Label.kind,),
        key=("label", "key"),
        fields=(
            Field("label", _("merkets faste kode"), refers_to=LABELS),
            Field("key", _("radens faste nøkkel hos merket")),
            Field("topic", _("temaets faste kode"), refers_to=TOPICS),
            Field("level", _("hvor langt merket går"), choices=Level),
            Field("explanation", _("hva merket krever"), bilingual=True),
            Field("in_raw_material", _("om kravet gjelder råvarene"), "boolean"),
            Field("in_production", _("om kravet gjelder produksjonen"), "boolean"),
            Field("in_use", _("om kravet gjelder bruken"), "boolean"),
            Field("in_reuse", _("om kravet gjelder gjenbruk"), "boolean"),
            Field("in_recycling", _("om kravet gjelder resirkulering"), "boolean"),
            source("source", _("kilde for raden")),
        ),
        rows=coverages,
    ),
    vocabulary(Topic, TOPICS, pgettext_lazy("dataset", "Temaer"), _("Temaene merkene sammenlignes på.")),
    vocabulary(
        ProductCategory,
        "produktkategorier",
        pgettext_lazy("dataset", "Produktkategorier"),
        _("Produktkategoriene merkene gjelder for."),
    ),
)
