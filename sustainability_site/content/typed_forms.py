"""What stands in a sent form, as the document it would become, with nothing saved."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from django.contrib.admin.utils import flatten_fieldsets
from django.db import transaction
from django.forms import BaseInlineFormSet, ModelForm, all_valid
from django.forms.formsets import ManagementForm
from django.http import HttpRequest, QueryDict

from sustainability_site.content import working_copy
from sustainability_site.content.choices import may_be_key
from sustainability_site.content.documents import Document, freeze
from sustainability_site.content.models import Publishable
from sustainability_site.content.shapes import model_of, relation_field


class Unfinished(ValueError):
    """What was sent could not be saved as it stands. `faults` are (where, what) in words."""

    def __init__(self, form: ModelForm, formsets: list[BaseInlineFormSet]) -> None:
        self.faults = [*form_faults(form), *(fault for each in formsets for fault in formset_faults(each))]
        super().__init__(f"{len(self.faults)} faults")


@dataclass(frozen=True)
class Typed:
    """The draft that a form would become, and the public document."""

    document: Document
    public: Document


class TypedForms:
    """Mixed into a ModelAdmin of a publishable."""

    def typed(self, request: HttpRequest, pk: int | None, *, base: Document | None = None) -> Typed:
        """What was sent, saved for a moment and undone again: on top of what is saved now, or of `base`, which the form was
        opened from. Raises Unfinished, or MissingReference where `base` can't be brought back."""
        with transaction.atomic():
            if base is not None:
                working_copy.write(base, identities_in(request.POST, base))
            subject = self.get_queryset(request).get(pk=pk) if pk else None
            saved = self._saved_for_now(request, subject)
            typed = Typed(freeze(saved, everything=True), freeze(saved))
            transaction.set_rollback(True)
        return typed

    def check_saved(self, request: HttpRequest, subject: Publishable) -> None:
        """Let the form judge what is saved, as if it had been sent. Raises Unfinished."""
        asked = copy(request)
        asked.method = "GET"
        form, formsets = self._filled(asked, subject, None)
        asked.method, asked.POST = "POST", as_sent(form, formsets)
        form, formsets = self._filled(asked, self.get_queryset(request).get(pk=subject.pk), asked.POST)
        if not all_valid([form, *formsets]):
            raise Unfinished(form, formsets)

    def _filled(
        self, request: HttpRequest, subject: Publishable | None, sent: QueryDict | None
    ) -> tuple[ModelForm, list[BaseInlineFormSet]]:
        names = flatten_fieldsets(self.get_fieldsets(request, subject))
        form_class = self.get_form(request, subject, change=subject is not None, fields=names)
        form = form_class(sent, request.FILES if sent else None, instance=subject)
        form.newest = None  # nothing is overwritten, so no conflict either
        formsets, _inlines = self._create_formsets(request, form.instance, change=subject is not None)
        return form, formsets

    def _saved_for_now(self, request: HttpRequest, subject: Publishable | None) -> Publishable:
        change = subject is not None
        form, formsets = self._filled(request, subject, request.POST)
        valid = form.is_valid()
        new = self.save_form(request, form, change) if valid else form.instance
        if not (all_valid(formsets) and valid):
            raise Unfinished(form, formsets)
        self.save_model(request, new, form, change)
        form.save_m2m()
        for formset in formsets:
            self.save_formset(request, form, formset, change)
        return working_copy.load(self.model, new.code)


def as_sent(form: ModelForm, formsets: list[BaseInlineFormSet]) -> QueryDict:
    """What a browser would send of forms that nobody has typed in."""
    sent = QueryDict(mutable=True)
    managing = [formset.management_form for formset in formsets]
    for each in (form, *managing, *(row for formset in formsets for row in formset.initial_forms)):
        for field in each:
            value = field.value()
            values = value if isinstance(value, (list, tuple)) else [value]
            sent.setlist(
                field.html_name, [str(one) for one in values if one is not None and one is not False]
            )
    return sent


def identities_in(sent: QueryDict, base: Document) -> dict[tuple[str, str], int]:
    """The primary keys that the rows of `base` had when the form was opened from it: they stand in the form in the
    order of the document."""
    found = {}
    for relation in model_of(base["kind"]).relations:
        management = ManagementForm(sent, prefix=relation)
        rows = base.get(relation, [])
        if not management.is_valid() or management.cleaned_data["INITIAL_FORMS"] != len(rows):
            continue
        pk = relation_field(model_of(base["kind"]), relation).model._meta.pk.name
        posted = (sent.get(f"{relation}-{number}-{pk}", "") for number in range(len(rows)))
        found |= {
            (relation, row["key"]): int(value)
            for row, value in zip(rows, posted, strict=True)
            if may_be_key(value)
        }
    return found


def form_faults(form: ModelForm) -> Iterator[tuple[str, str]]:
    for name, messages in form.errors.items():
        label = str(form[name].label) if name in form.fields else ""
        yield from ((label, message) for message in messages)


def formset_faults(formset: BaseInlineFormSet) -> Iterator[tuple[str, str]]:
    kind = str(formset.model._meta.verbose_name)
    yield from (("", message) for message in formset.non_form_errors())
    for number, form in enumerate(formset.forms, 1):
        if formset.can_delete and formset._should_delete_form(form):
            continue
        for label, message in form_faults(form):
            yield f"{kind} {number}{': ' if label else ''}{label}", message
