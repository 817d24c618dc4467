from typing import Any

from django.db import models
from django.utils import translation

from suppliers.enums import GuideTopic, SectionStyle, Stage, Table
from suppliers.models.materials import Material, Mineral, Substance
from suppliers.models.rules import Regulation
from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.models import Publishable, RichTextField, Row, Source


class SourcingGuide(Publishable):
    """Practical help for a buyer: texts, tips, questions to ask, and tables from data."""

    kind = "guide"
    public_fields = (
        "title",
        "slug",
        "lead",
        "topic",
        "stage",
        "position",
        "minerals",
        "substances",
        "regulations",
        "sources",
    )
    relations = ("sections",)

    title = models.CharField("tittel", max_length=200, help_text="For eksempel «Konfliktmineraler».")
    slug = models.SlugField(
        "adresse", max_length=80, help_text="Siste ledd i nettadressen, for eksempel «konfliktmineraler»."
    )
    lead = models.TextField(
        "ingress", help_text="En til to setninger som sier hva veilederen hjelper leseren med."
    )
    topic = models.CharField(
        "tema",
        max_length=24,
        choices=GuideTopic,
        help_text="Hva veilederen handler om, for eksempel kjemikalier. Hvert tema har én veileder.",
    )
    stage = models.CharField(
        "sted i livsløpet",
        max_length=16,
        choices=Stage,
        help_text="Der i produktets livsløp veilederen hører hjemme.",
    )
    position = models.PositiveSmallIntegerField(
        "rekkefølge", default=0, help_text="Lavest tall står først på oversikten."
    )
    minerals = models.ManyToManyField(
        Mineral,
        verbose_name="mineraler i tabellen",
        blank=True,
        related_name="+",
        help_text="Tomt: ingen tabell.",
    )
    substances = models.ManyToManyField(
        Substance,
        verbose_name="stoffer i tabellen",
        blank=True,
        related_name="+",
        help_text="Tomt: ingen tabell.",
    )
    regulations = models.ManyToManyField(
        Regulation,
        verbose_name="regelverk i tabellen",
        blank=True,
        related_name="+",
        help_text="Tomt: ingen tabell.",
    )
    sources = models.ManyToManyField(
        Source,
        verbose_name="flere kilder",
        blank=True,
        related_name="+",
        help_text="Kilder som ikke alt er valgt på et avsnitt, et mineral eller et stoff.",
    )

    class Meta(Publishable.Meta):
        verbose_name = "veileder"
        verbose_name_plural = "veiledere"
        ordering = ("position", "code")

    def __str__(self) -> str:
        return str(self.title or self.code)

    def address(self, language: str) -> str:
        with translation.override(language):
            return localised_reverse("suppliers:guide_detail", language, slug=self.slug)

    def card(self) -> dict[str, Any]:
        facts = {"position": self.position, "topic": self.topic, "stage": self.stage}
        return {"title": self.title, "lead": self.lead, "facts": facts}

    def mineral_rows(self) -> list[Mineral]:
        return sorted(self.minerals.all(), key=_place)

    def substance_rows(self) -> list[Substance]:
        return sorted(self.substances.all(), key=_place)

    def regulation_rows(self) -> list[Regulation]:
        return sorted(self.regulations.all(), key=_place)

    def shows_hazards(self) -> bool:
        return any(substance.hazard for substance in self.substances.all())

    def shows_where_found(self) -> bool:
        return any(substance.where_found for substance in self.substances.all())

    def unplaced_tables(self) -> list[Table]:
        """Tables with rows that no section has asked for: they are shown after the sections."""
        placed = {section.table for section in self.sections.all()}
        rows = {
            Table.MINERALS: self.minerals.all(),
            Table.SUBSTANCES: self.substances.all(),
            Table.REGULATIONS: self.regulations.all(),
        }
        return [table for table in Table if table not in placed and len(rows[table])]

    def all_sources(self) -> list[Source]:
        """Every source on the page, once, in the order a reader meets them."""
        found = [section.source for section in self.sections.all() if section.source]
        for row in (*self.mineral_rows(), *self.substance_rows()):
            found += row.all_sources()
        return list({source.code: source for source in [*found, *self.sources.all()]}.values())


class GuideSection(Row):
    public_fields = ("heading", "body", "style", "table", "source")

    guide = models.ForeignKey(SourcingGuide, models.CASCADE, related_name="sections", verbose_name="veileder")
    heading = models.CharField("mellomtittel", max_length=200, help_text="For eksempel «Spør leverandøren».")
    body = RichTextField("tekst", blank=True, help_text="Korte avsnitt. Mellomtitler her er av nivå 3.")
    style = models.CharField(
        "form",
        max_length=10,
        choices=SectionStyle,
        default=SectionStyle.TEXT,
        help_text="Tips og advarsler får en egen ramme.",
    )
    table = models.CharField(
        "tabell under avsnittet",
        max_length=12,
        choices=Table,
        blank=True,
        help_text="Viser radene du har valgt for veilederen. Hver tabell vises én gang.",
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kilde",
        help_text="Der det avsnittet sier, er hentet fra. Velg en kilde fra lista, for eksempel en offentlig veileder.",
    )

    class Meta(Row.Meta):
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"

    def __str__(self) -> str:
        return str(self.heading)


def _place(row: Material | Regulation) -> tuple[int, str]:
    return (row.position, row.code)
