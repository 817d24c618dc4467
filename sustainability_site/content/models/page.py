from collections.abc import Callable, Collection
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from sustainability_site.content.fields import RichTextField
from sustainability_site.content.models.abstract import Publishable, Row
from sustainability_site.content.models.image import Image
from sustainability_site.content.models.source import Source


def _with_picture(document: dict) -> dict:
    """Shape 2 has room for a picture at the top."""
    return document | {"picture": None}


class Page(Publishable):
    """A text page: the home page, the rooms' overviews, and pages such as «Om» and «Personvern»."""

    kind = "page"
    in_frame = True
    shape = 2
    upgrades: ClassVar[dict[int, Callable[[dict], dict]]] = {1: _with_picture}
    public_fields = ("title", "slug", "lead", "menu_title", "menu_position", "picture", "body", "sources")
    relations = ("sections",)

    # The site's routes lead to these. The slug of one that lies below another page is its whole path.
    FIXED = (
        *("home", "glossary", "open-data"),
        *("labels", "labels-find", "labels-compare", "labels-tender", "labels-method"),
        *("suppliers", "suppliers-self-check"),
        *("transparency", "about", "footprint", "privacy", "accessibility"),
    )

    # Tools and lists of everything, where the reader has come to do something.
    WITHOUT_PICTURE = (
        *("labels-find", "labels-compare", "labels-tender", "suppliers-self-check"),
        *("glossary", "open-data"),
    )

    title = models.CharField("tittel", max_length=200, help_text="Sidens overskrift.")
    slug = models.SlugField(
        "adresse",
        max_length=80,
        blank=True,
        help_text="Siste ledd i nettadressen, for eksempel «personvern». Forsiden har tom adresse.",
    )
    lead = models.TextField(
        "ingress", blank=True, help_text="En til tre setninger som sier hva siden gir leseren."
    )
    menu_title = models.CharField(
        "navn i menyen", max_length=60, blank=True, help_text="Kort, for eksempel «Om»."
    )
    menu_position = models.PositiveSmallIntegerField(
        "plass i menyen",
        null=True,
        blank=True,
        help_text="For eksempel 10. Tomt felt: siden står ikke i hovedmenyen.",
    )
    picture = models.ForeignKey(
        Image,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bilde",
        help_text="Står under ingressen, dobbelt så bredt som høyt. Det samme bildet vises når noen deler siden. "
        "Hva som blir med, velger du i bildebiblioteket.",
    )
    body = RichTextField(
        "brødtekst",
        blank=True,
        help_text="Teksten under ingressen, for eksempel to–tre korte avsnitt. Lange sider deles heller i avsnittene nedenfor.",
    )
    sources = models.ManyToManyField(Source, verbose_name="kilder", blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "side"
        verbose_name_plural = "sider"
        ordering = ("menu_position", "code")

    def __str__(self) -> str:
        return self.title or self.code

    @property
    def fixed(self) -> bool:
        """A page of the site's own: its address stays, and it is never withdrawn."""
        return self.code in self.FIXED

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """The slug of a fixed page may be a whole path: no editor can change it."""
        kept = {"slug", "slug_nb", "slug_en"} if self.fixed else set()
        super().clean_fields(exclude={*(exclude or ()), *kept})

    def clean(self) -> None:
        if self.picture_id is not None and self.code in self.WITHOUT_PICTURE:
            raise ValidationError({"picture": "Denne siden er et verktøy, og har ikke plass til et bilde."})

    def address(self, language: str) -> str:
        prefix = "/" if language == "nb" else f"/{language}/"
        slug = getattr(self, f"slug_{language}") or self.slug_nb
        return f"{prefix}{slug}/" if slug else prefix

    def card(self) -> dict:
        facts = {"menu_title": self.menu_title or self.title, "menu_position": self.menu_position}
        return {"title": self.title, "lead": self.lead, "facts": facts}


class PageSection(Row):
    public_fields = ("heading", "body", "style")

    class Style(models.TextChoices):
        TEXT = "text", "tekst"
        TIP = "tip", "tips"

    page = models.ForeignKey(Page, models.CASCADE, related_name="sections", verbose_name="side")
    heading = models.CharField(
        "mellomtittel",
        max_length=200,
        help_text="Sier hva avsnittet svarer på, for eksempel «Hvem står bak?».",
    )
    body = RichTextField(
        "tekst",
        help_text="Det avsnittet forteller, for eksempel hvem som gir ut nettstedet. Lenker til egne sider følger adressen deres.",
    )
    style = models.CharField(
        "form",
        max_length=10,
        choices=Style,
        default=Style.TEXT,
        help_text="«Tips» settes i en egen ramme, for eksempel et råd til innkjøpere. Bruk det sjelden.",
    )

    class Meta(Row.Meta):
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"

    def __str__(self) -> str:
        return self.heading
