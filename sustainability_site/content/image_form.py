"""The form of a picture: what a colleague saved meanwhile stays, and its files follow what is chosen in it."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelForm

from sustainability_site.content import images
from sustainability_site.content.change_forms import CarriedText
from sustainability_site.content.models import Image
from sustainability_site.content.renditions import CENTRE, CONTENT_TYPES

FOCUS = ("focus_across", "focus_down")
CONFLICT = (
    "Noen lagret bildet etter at du åpnet skjemaet. Det du har skrevet, står i feltene, men er ikke lagret. "
    "Lagrer du en gang til, gjelder det som står i feltene."
)
FILE_CONFLICT = (
    "Noen byttet bildefilen etter at du åpnet skjemaet. Se på bildet øverst. Skal din fil eller ditt utsnitt gjelde "
    "likevel, må du velge det en gang til."
)


class ImageForm(ModelForm):
    """Stores the uploaded file when everything else in the form is right, so that a full disk is told in the form."""

    upload = forms.FileField(
        label="Bildefil",
        allow_empty_file=True,
        error_messages={"required": "Velg en bildefil."},
        widget=forms.FileInput(
            attrs={"accept": ",".join([*CONTENT_TYPES.values(), "image/gif"])},
        ),
        help_text="JPEG, PNG, WebP, GIF eller AVIF, høyst 10 MB og 40 megapiksler, for eksempel «verksted.jpg». "
        "Sted, dato og kameranavn som ligger i filen, blir ikke med.",
    )
    # Which file the form was opened with: a mark of its private name.
    opened_with = CarriedText(required=False)
    # Names of originals written for this request: the admin removes them if the request fails.
    written: list[str] = []

    class Meta:
        model = Image
        fields = ("title", "alt_nb", "alt_en", "decorative", "credit", "permission", *FOCUS)

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
        self.initial["opened_with"] = _mark(self.replaced)

    def clean(self) -> dict:
        """What a colleague has changed since the form was opened stays where this editor has left it alone; where both
        have changed, the editor is told before anything is overwritten."""
        values, theirs = super().clean(), {}
        for name, middle in zip(FOCUS, CENTRE, strict=True):
            if values.get(name, middle) is None:
                values[name] = middle
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
        if self._file_is_another(values):
            self._seen({"opened_with": self.initial["opened_with"]})
            raise ValidationError(FILE_CONFLICT, code="conflict")
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
            own = self[name].html_initial_name if self.fields[name].show_hidden_initial else name
            self.data[own] = "" if value is None else str(value)

    def _file_is_another(self, values: dict) -> bool:
        """Whether a colleague has put another file in the place of the one that this editor replaces or cuts."""
        if values.get("opened_with") in ("", None, self.initial["opened_with"]):
            return False
        return bool(values.get("upload")) or any(values.get(name) != self.initial.get(name) for name in FOCUS)

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
        if self.errors or not self.is_bound:
            return
        picture = self.cleaned_data.get("upload")
        if picture is not None:
            self._store(picture)
        elif self.instance.original and self._focus_moved():
            self._crop_anew()

    def _focus_moved(self) -> bool:
        return self._focus() != tuple(self.initial.get(name) for name in FOCUS)

    def _focus(self) -> tuple[int, int]:
        return tuple(getattr(self.instance, name) for name in FOCUS)

    def _store(self, picture: images.Picture) -> None:
        if self.replaced and not self._focus_moved() and not self._alike(picture.pixels.size):
            self.instance.focus_across, self.instance.focus_down = CENTRE  # the point was of another picture
        try:
            stored = images.store(picture, self._focus())
        except ValidationError as error:
            self.add_error("upload", error)
            return
        self.written.append(stored["original"])
        for name, value in stored.items():
            setattr(self.instance, name, value)

    def _alike(self, size: tuple[int, int]) -> bool:
        """Whether a new file has the proportions of the old one, as a retouched version of it has."""
        width, height = size
        return abs(width * self.instance.height / (height * self.instance.width) - 1) < 0.01

    def _crop_anew(self) -> None:
        image = self.instance
        try:
            image.renditions = images.cropped_anew(image.original.name, image.renditions, self._focus())
        except ValidationError as error:
            self.add_error(FOCUS[0], error)


def _mark(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16] if name else ""


def _lines(value: str | bool | None) -> str | bool | None:
    """As a browser sends lines back, whatever they ended with."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
