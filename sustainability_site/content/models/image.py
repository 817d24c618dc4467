from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse

from sustainability_site.content.images import PrivateStorage
from sustainability_site.content.renditions import CENTRE, CONTENT_TYPES, SHARED, WIDE

MODERN_FORMATS = ("avif", "webp")


class Image(models.Model):
    """A picture in the library. An edition embeds its public fields, so that what was published stays as it was."""

    public_fields: ClassVar[tuple[str, ...]] = (
        "alt",
        "decorative",
        "credit",
        "width",
        "height",
        "renditions",
    )

    title = models.CharField(
        "tittel",
        max_length=200,
        help_text="Navnet redaktører finner bildet igjen med, for eksempel «TCO Certified, logo». Uten tittel brukes filnavnet. Vises ikke på nettstedet.",
    )
    original = models.FileField("original", storage=PrivateStorage(), upload_to="originals", editable=False)
    width = models.PositiveIntegerField("bredde", editable=False)
    height = models.PositiveIntegerField("høyde", editable=False)
    alt = models.CharField(
        "alternativ tekst",
        max_length=300,
        blank=True,
        help_text="Det bildet viser, for dem som ikke ser det, for eksempel «En tekniker bytter batteri i en bærbar PC». "
        "Ikke skriv «bilde av».",
    )
    decorative = models.BooleanField(
        "dekorativt",
        default=False,
        help_text="Kryss av når bildet bare er pynt, for eksempel et mønster. Skjermlesere hopper da over det.",
    )
    credit = models.CharField(
        "kreditering",
        max_length=200,
        blank=True,
        help_text="Vises ved bildet, for eksempel «Foto: Kari Nordmann».",
    )
    permission = models.TextField(
        "tillatelse",
        blank=True,
        help_text="Hvem som har gitt lov til å bruke bildet, når og på hvilke vilkår, for eksempel «E-post fra TCO "
        "Development 3. mai 2026: logoen kan vises ved omtale av merket». Skal fylles ut for logoer. Vises ikke på nettstedet.",
    )
    focus_across = models.PositiveSmallIntegerField(
        "det viktigste, fra venstre",
        default=CENTRE[0],
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text="Prosent av bredden, for eksempel 50 for midten. Klikk i det store bildet nedenfor, eller skriv tallet.",
    )
    focus_down = models.PositiveSmallIntegerField(
        "det viktigste, fra toppen",
        default=CENTRE[1],
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text="Prosent av høyden, for eksempel 30 for et ansikt øverst i bildet.",
    )
    renditions = models.JSONField("utgaver av bildet", default=list, editable=False)
    created = models.DateTimeField("lastet opp", auto_now_add=True)

    class Meta:
        verbose_name = "bilde"
        verbose_name_plural = "bilder"
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decorative=True) | models.Q(alt_nb__isnull=False, alt_nb__gt=""),
                name="image_has_alt_or_is_decorative",
                violation_error_message="Skriv en alternativ tekst på norsk, eller kryss av for «dekorativt».",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if not self.decorative and not self.alt_nb:
            message = self._meta.constraints[0].violation_error_message
            raise ValidationError({"alt_nb": ValidationError(message, code="alt")})

    @property
    def whole(self) -> "Shown":
        return Shown(tuple(each for each in self.renditions if "crop" not in each))

    @property
    def wide(self) -> "Shown":
        """Cut for the top of a page; whole where there is no such cut."""
        return self._cut(WIDE.name) or self.whole

    @property
    def shared(self) -> "Shown":
        """Cut for those who share the page; whole where there is no such cut."""
        return self._cut(SHARED.name) or self.whole

    def _cut(self, crop: str) -> "Shown":
        return Shown(tuple(each for each in self.renditions if each.get("crop") == crop))

    @property
    def thumbnail_url(self) -> str:
        """The smallest rendition in the smallest format."""
        renditions = self.whole.of("webp")
        return media_address(renditions[0]["name"]) if renditions else ""


@dataclass(frozen=True)
class Shown:
    """One cut of a picture, or all of it, as a page shows it."""

    renditions: tuple[dict, ...]

    def __bool__(self) -> bool:
        return bool(self.renditions)

    @property
    def sources(self) -> list[dict[str, str]]:
        """`type` and `srcset` for each <source>, the smallest format first."""
        return [
            {"type": CONTENT_TYPES[name], "srcset": self._srcset(name)}
            for name in MODERN_FORMATS
            if self.of(name)
        ]

    @property
    def fallback(self) -> dict[str, object] | None:
        """`url`, `srcset`, `width` and `height` for the <img>, in a format that every browser reads."""
        renditions = self.of("jpg") or self.of("png")
        if not renditions:
            return None
        widest = max(renditions, key=lambda rendition: rendition["width"])
        return {
            "url": media_address(widest["name"]),
            "srcset": self._srcset(widest["format"]),
            "width": widest["width"],
            "height": widest["height"],
        }

    def of(self, name: str) -> list[dict]:
        return [rendition for rendition in self.renditions if rendition["format"] == name]

    def of_width(self, width: int) -> dict:
        """The rendition, in its smallest format, that comes nearest to a width."""
        formats = next(filter(None, map(self.of, ("webp", "jpg", "png"))))
        return min(formats, key=lambda rendition: abs(rendition["width"] - width))

    def _srcset(self, name: str) -> str:
        return ", ".join(f"{media_address(each['name'])} {each['width']}w" for each in self.of(name))


def media_address(name: str) -> str:
    return reverse("media", kwargs={"name": name})
