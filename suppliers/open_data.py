"""What is required of suppliers, and the minerals and substances that the guides show, as tables."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suppliers.enums import Area, Step, SubstanceGroup
from suppliers.models import CodeOfConduct, Mineral, Substance
from sustainability_site.content.datasets import Dataset, Documents, Field, entries, register
from sustainability_site.content.documents import Document

SOURCE = Field("source", _("kilde for raden"), refers_to="kilder")


def clauses(documents: Documents) -> Iterator[Document]:
    for code in documents[CodeOfConduct.kind]:
        for row in code["requirements"]:
            yield row | {"code_of_conduct": code["code"], "effective_date": code["effective_date"]}


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
        rows=clauses,
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
            Field("regulation", _("koden til regelverket som setter grensen")),
            SOURCE,
        ),
        rows=entries(Substance.kind),
    ),
)
