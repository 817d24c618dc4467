"""The five stages of a product's life: the picture on the home page, and its ways into the site."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Stage:
    """`subject` ("kind/code") is the page that tells more about the stage."""

    key: str
    name: Promise
    question: Promise
    subject: str

    @property
    def pictogram(self) -> str:
        return f"pictograms/_{self.key}.svg"


STAGES = (
    Stage(
        "raw-material",
        pgettext_lazy("life cycle", "råvarer"),
        _("Hvor kommer mineralene fra?"),
        "guide/conflict-minerals",
    ),
    Stage(
        "production",
        pgettext_lazy("life cycle", "produksjon"),
        _("Hvordan har de det som lager produktet?"),
        "guide/working-conditions",
    ),
    Stage(
        "use",
        pgettext_lazy("life cycle", "bruk"),
        _("Hva skal det brukes til, og hvor lenge?"),
        "page/labels",
    ),
    Stage(
        "reuse",
        pgettext_lazy("life cycle", "gjenbruk"),
        _("Kan noen andre bruke det etterpå?"),
        "guide/reuse-recycling",
    ),
    Stage(
        "recycling",
        pgettext_lazy("life cycle", "resirkulering"),
        _("Hvordan kan materialene brukes på nytt?"),
        "guide/reuse-recycling",
    ),
)
