"""The labels as tables: what each is, and what it asks for on each topic."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from labels.enums import IsoType, Level, OwnerKind, Standing, VerificationTiming
from labels.models import Label, ProductCategory, Topic
from sustainability_site.content.datasets import Dataset, Field, entries, register, rows_of, source

LABELS, TOPICS, CATEGORIES = "miljomerker", "temaer", "produktkategorier"
ROW_OF_LABEL = (
    Field("label", _("merkets faste kode"), refers_to=LABELS),
    Field("key", _("radens faste nøkkel hos merket")),
)


def vocabulary(
    model: type[Topic | ProductCategory], code: str, title: str, description: str, *more: Field
) -> Dataset:
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
            *more,
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
            Field("iso_note", _("merknad om typen"), bilingual=True),
            Field("revision_cycle", _("hvor ofte kravene endres"), bilingual=True),
            Field("not_covered", _("hva merket ikke dekker, som ren tekst"), bilingual=True, rich=True),
            Field("lookup_text", _("slik kontrolleres et produkt"), bilingual=True),
            source("lookup_source", _("kilde for kontroll av et produkt")),
            Field("documentation", _("dokumentasjonen en innkjøper skal be om"), bilingual=True),
            source("documentation_source", _("kilde for dokumentasjonen")),
            Field("mark_terms", _("vilkår for å vise merket"), bilingual=True),
            source("mark_source", _("kilde for vilkårene")),
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
            *ROW_OF_LABEL,
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
        rows=rows_of(Label.kind, "coverages", label="code"),
    ),
    Dataset(
        code="gyldighet",
        title=_("Hva merkene gjelder for"),
        description=_("En rad for hvert merke og hver produktkategori det har eller har hatt krav til."),
        kinds=(Label.kind,),
        key=("label", "key"),
        fields=(
            *ROW_OF_LABEL,
            Field("category", _("produktkategoriens faste kode"), refers_to=CATEGORIES),
            Field("criteria", pgettext_lazy("column", "kravdokument")),
            Field("standing", _("status, slik den er oppgitt uten å regne med datoene"), choices=Standing),
            Field("valid_from", _("første dag kravene gjelder"), "date"),
            Field("valid_until", _("siste dag kravene gjelder"), "date"),
            Field("note", pgettext_lazy("column", "merknad"), bilingual=True),
            source("source", _("kilde for raden")),
        ),
        rows=rows_of(Label.kind, "scopes", label="code"),
    ),
    Dataset(
        code="nivaer",
        title=_("Nivåene i merkene"),
        description=_("En rad for hvert nivå. Finnes ingen, er ingen registrert."),
        kinds=(Label.kind,),
        key=("label", "key"),
        fields=(
            *ROW_OF_LABEL,
            Field("name", _("nivåets navn"), bilingual=True),
            Field("demand", _("hva nivået krever"), bilingual=True),
            source("source", _("kilde for raden")),
        ),
        rows=rows_of(Label.kind, "tiers", label="code"),
    ),
    vocabulary(
        Topic,
        TOPICS,
        pgettext_lazy("dataset", "Temaer"),
        _("Temaene merkene sammenlignes på."),
        Field("requirement", _("kravtekst til anbud"), bilingual=True),
        Field("documentation", _("dokumentasjonen en innkjøper skal be om"), bilingual=True),
        Field("question", _("spørsmål til butikken"), bilingual=True),
        source("source", _("kilde for kravteksten")),
    ),
    vocabulary(
        ProductCategory,
        CATEGORIES,
        pgettext_lazy("dataset", "Produktkategorier"),
        _("Produktkategoriene merkene gjelder for."),
        Field("part_of", _("koden til den videre kategorien"), refers_to=CATEGORIES),
    ),
)
