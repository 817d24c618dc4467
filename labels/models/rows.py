from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from labels.enums import Level, Stage, Standing
from labels.validity import standing_on
from sustainability_site.content.models import Row, Source


class Tier(Row):
    label = models.ForeignKey("labels.Label", models.CASCADE, related_name="tiers")
    name = models.CharField("navn", max_length=80, help_text="For eksempel «Gull».")
    demand = models.TextField(
        "hva nivået krever",
        help_text="Ett eller to punktum. For eksempel: «Produktet oppfyller alle de påkrevde kravene.»",
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kilde",
        help_text="Der nivået er beskrevet. Velg en kilde fra lista, for eksempel merkets kriteriedokument.",
    )

    public_fields: ClassVar[tuple[str, ...]] = ("name", "demand", "source")

    class Meta(Row.Meta):
        verbose_name = "nivå"
        verbose_name_plural = "nivåer"

    def __str__(self) -> str:
        return str(self.name)


class Coverage(Row):
    """What a label asks for on one topic."""

    label = models.ForeignKey("labels.Label", models.CASCADE, related_name="coverages")
    topic = models.ForeignKey(
        "labels.Topic",
        models.PROTECT,
        related_name="+",
        verbose_name="tema",
        help_text="Temaet merket stiller krav om, for eksempel energi. Finnes det ikke, legger du det til med +.",
    )
    level = models.CharField(
        "grad",
        max_length=12,
        choices=Level,
        help_text="«Dekkes ikke» krever at noen har undersøkt det. Er det ikke undersøkt, skal raden ikke finnes.",
    )
    explanation = models.TextField(
        "hva merket krever",
        blank=True,
        help_text="Kort og konkret. For eksempel: «Minst 15 prosent av strømmen er fornybar.»",
    )
    in_raw_material = models.BooleanField(
        "råvarer",
        default=False,
        help_text="Kryss av når kravet gjelder råvarene, for eksempel konfliktmineraler.",
    )
    in_production = models.BooleanField(
        "produksjon",
        default=False,
        help_text="Kryss av når kravet gjelder produksjonen, for eksempel arbeidsforhold i fabrikken.",
    )
    in_use = models.BooleanField(
        "bruk", default=False, help_text="Kryss av når kravet gjelder bruken, for eksempel strømforbruk."
    )
    in_reuse = models.BooleanField(
        "gjenbruk", default=False, help_text="Kryss av når kravet gjelder ombruk, for eksempel reservedeler."
    )
    in_recycling = models.BooleanField(
        "resirkulering",
        default=False,
        help_text="Kryss av når kravet gjelder gjenvinning, for eksempel at deler kan skilles.",
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="+",
        verbose_name="kilde",
        help_text="Har du ingen kilde, velger eller lager du en som er merket «kilde mangler».",
    )

    public_fields: ClassVar[tuple[str, ...]] = (
        "topic",
        "level",
        "explanation",
        "in_raw_material",
        "in_production",
        "in_use",
        "in_reuse",
        "in_recycling",
        "source",
    )

    class Meta(Row.Meta):
        verbose_name = "krav om et tema"
        verbose_name_plural = "krav om temaer"

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_level_display()}"

    def stages(self) -> list[Stage]:
        return [stage for stage in Stage if getattr(self, f"in_{stage.name.lower()}")]


class Scope(Row):
    """A product category that the label has, or has had, criteria for."""

    label = models.ForeignKey("labels.Label", models.CASCADE, related_name="scopes")
    category = models.ForeignKey(
        "labels.ProductCategory",
        models.PROTECT,
        related_name="+",
        verbose_name="produktkategori",
        help_text="Produktgruppen merket har krav for, for eksempel skjermer.",
    )
    criteria = models.CharField(
        "kravdokument", max_length=120, blank=True, help_text="For eksempel «DE-UZ 78» eller «versjon 8.0»."
    )
    standing = models.CharField(
        "status",
        max_length=12,
        choices=Standing,
        default=Standing.CURRENT,
        help_text="Om kravene gjelder i dag, for eksempel «gjelder nå» eller «gjelder ikke lenger».",
    )
    valid_from = models.DateField(
        "gjelder fra",
        null=True,
        blank=True,
        help_text="Dagen kravene begynte å gjelde, for eksempel 01.12.2024.",
    )
    valid_until = models.DateField(
        "gjelder til og med",
        null=True,
        blank=True,
        help_text="Når datoen er passert, viser siden av seg selv at kravene ikke gjelder lenger.",
    )
    note = models.TextField(
        "merknad",
        blank=True,
        help_text="Det leseren må vite om gruppen, for eksempel at nettbrett ikke er med.",
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="+",
        verbose_name="kilde",
        help_text="Der det står hva kravene gjelder for, for eksempel merkets kriteriedokument.",
    )

    public_fields: ClassVar[tuple[str, ...]] = (
        "category",
        "criteria",
        "standing",
        "valid_from",
        "valid_until",
        "note",
        "source",
    )

    class Meta(Row.Meta):
        verbose_name = "produktkategori merket gjelder for"
        verbose_name_plural = "produktkategorier merket gjelder for"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="labels_scope_dates_in_order",
                violation_error_message="«Gjelder fra» kan ikke være etter «gjelder til og med».",
            )
        ]

    def __str__(self) -> str:
        return str(self.category)

    def standing_on(self, day: date) -> Standing:
        return standing_on(
            day,
            stated=Standing(self.standing),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )
