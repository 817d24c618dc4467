"""The choices of admin's forms: asked for once, however many rows offer them."""

from functools import cache

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models

LONGEST_KEY = 18  # signs that fit in the keys of every database


def may_be_key(text: str) -> bool:
    """Whether a database can be asked for it."""
    return text.isdecimal() and len(text) <= LONGEST_KEY


class SeveralField(forms.ModelMultipleChoiceField):
    """Refuses what can be no key, where Django would ask the database for it."""

    def clean(self, value: object) -> models.QuerySet:
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super().clean(value)


def asked_for_once(form: type[forms.ModelForm]) -> None:
    """Let all the rows of one formset, whose form this is, share the choices of their lists."""
    for field in form.base_fields.values():
        if isinstance(field, forms.ModelChoiceField) and not _is_searched(field.widget):
            field.choices = cache(lambda choices=field.choices: list(choices))


def _is_searched(widget: forms.Widget) -> bool:
    inner = widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
    return isinstance(inner, AutocompleteMixin)
