"""The picture library."""

from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from sustainability_site.content import images
from sustainability_site.content.admin_addresses import form_address
from sustainability_site.content.history import HistoryAsksFirst
from sustainability_site.content.models import Image
from sustainability_site.content.publishable_admin import BothLanguages, choosers_of

BREAK = mark_safe("<br>")


CONFLICT = (
    "Noen lagret bildet etter at du åpnet skjemaet. Det du har skrevet, står i feltene, men er ikke lagret. "
    "Lagrer du en gang til, gjelder det som står i feltene."
)


class ImageForm(ModelForm):
    """Stores the uploaded file when everything else in the form is right, so that a full disk is told in the form."""

    upload = forms.FileField(
        label="Bildefil",
        allow_empty_file=True,
        error_messages={"required": "Velg en bildefil."},
        widget=forms.FileInput(
            attrs={"accept": ",".join([*images.CONTENT_TYPES.values(), "image/gif"])},
        ),
        help_text="JPEG, PNG, WebP, GIF eller AVIF, høyst 10 MB og 40 megapiksler, for eksempel «verksted.jpg». "
        "Sted, dato og kameranavn som ligger i filen, blir ikke med.",
    )
    # Names of originals written for this request: the admin removes them if the request fails.
    written: list[str] = []

    class Meta:
        model = Image
        fields = ("title", "alt_nb", "alt_en", "decorative", "credit", "permission")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.replaced = self.instance.original.name
        if "title" in self.fields:
            self.fields["title"].required = False
        if "upload" in self.fields and self.instance.pk:
            self.fields["upload"].required = False
            self.fields["upload"].label = "Ny bildefil"
        for name, field in self.fields.items():
            field.show_hidden_initial = bool(self.instance.pk) and name in self.initial

    def clean(self) -> dict:
        """What a colleague has changed since the form was opened stays where this editor has left it alone; where both
        have changed, the editor is told before anything is overwritten."""
        values, theirs = super().clean(), {}
        for name, field in self.fields.items():
            opened_as = self.data.get(self[name].html_initial_name)
            if not field.show_hidden_initial or opened_as is None or name not in values:
                continue
            opened, saved, mine = map(_lines, (field.to_python(opened_as), self.initial[name], values[name]))
            if saved in (opened, mine):
                continue
            if mine == opened:
                values[name] = self.initial[name]
            else:
                theirs[name] = saved
        if theirs:
            self._seen(theirs)
            raise ValidationError(
                [CONFLICT, *(self._told(*each) for each in theirs.items())], code="conflict"
            )
        return values

    def _seen(self, theirs: dict[str, str | bool | None]) -> None:
        """Sent once more, the form knows what its editor has been told of, and overwrites it."""
        self.data = self.data.copy()
        for name, value in theirs.items():
            self.data[self[name].html_initial_name] = "" if value is None else str(value)

    def _told(self, name: str, value: str | bool | None) -> str:
        words = {True: "ja", False: "nei", None: "tomt", "": "tomt"}.get(value) or f"«{value}»"
        return f"{self.fields[name].label} er nå {words}."

    def clean_upload(self) -> images.Picture | None:
        upload = self.cleaned_data["upload"]
        return images.check(upload) if upload else None

    def clean_title(self) -> str:
        """A picture without a title is found again by its file's name."""
        title, upload = self.cleaned_data["title"], self.files.get("upload")
        if title or (upload is None and not self.instance.title):
            return title
        return Path(upload.name).stem[:200] if upload else self.instance.title

    def full_clean(self) -> None:
        super().full_clean()
        picture = getattr(self, "cleaned_data", {}).get("upload")
        if picture is None or self.errors:
            return
        try:
            stored = images.store(picture)
        except ValidationError as error:
            self.add_error("upload", error)
            return
        self.written.append(stored["original"])
        for name, value in stored.items():
            setattr(self.instance, name, value)


@admin.register(Image)
class ImageAdmin(HistoryAsksFirst, BothLanguages, admin.ModelAdmin):
    form = ImageForm
    fieldsets = (
        (None, {"fields": ("upload", "picture", "title")}),
        ("For dem som ikke ser bildet", {"fields": ("alt", "decorative")}),
        ("Rettigheter", {"fields": ("credit", "permission")}),
        ("Bruk", {"fields": ("used_on",)}),
    )
    readonly_fields = ("picture", "used_on")
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

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Image | None:
        """While a form is handled, one editor at a time: nobody saves between another's check and writing."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        list(Image.objects.select_for_update().filter(pk=found.pk).values("pk"))
        return super().get_object(request, object_id, from_field)

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

    @admin.display(description="brukes på")
    def used_on(self, image: Image) -> SafeString | str:
        """The working copies that show the picture. Published editions keep their own copy of it."""
        users = choosers_of(image, in_lists=False) if image.pk else ()
        links = (
            (form_address(type(user), user.pk), f"{capfirst(user._meta.verbose_name)}: {user}")
            for user in users
        )
        return format_html_join(BREAK, '<a href="{}">{}</a>', links) or "Ingen sider ennå"

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


def _fitted(image: Image, side: int) -> tuple[int, int]:
    scale = min(1, side / max(image.width, image.height))
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def _lines(value: str | bool | None) -> str | bool | None:
    """As a browser sends lines back, whatever they ended with."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _discard_after_commit(name: str) -> None:
    transaction.on_commit(lambda: images.discard_original(name))
