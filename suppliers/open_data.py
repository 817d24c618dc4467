"""What is required of suppliers, and the minerals, substances and rules that the guides show, as tables."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suppliers import chain_open_data  # noqa: F401  registers its own
from suppliers.enums import Act, Area, Step, SubstanceGroup
from suppliers.models import CodeOfConduct, Framework, Mineral, Regulation, Substance
from sustainability_site.content.datasets import Dataset, Field, entries, register, rows_of, source

FRAMEWORKS, REGULATIONS = "rammeverk", "regelverk"
SOURCE = source("source", _("kilde for raden"))
OWN_SOURCE = _("egen kilde for kolonnen med samme navn; tom der radens kilde gjelder")
NAMES = (
    Field("name", pgettext_lazy("column", "navn"), bilingual=True),
    Field("short_name", _("kort navn"), bilingual=True),
)
OFFICIAL = Field("url", _("den offisielle siden"), "anyURI")
SEVERAL_SOURCES = Field("sources", _("kodene til kildene"), many=True)

register(
    Dataset(
        code="leverandorkrav",
        title=_("Krav til leverandørene"),
        description=_("Punktene i de etiske retningslinjene, med rammeverkene de bygger på."),
        kinds=(CodeOfConduct.kind,),
        key=("code_of_conduct", "key"),
        fields=(
            Field("code_of_conduct", _("retningslinjenes faste kode")),
            Field("effective_date", _("dagen retningslinjene gjelder fra"), "date"),
            Field("key", _("punktets faste nøkkel, også når det får nytt nummer")),
            Field("number", _("nummeret punktet siteres med")),
            Field("area", _("hva punktet handler om"), choices=Area),
            Field("heading", _("punktets overskrift"), bilingual=True),
            Field("text", _("kravet, som ren tekst"), bilingual=True, rich=True),
            Field("frameworks", _("kodene til rammeverkene punktet bygger på"), many=True),
            Field("step", _("steget i OECDs aktsomhetsvurdering"), "integer", choices=Step),
        ),
        rows=rows_of(
            CodeOfConduct.kind, "requirements", code_of_conduct="code", effective_date="effective_date"
        ),
    ),
    Dataset(
        code="mineraler",
        title=pgettext_lazy("dataset", "Mineraler"),
        description=_("Mineraler i elektronikk, hva de brukes til, og hvilken risiko en kilde peker på."),
        kinds=(Mineral.kind,),
        key=("code",),
        fields=(
            Field("code", _("mineralets faste kode")),
            Field("name", _("mineralets navn"), bilingual=True),
            Field("symbol", _("kjemisk tegn")),
            Field("use_in_electronics", _("bruk i elektronikk"), bilingual=True),
            Field("found_in", _("hvor i utstyret det finnes"), bilingual=True),
            Field("risk", _("risikoen en kilde peker på"), bilingual=True),
            Field("conflict_mineral", _("om det er et konfliktmineral (3TG)"), "boolean"),
            Field("reported_in", _("skjemaet bransjen rapporterer i")),
            SOURCE,
            *(source(f"{cell}_source", OWN_SOURCE) for cell in Mineral.cells),
        ),
        rows=entries(Mineral.kind),
    ),
    Dataset(
        code="stoffer",
        title=pgettext_lazy("dataset", "Stoffer"),
        description=_("Stoffer med en grense i regelverket, hva de kan skade, og hvor de finnes."),
        kinds=(Substance.kind,),
        key=("code",),
        fields=(
            Field("code", _("stoffets faste kode")),
            Field("name", _("stoffets navn"), bilingual=True),
            Field("abbreviation", pgettext_lazy("column", "forkortelse")),
            Field("group", pgettext_lazy("column", "stoffgruppe"), choices=SubstanceGroup),
            Field("hazard", _("hva stoffet kan skade"), bilingual=True),
            Field("where_found", _("hvor stoffet finnes"), bilingual=True),
            Field("limit_percent", _("grensen i prosent av vekten til hvert homogent materiale"), "decimal"),
            Field("applies_from", _("dagen grensen gjelder fra"), "date"),
            Field("note", pgettext_lazy("column", "merknad"), bilingual=True),
            Field("regulation", _("koden til regelverket som setter grensen"), refers_to=REGULATIONS),
            SOURCE,
            *(source(f"{cell}_source", OWN_SOURCE) for cell in Substance.cells),
        ),
        rows=entries(Substance.kind),
    ),
    Dataset(
        code=REGULATIONS,
        title=pgettext_lazy("dataset", "Regelverk"),
        description=_("Lover og regler som binder noen, og hva en kunde kan kreve etter dem."),
        kinds=(Regulation.kind,),
        key=("code",),
        fields=(
            Field("code", _("regelverkets faste kode")),
            *NAMES,
            Field("identifier", _("nummeret reglene har")),
            Field("act", _("type regel"), choices=Act),
            Field("lead", _("kort om reglene"), bilingual=True),
            Field("scope", _("hva reglene gjelder for, som ren tekst"), bilingual=True, rich=True),
            Field("binds", _("hvem reglene binder"), bilingual=True),
            Field("in_force_from", _("dagen reglene gjelder fra"), "date"),
            Field("demand", _("hva en kunde kan kreve, som ren tekst"), bilingual=True, rich=True),
            Field("answer_days", _("svarfrist i dager, der reglene har en"), "integer"),
            OFFICIAL,
            SEVERAL_SOURCES,
        ),
        rows=entries(Regulation.kind),
    ),
    Dataset(
        code=FRAMEWORKS,
        title=pgettext_lazy("dataset", "Rammeverk"),
        description=_("Normer som bedrifter velger å følge, og som kravene til leverandørene bygger på."),
        kinds=(Framework.kind,),
        key=("code",),
        fields=(
            Field("code", _("rammeverkets faste kode")),
            *NAMES,
            Field("issuer", _("hvem som står bak"), bilingual=True),
            Field("year", _("året det først ble vedtatt"), "integer"),
            Field("lead", _("kort om rammeverket"), bilingual=True),
            Field("our_use", _("hvordan virksomheten bruker det"), bilingual=True),
            OFFICIAL,
            SEVERAL_SOURCES,
        ),
        rows=entries(Framework.kind),
    ),
)
