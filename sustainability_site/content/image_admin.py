"""The picture library."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from sustainability_site.content import images
from sustainability_site.content.admin_addresses import form_address
from sustainability_site.content.history import HistoryAsksFirst
from sustainability_site.content.image_form import FOCUS, ImageForm
from sustainability_site.content.models import Image
from sustainability_site.content.models.image import media_address
from sustainability_site.content.one_at_a_time import OneAtATime
from sustainability_site.content.publishable_admin import BothLanguages, choosers_of
from sustainability_site.content.renditions import SHARED, WIDE
from sustainability_site.content.used_on import published_with

BREAK = mark_safe("<br>")


@admin.register(Image)
class ImageAdmin(HistoryAsksFirst, BothLanguages, OneAtATime, admin.ModelAdmin):
    form = ImageForm
    fieldsets = (
        (None, {"fields": ("upload", "picture", "title")}),
        ("For dem som ikke ser bildet", {"fields": ("alt", "decorative")}),
        ("Utsnitt", {"fields": (FOCUS, "cuts")}),
        ("Rettigheter", {"fields": ("credit", "permission")}),
        ("Bruk", {"fields": ("used_on",)}),
    )
    readonly_fields = ("picture", "cuts", "used_on")
    list_display = ("picture", "title", "alternative_text", "size", "created")
    list_display_links = ("picture", "title")
    list_filter = ("decorative",)
    search_fields = ("title", "alt_nb", "alt_en", "credit", "permission")

    def get_form(
        self, request: HttpRequest, obj: Image | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.written = getattr(request, "written_originals", [])
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.written_originals = []
        try:
            return super().changeform_view(request, *args, **kwargs)
        except BaseException:
            for name in request.written_originals:
                images.discard_original(name)
            raise

    def save_model(self, request: HttpRequest, obj: Image, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.replaced and form.replaced != obj.original.name:
            _discard_after_commit(form.replaced)

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        name = obj.original.name
        super().delete_model(request, obj)
        _discard_after_commit(name)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        names = list(queryset.values_list("original", flat=True))
        super().delete_queryset(request, queryset)
        for name in names:
            _discard_after_commit(name)

    @admin.display(description="bilde")
    def picture(self, image: Image) -> SafeString | str:
        if not image.thumbnail_url:
            return "–"
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="">', image.thumbnail_url, *_fitted(image, 120)
        )

    @admin.display(description="slik blir det")
    def cuts(self, image: Image) -> SafeString | str:
        """The cuts as they were made when the picture was last saved; focus.js shows them as they would become."""
        if not (image.pk and image.whole):
            return "Lagre bildet for å velge utsnitt."
        shown = (
            (cut.name, name, media_address(getattr(image, cut.name).of_width(480)["name"]))
            for cut, name in ((WIDE, "Øverst på en side"), (SHARED, "Når en side deles"))
        )
        figures = format_html_join(
            "", '<figure class="cut cut-{}"><figcaption>{}</figcaption><img src="{}" alt=""></figure>', shown
        )
        whole = media_address(image.whole.of_width(800)["name"])
        return format_html('<div class="cuts" data-whole="{}">{}</div>', whole, figures)

    @admin.display(description="brukes på")
    def used_on(self, image: Image) -> SafeString | str:
        """The working copies that show the picture, and what is published or planned with it."""
        links = _uses(image) if image.pk else ()
        return format_html_join(BREAK, '<a href="{}">{}</a>', links) or "Ingen sider ennå"

    def get_deleted_objects(self, objs: Sequence[Image], request: HttpRequest) -> tuple:
        """A picture that something shows stays: its editor would not find it again, and readers would still see it."""
        to_delete, counts, _permissions, _protected = super().get_deleted_objects(objs, request)
        shown = [words for image in objs for _address, words in _uses(image)]
        return to_delete, counts, set(), shown

    @admin.display(description="alternativ tekst", ordering="alt_nb")
    def alternative_text(self, image: Image) -> SafeString | str:
        if image.decorative:
            return "dekorativt"
        if not image.alt_nb:
            return format_html("<strong>{}</strong>", "⚠ mangler")
        if not image.alt_en:
            return format_html("{} <strong>{}</strong>", image.alt_nb, "⚠ mangler på engelsk")
        return image.alt_nb

    @admin.display(description="størrelse")
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"


def _uses(image: Image) -> list[tuple[str, str]]:
    """The address and the name of each working copy and each live or planned edition that shows the picture."""
    working = [
        (form_address(type(user), user.pk), f"{capfirst(user._meta.verbose_name)}: {user}")
        for user in choosers_of(image, in_lists=False)
    ]
    cards = published_with(image, at=timezone.now())
    return working + [(card.path, f"Publisert: {card.title}") for card in cards]


def _fitted(image: Image, side: int) -> tuple[int, int]:
    scale = min(1, side / max(image.width, image.height))
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def _discard_after_commit(name: str) -> None:
    transaction.on_commit(lambda: images.discard_original(name))
