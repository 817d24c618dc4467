from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from suppliers.enums import SubstanceGroup
from suppliers.models.rules import Regulation
from sustainability_site.content.models import Publishable, Source

SAME_SOURCE = "Tomt felt: samme kilde som raden har."


def own_source(cell: str) -> models.ForeignKey:
    """Where one cell's fact comes from, when it is not the row's own source."""
    return models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=f"kilde til {cell}",
        help_text=SAME_SOURCE,
    )


class Material(Publishable):
    """A row in a table that guides show: it has no page of its own.

    `cells` are the fields whose fact may have a source of its own, `<field>_source`.
    """

    cells: ClassVar[tuple[str, ...]]

    name = models.CharField("navn", max_length=120, help_text="For eksempel «Kobolt» eller «Bly».")
    position = models.PositiveSmallIntegerField(
        "rekkefølge", default=0, help_text="Lavest tall står først i tabellen."
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="+",
        verbose_name="kilde",
        help_text="Har du ingen kilde, velger eller lager du en som er merket «kilde mangler».",
    )

    class Meta(Publishable.Meta):
        abstract = True
        ordering = ("position", "code")

    def __str__(self) -> str:
        return str(self.name or self.code)

    def address(self, language: str) -> None:
        return None

    @property
    def cell_sources(self) -> dict[str, Source]:
        """The source of every cell in `cells` that states something: its own, or the row's."""
        stated = (cell for cell in self.cells if getattr(self, cell))
        return {cell: getattr(self, f"{cell}_source") or self.source for cell in stated}

    def all_sources(self) -> list[Source]:
        """The sources of what the row states, the row's own first."""
        return [source for source in (self.source, *self.cell_sources.values()) if source]


def with_row_sources_only(*cells: str) -> Callable[[dict], dict]:
    """Up to shape 1 a row had one source, for all that it states."""

    def upgrade(document: dict) -> dict:
        return document | {f"{cell}_source": None for cell in cells}

    return upgrade


class Mineral(Material):
    kind = "mineral"
    shape = 2
    cells = ("found_in", "risk", "reported_in")
    upgrades = {1: with_row_sources_only(*cells)}
    public_fields = (
        "name",
        "symbol",
        "use_in_electronics",
        "found_in",
        "found_in_source",
        "risk",
        "risk_source",
        "conflict_mineral",
        "reported_in",
        "reported_in_source",
        "position",
        "source",
    )
    relations = ()

    symbol = models.CharField("kjemisk tegn", max_length=10, blank=True, help_text="For eksempel «Sn».")
    use_in_electronics = models.TextField("bruk i elektronikk", help_text="For eksempel «Loddemateriale».")
    found_in = models.CharField(
        "hvor i utstyret",
        max_length=200,
        blank=True,
        help_text="For eksempel «Kretskort». Tomt: «ikke oppgitt».",
    )
    found_in_source = own_source("hvor i utstyret")
    risk = models.TextField(
        "risiko", blank=True, help_text="Bare det en kilde sier. Tomt felt: «ikke oppgitt»."
    )
    risk_source = own_source("risikoen")
    conflict_mineral = models.BooleanField(
        "konfliktmineral",
        default=False,
        help_text="Kryss av bare for de fire (3TG): tinn, tantal, wolfram og gull.",
    )
    reported_in = models.CharField(
        "rapporteres i", max_length=40, blank=True, help_text="Skjemaet bransjen bruker, for eksempel «CMRT»."
    )
    reported_in_source = own_source("skjemaet")

    class Meta(Material.Meta):
        verbose_name = "mineral"
        verbose_name_plural = "mineraler"

    def card(self) -> dict[str, Any]:
        facts = {"position": self.position, "conflict_mineral": self.conflict_mineral}
        return {"title": self.name, "lead": self.use_in_electronics, "facts": facts}


class Substance(Material):
    kind = "substance"
    shape = 2
    cells = ("hazard", "where_found")
    upgrades = {1: with_row_sources_only(*cells)}
    public_fields = (
        "name",
        "abbreviation",
        "group",
        "hazard",
        "hazard_source",
        "where_found",
        "where_found_source",
        "limit_percent",
        "applies_from",
        "note",
        "regulation",
        "position",
        "source",
    )
    relations = ()

    abbreviation = models.CharField(
        "forkortelse", max_length=20, blank=True, help_text="For eksempel «DEHP»."
    )
    group = models.CharField(
        "stoffgruppe",
        max_length=20,
        choices=SubstanceGroup,
        help_text="Gruppen stoffet hører til, for eksempel tungmetaller.",
    )
    hazard = models.TextField("fare", blank=True, help_text="Hva stoffet kan skade. Bare det en kilde sier.")
    hazard_source = own_source("faren")
    where_found = models.TextField("hvor det finnes", blank=True, help_text="For eksempel «Plast i kabler».")
    where_found_source = own_source("hvor det finnes")
    limit_percent = models.DecimalField(
        "grense i vektprosent",
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="Av vekten til hvert homogent materiale, for eksempel 0,1. Tomt felt vises som «ikke oppgitt».",
    )
    applies_from = models.DateField(
        "grensen gjelder fra",
        null=True,
        blank=True,
        help_text="Fylles ut når stoffet kom til senere enn de andre.",
    )
    note = models.CharField(
        "merknad", max_length=300, blank=True, help_text="For eksempel om en senere frist."
    )
    regulation = models.ForeignKey(
        Regulation,
        models.PROTECT,
        related_name="+",
        verbose_name="regelverk som setter grensen",
        help_text="Regelverket som begrenser stoffet, for eksempel RoHS.",
    )

    class Meta(Material.Meta):
        verbose_name = "stoff"
        verbose_name_plural = "stoffer"
        constraints = (
            models.CheckConstraint(
                condition=Q(limit_percent__isnull=True) | Q(limit_percent__gte=0, limit_percent__lte=100),
                name="suppliers_substance_limit_is_a_percentage",
                violation_error_message="Grensen må være mellom 0 og 100 prosent.",
            ),
        )

    @property
    def limit(self) -> Decimal | None:
        """The limit without trailing zeros."""
        return None if self.limit_percent is None else self.limit_percent.normalize()

    def card(self) -> dict[str, Any]:
        limit = None if self.limit is None else f"{self.limit:f}"
        return {
            "title": self.name,
            "lead": self.hazard,
            "facts": {"position": self.position, "abbreviation": self.abbreviation, "limit_percent": limit},
        }
