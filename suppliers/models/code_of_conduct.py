from typing import Any

from django.db import models

from suppliers.enums import Area, Step
from suppliers.models.rules import Framework
from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.models import Publishable, RichTextField, Row, Source


class CodeOfConduct(Publishable):
    kind = "code-of-conduct"
    public_fields = ("title", "lead", "introduction", "effective_date", "follow_up", "sources")
    relations = ("requirements",)

    title = models.CharField(
        "tittel", max_length=200, help_text="For eksempel «Etiske retningslinjer for leverandører»."
    )
    lead = models.TextField("ingress", help_text="En til to setninger som sier hva siden gir leseren.")
    introduction = RichTextField(
        "innledning",
        blank=True,
        help_text="Hva retningslinjene er, og hvem de gjelder for. Står før kravene.",
    )
    effective_date = models.DateField(
        "gjelder fra", null=True, blank=True, help_text="Tomt felt vises som «ikke oppgitt» på siden."
    )
    follow_up = RichTextField(
        "oppfølging", blank=True, help_text="Hvordan virksomheten kontrollerer at kravene blir fulgt."
    )
    sources = models.ManyToManyField(Source, verbose_name="kilder", blank=True, related_name="+")

    class Meta(Publishable.Meta):
        verbose_name = "etiske retningslinjer"
        verbose_name_plural = "etiske retningslinjer"
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.title or self.code)

    def address(self, language: str) -> str:
        return localised_reverse("suppliers:code_of_conduct", language)

    def card(self) -> dict[str, Any]:
        effective = self.effective_date.isoformat() if self.effective_date else None
        return {"title": self.title, "lead": self.lead, "facts": {"effective_date": effective}}

    def areas(self) -> list[tuple[Area, list["Requirement"]]]:
        """The clauses by area, areas in the order of their first clause."""
        grouped: dict[str, list[Requirement]] = {}
        for requirement in self.requirements.all():
            grouped.setdefault(requirement.area, []).append(requirement)
        return [(Area(area), requirements) for area, requirements in grouped.items()]

    def resting_on(self, framework_code: str) -> list["Requirement"]:
        """The clauses that name this framework as their basis."""
        return [
            requirement
            for requirement in self.requirements.all()
            if any(framework.code == framework_code for framework in requirement.frameworks.all())
        ]


class Requirement(Row):
    """One clause. Its key is part of its address, so it outlives renumbering."""

    public_fields = ("number", "area", "heading", "text", "frameworks", "step")

    code_of_conduct = models.ForeignKey(
        CodeOfConduct, models.CASCADE, related_name="requirements", verbose_name="etiske retningslinjer"
    )
    number = models.CharField("nummer", max_length=8, help_text="Slik kravet siteres, for eksempel «3.1».")
    area = models.CharField(
        "område",
        max_length=24,
        choices=Area,
        help_text="Delen av retningslinjene kravet hører til, for eksempel arbeidsforhold.",
    )
    heading = models.CharField(
        "overskrift", max_length=200, help_text="For eksempel «Klageordning for de ansatte»."
    )
    text = RichTextField(
        "krav",
        help_text="Bare det retningslinjene sier. For eksempel: «Leverandøren skal ha en klageordning.»",
    )
    frameworks = models.ManyToManyField(
        Framework,
        verbose_name="rammeverk kravet bygger på",
        blank=True,
        related_name="+",
        help_text="Rammeverkets egen side viser også kravet.",
    )
    step = models.PositiveSmallIntegerField(
        "steg i aktsomhetsvurderingen",
        choices=Step,
        null=True,
        blank=True,
        help_text="Hvilket av OECDs seks steg kravet hører til. Kan stå tomt.",
    )

    class Meta(Row.Meta):
        verbose_name = "krav"
        verbose_name_plural = "krav"

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"

    @property
    def anchor(self) -> str:
        return f"krav-{self.key}"

    def framework_rows(self) -> list[Framework]:
        return sorted(self.frameworks.all(), key=lambda framework: (framework.position, framework.code))
