"""The working copy's form: nobody's saving is overwritten unseen, and rows are saved whatever others deleted."""

from collections.abc import Mapping

from django import forms
from django.db import models
from django.forms.formsets import ManagementForm
from django.http import QueryDict

from sustainability_site.content.models import Draft, Edition, Publishable
from sustainability_site.content.moments import in_figures
from sustainability_site.content.shapes import prefetch_paths

CODE_IS_TAKEN = (
    "Koden er brukt av noe som er slettet. Hent det tilbake fra papirkurven, eller velg en annen kode."
)


class Carried:
    """Mixed into a field that the form carries along, and that is no part of what is edited."""

    widget = forms.HiddenInput

    def has_changed(self, initial: object, data: object) -> bool:
        return False


class CarriedNumber(Carried, forms.IntegerField):
    pass


class CarriedText(Carried, forms.CharField):
    pass


class PublishableForm(forms.ModelForm):
    """Refuses to overwrite a draft that the editor has not seen.

    `opened_from` is the draft that the form was opened from. Where that is not the newest, the editor chooses on a page of its own
    before this form is asked; what comes here in spite of that has faults besides, or says nothing of its draft.
    """

    opened_from = CarriedNumber(required=False)
    never_saved = False

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Mapping | None = None,
        *args: object,
        instance: Publishable | None = None,
        **kwargs: object,
    ) -> None:
        if data is None and instance is not None and instance.pk:
            # The lists that the form shows, its state and its translations are told from are read once.
            models.prefetch_related_objects([instance], *prefetch_paths(type(instance)))
        super().__init__(data, files, *args, instance=instance, **kwargs)
        self.newest = self._newest_draft() if self.instance.pk else None
        self.initial["opened_from"] = self.newest.pk if self.newest else None

    def _newest_draft(self) -> Draft | None:
        return Draft.objects.filter(subject=self.instance.subject).defer("document").first()

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        subject = f"{self.instance.kind}/{code}"
        taken = (
            Edition.objects.filter(subject=subject).exists() or Draft.objects.filter(subject=subject).exists()
        )
        present = type(self.instance)._default_manager.filter(code=code).exists()
        if taken and not present:
            raise forms.ValidationError(CODE_IS_TAKEN)
        return code

    def clean(self) -> dict:
        values = super().clean()
        if self.never_saved:
            raise forms.ValidationError("Teksten er hentet fram, men ikke lagret.", code="taken_up")
        if self.newest is not None and self.newest.pk != values.get("opened_from"):
            raise forms.ValidationError(
                f"{self.newest.actor} lagret {in_figures(self.newest.saved_at)}, etter at du åpnet skjemaet. "
                "Det du har skrevet, står i feltene, men er ikke lagret.",
                code="conflict",
            )
        return values


class RowFormSet(forms.BaseInlineFormSet):
    """Rows that someone else has deleted since the form was opened are saved as new ones."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            present = {str(row.pk) for row in super().get_queryset()}
            self.data = without_gone_rows(self.data, self.prefix, self.model._meta.pk.name, present)

    def get_queryset(self) -> models.QuerySet | list[models.Model]:
        """In the order of the forms: admin shows each form under the name of the row in the same place."""
        rows = super().get_queryset()
        if not self.is_bound:
            return rows
        count, pk = min(self.initial_form_count(), len(self.data)), self.model._meta.pk.name
        places = {self.data.get(f"{self.prefix}-{number}-{pk}"): number for number in range(count)}
        return sorted(rows, key=lambda row: places.get(str(row.pk), count))


def without_gone_rows(data: QueryDict, prefix: str, pk: str, present: set[str]) -> QueryDict:
    """The submitted rows with those whose row is gone moved behind the rest, without an id."""
    management = ManagementForm(data, prefix=prefix)
    if not management.is_valid():
        return data
    total, initial = management.cleaned_data["TOTAL_FORMS"], management.cleaned_data["INITIAL_FORMS"]
    if max(total, initial) > len(data):
        return data
    rows = {number: data.get(f"{prefix}-{number}-{pk}") in present for number in range(initial)}
    kept, gone = ([number for number, is_there in rows.items() if is_there is side] for side in (True, False))
    if not gone:
        return data
    places = {str(old): new for new, old in enumerate([*kept, *gone, *range(initial, total)])}
    moved = QueryDict(mutable=True)
    for key, values in data.lists():
        number, _, name = key.removeprefix(f"{prefix}-").partition("-")
        if not key.startswith(f"{prefix}-") or number not in places:
            moved.setlist(key, values)
        elif name == pk and int(number) in gone:
            moved.setlist(f"{prefix}-{places[number]}-{name}", [""])
        else:
            moved.setlist(f"{prefix}-{places[number]}-{name}", values)
    moved[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    return moved
