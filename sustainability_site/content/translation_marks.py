"""Stale and missing translations in the change form: a mark at the field, and «fortsatt riktig» as one button."""

from collections.abc import Iterable, Iterator

from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string

from sustainability_site.content.agreements import Outstanding

CONFIRM = "_confirm"


def confirmed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """The place, with its language, that the editor says is still right: what the pressed button sends."""
    language, _, place = request.POST.get(CONFIRM, "").partition(":")
    return [(place, language)] if place else []


def mark(found: Iterable[Outstanding], adminform: AdminForm, formsets: Iterable[InlineAdminFormSet]) -> None:
    """Put a mark in words below the field of everything that is found."""
    forms = dict(_forms(adminform, formsets))
    for each in found:
        row, _, name = each.text.place.rpartition(".")
        form, column = forms.get(row), f"{name}_{each.text.language}"
        if form is None or column not in form.fields:
            continue
        context = {"each": each, "confirm": f"{each.text.language}:{each.text.place}", "name": CONFIRM}
        # The bound field has its help text from its making on, which for a refused form was its validation.
        form[column].help_text = render_to_string("admin/content/_translation_mark.html", context)


def _forms(adminform: AdminForm, formsets: Iterable[InlineAdminFormSet]) -> Iterator[tuple[str, BaseForm]]:
    """Each form under what stands before the field's name in a place: "" or "sections/r3"."""
    yield "", adminform.form
    for inline in formsets:
        relation = inline.formset.fk.remote_field.related_name
        for form in inline.formset.initial_forms:
            if form.instance.pk:
                yield f"{relation}/{form.instance.key}", form
