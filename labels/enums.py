from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OwnerKind(models.TextChoices):
    PUBLIC = "public", _("offentlig myndighet eller organ")
    NGO = "ngo", _("ideell organisasjon")
    UNION = "union", _("selskap eid av fagbevegelsen")
    INDUSTRY = "industry", _("bransjeorganisasjon")
    COMPANY = "company", _("privat selskap")


class IsoType(models.TextChoices):
    TYPE_I = "type-i", _("type I etter ISO 14024")
    OTHER = "other", _("annen type ordning")
    UNSETTLED = "unsettled", _("typen er ikke avklart")


class VerificationTiming(models.TextChoices):
    BEFORE = "before", _("før produktet får merket")
    AFTER = "after", _("etter at produktet har fått merket")
    BOTH = "both", _("både før og etter at produktet har fått merket")


class Level(models.TextChoices):
    """How far a label goes on a topic. No row at all means that nobody has looked."""

    REQUIRED = "required", pgettext_lazy("coverage", "Påkrevd")
    OPTIONAL = "optional", pgettext_lazy("coverage", "Valgfritt")
    PARTLY = "partly", pgettext_lazy("coverage", "Delvis")
    UNSPECIFIED = "unspecified", _("Har krav, men graden er ikke undersøkt")
    NOT = "not", _("Dekkes ikke")


class Stage(models.TextChoices):
    """A stage of a product's life cycle; `Coverage` has a column `in_<name>` for each."""

    RAW_MATERIAL = "raw-material", pgettext_lazy("life cycle", "råvarer")
    PRODUCTION = "production", pgettext_lazy("life cycle", "produksjon")
    USE = "use", pgettext_lazy("life cycle", "bruk")
    REUSE = "reuse", pgettext_lazy("life cycle", "gjenbruk")
    RECYCLING = "recycling", pgettext_lazy("life cycle", "resirkulering")

    @property
    def pictogram(self) -> str:
        return f"pictograms/_{self.value}.svg"


class Standing(models.TextChoices):
    """Whether the label's criteria for a product category apply."""

    CURRENT = "current", _("gjelder nå")
    PAST = "past", _("gjelder ikke lenger")
    FUTURE = "future", _("gjelder ikke ennå")
    UNCERTAIN = "uncertain", _("ikke bekreftet")
