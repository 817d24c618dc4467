"""Admin forms with the languages side by side."""

from collections.abc import Iterator, Sequence

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models.functions import Lower
from django.forms import DateInput, Field
from django.http import HttpRequest

from sustainability_site.content.addresses import LANGUAGES, SOURCE_LANGUAGE
from sustainability_site.content.choices import SeveralField
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.models import Source
from sustainability_site.content.rich_text_form import RichTextFormField, RichTextWidget
from sustainability_site.content.shapes import translated_fields

ROWS = 3


class BothLanguages:
    """Base names of translated fields become one line per field with a column per language."""

    model: type[models.Model]

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list:
        declared = self.fieldsets or [(None, {"fields": self.fields or self._all_names()})]
        return [
            (name, {**options, "fields": list(self._per_language(options["fields"]))})
            for name, options in declared
        ]

    def _all_names(self) -> tuple[str, ...]:
        return (*self.model.public_fields, "position")

    def _per_language(self, names: Sequence) -> Iterator:
        translated = translated_fields(self.model)
        for name in names:
            if isinstance(name, (tuple, list)):
                yield tuple(column for inner in name for column in self._columns(inner, translated))
            else:
                columns = self._columns(name, translated)
                yield columns if len(columns) > 1 else columns[0]

    def _columns(self, name: str, translated: frozenset[str]) -> tuple[str, ...]:
        return tuple(f"{name}_{language}" for language in LANGUAGES) if name in translated else (name,)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: object
    ) -> Field | None:
        """Sources by title: that is what they are looked for by, and shown by."""
        if db_field.remote_field.model is Source:
            kwargs.setdefault("queryset", Source.objects.order_by(Lower(f"title_{SOURCE_LANGUAGE}"), "code"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: object
    ) -> Field | None:
        if isinstance(db_field, RichTextField):
            kwargs |= {"form_class": RichTextFormField, "widget": RichTextWidget()}
        elif isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        elif type(db_field) is models.DateField:
            kwargs["widget"] = DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        elif isinstance(db_field, models.ManyToManyField):
            kwargs["form_class"] = SeveralField
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(db_field, models.TextField):
            field.widget.attrs["rows"] = ROWS
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        language = getattr(db_field, "language", None)
        if language is not None:
            field.widget.attrs["lang"] = language
            if language != SOURCE_LANGUAGE:
                field.help_text = ""
        return field
