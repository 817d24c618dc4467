from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OecdStep(models.TextChoices):
    """The six steps of due diligence in OECD's guidance, which § 4 of the Act follows."""

    EMBED = "embed", _("Forankre ansvarlighet i retningslinjer og styring")
    ASSESS = "assess", _("Kartlegge og vurdere skade på mennesker, samfunn og miljø")
    STOP = "stop", _("Stanse, forebygge eller begrense skade")
    TRACK = "track", _("Følge opp gjennomføring og resultater")
    COMMUNICATE = "communicate", _("Fortelle om hvordan skade er håndtert")
    REMEDY = "remedy", _("Sørge for gjenoppretting og erstatning der det trengs")


class FindingKind(models.TextChoices):
    """§ 5 b keeps apart what has happened and what may happen."""

    ACTUAL = "actual", _("Faktisk negativ konsekvens")
    RISK = "risk", _("Vesentlig risiko")


class ChainTier(models.TextChoices):
    OWN = "own", _("egen virksomhet")
    PARTNER = "partner", pgettext_lazy("chain tier", "forretningspartner")
    SUPPLIER = "supplier", _("direkte leverandør")
    PRODUCTION = "production", _("produksjon hos leverandør eller underleverandør")
    REFINING = "refining", _("smelteverk og foredling")
    EXTRACTION = "extraction", _("gruvedrift og utvinning av råvarer")


class Severity(models.TextChoices):
    LOW = "low", pgettext_lazy("severity", "lav")
    MEDIUM = "medium", pgettext_lazy("severity", "middels")
    HIGH = "high", pgettext_lazy("severity", "høy")
    VERY_HIGH = "very-high", pgettext_lazy("severity", "svært høy")


class Likelihood(models.TextChoices):
    LOW = "low", pgettext_lazy("likelihood", "lav")
    MEDIUM = "medium", pgettext_lazy("likelihood", "middels")
    HIGH = "high", pgettext_lazy("likelihood", "høy")


class MeasureStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("measure status", "planlagt")
    ONGOING = "ongoing", pgettext_lazy("measure status", "pågår")
    DONE = "done", pgettext_lazy("measure status", "gjennomført")
    STOPPED = "stopped", pgettext_lazy("measure status", "avsluttet uten å være gjennomført")


class MeasureOutcome(models.TextChoices):
    """What came of a measure, apart from how far it has come."""

    EFFECTIVE = "effective", pgettext_lazy("measure outcome", "virket etter hensikten")
    PARTLY = "partly", pgettext_lazy("measure outcome", "virket delvis")
    INEFFECTIVE = "ineffective", pgettext_lazy("measure outcome", "virket ikke")
    UNKNOWN = "unknown", pgettext_lazy("measure outcome", "ikke mulig å vurdere ennå")


class SignatoryRole(models.TextChoices):
    CHAIR = "chair", pgettext_lazy("signatory", "styreleder")
    BOARD_MEMBER = "board-member", pgettext_lazy("signatory", "styremedlem")
    GENERAL_MANAGER = "general-manager", pgettext_lazy("signatory", "daglig leder")
