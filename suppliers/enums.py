from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Area(models.TextChoices):
    """What a clause in the code of conduct is about."""

    WORKING_ENVIRONMENT = "working-environment", pgettext_lazy("area", "Arbeidsmiljø")
    SOCIAL_RESPONSIBILITY = "social-responsibility", _("Sosialt ansvar")
    HUMAN_RIGHTS = "human-rights", pgettext_lazy("area", "Menneskerettigheter")
    BUSINESS_ETHICS = "business-ethics", pgettext_lazy("area", "Forretningsetikk")
    ENVIRONMENT = "environment", pgettext_lazy("area", "Miljø")
    CONFLICT_MINERALS = "conflict-minerals", pgettext_lazy("area", "Konfliktmineraler")
    COMPLAINTS = "complaints", pgettext_lazy("area", "Klageordning")
    SUPPLY_CHAIN = "supply-chain", pgettext_lazy("area", "Produksjonskjeden")
    FOLLOW_UP = "follow-up", _("Kontroll og oppfølging")


class Step(models.IntegerChoices):
    """The six steps of the OECD's guidance on due diligence."""

    EMBED = 1, _("forankre ansvaret i retningslinjer og styring")
    ASSESS = 2, _("kartlegge og vurdere negativ påvirkning")
    PREVENT = 3, _("stanse, forebygge eller begrense")
    TRACK = 4, _("følge med på gjennomføring og resultater")
    COMMUNICATE = 5, _("fortelle om arbeidet")
    REMEDY = 6, _("rette opp, alene eller sammen med andre")


class GuideTopic(models.TextChoices):
    WORKING_CONDITIONS = "working-conditions", "arbeidsforhold"
    MINERALS = "minerals", "mineraler"
    CHEMICALS = "chemicals", "kjemikalier"
    REUSE = "reuse", "gjenbruk og resirkulering"


class Stage(models.TextChoices):
    """Where in a product's life cycle a guide belongs."""

    RAW_MATERIAL = "raw_material", pgettext_lazy("life cycle", "råvarer")
    PRODUCTION = "production", pgettext_lazy("life cycle", "produksjon")
    USE = "use", pgettext_lazy("life cycle", "bruk")
    REUSE = "reuse", pgettext_lazy("life cycle", "gjenbruk")
    RECYCLING = "recycling", pgettext_lazy("life cycle", "resirkulering")


class SectionStyle(models.TextChoices):
    TEXT = "text", "tekst"
    TIP = "tip", "tips"
    WARNING = "warning", "advarsel"
    QUESTION = "question", "spørsmål til leverandøren"
    ANSWER = "answer", "hva et godt svar inneholder"


class Table(models.TextChoices):
    """The data tables that a guide can show."""

    MINERALS = "minerals", "mineraler"
    SUBSTANCES = "substances", "stoffer"
    REGULATIONS = "regulations", "regelverk"


class SubstanceGroup(models.TextChoices):
    HEAVY_METAL = "heavy-metal", pgettext_lazy("substance group", "tungmetall")
    FLAME_RETARDANT = "flame-retardant", pgettext_lazy("substance group", "flammehemmer")
    PHTHALATE = "phthalate", pgettext_lazy("substance group", "ftalat")
    OTHER = "other", _("annet stoff")


class Act(models.TextChoices):
    """What kind of rule a regulation is."""

    EU_DIRECTIVE = "eu-directive", _("EU-direktiv")
    EU_REGULATION = "eu-regulation", _("EU-forordning")
    NORWEGIAN_ACT = "norwegian-act", _("norsk lov")
    NORWEGIAN_REGULATION = "norwegian-regulation", _("norsk forskrift")


class Answer(models.TextChoices):
    """How a supplier stands to a clause. The values stand in shared addresses, and are short so that these stay so."""

    MET = "y", pgettext_lazy("self-check", "Oppfylt")
    PARTLY = "p", _("Delvis oppfylt")
    NOT_MET = "n", _("Ikke oppfylt")
    NOT_OURS = "x", _("Gjelder ikke oss")


class Knowledge(models.TextChoices):
    """What is known about one tier of the supply chain."""

    KNOWN = "known", pgettext_lazy("supply chain", "kjent")
    PARTLY = "partly", pgettext_lazy("supply chain", "noe er kjent")
    UNKNOWN = "unknown", pgettext_lazy("supply chain", "ikke kjent")
    NOT_STATED = "not-stated", pgettext_lazy("supply chain", "ikke oppgitt")
