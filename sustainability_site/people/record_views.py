"""The log in admin: read, filtered and fetched as a table by those who have the permission, edited by nobody."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from sustainability_site.content import spreadsheets
from sustainability_site.content.document_changes import changes
from sustainability_site.content.models import Draft, Edition, Entry
from sustainability_site.content.persons import PersonField
from sustainability_site.content.shapes import model_of
from sustainability_site.people.record import Line, Part, Wanted, lines, people, titles_of
from sustainability_site.people.views import page

PERMISSION = "people.view_record"
ON_A_PAGE, LAST_PAGE = 50, 10_000
MOST_IN_A_TABLE = 20_000
COLUMNS = ("tidspunkt", "hvem", "del av loggen", "hva", "gjelder")


class RecordForm(forms.Form):
    hvem = PersonField(queryset=User.objects.none(), required=False, label="Hvem", empty_label="Alle")
    hva = forms.ChoiceField(choices=[("", "Alt"), *Part.choices], required=False, label="Hva")
    fra = forms.DateField(required=False, label="Fra og med", widget=forms.DateInput({"type": "date"}))
    til = forms.DateField(required=False, label="Til og med", widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hvem"].queryset = people()
        for name in ("fra", "til"):
            self.fields[name].error_messages["invalid"] = (
                "Skriv datoen som dag.måned.år, for eksempel 31.12.2026."
            )

    def wanted(self) -> Wanted:
        """What is asked for; a choice that can't be understood asks for nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            person=chosen.get("hvem"),
            part=chosen.get("hva") or "",
            since=_midnight(chosen.get("fra")),
            before=_midnight(chosen.get("til"), days=1),
        )


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    if day is None or not 1 < day.year < 9999:  # in UTC, midnight may lie in the year before or after
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), datetime.min.time()))


def _require_permission(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def record(request: HttpRequest) -> HttpResponse:
    _require_permission(request)
    form = RecordForm(request.GET)
    number = request.GET.get("side", "1")
    number = min(int(number), LAST_PAGE) if number.isdecimal() and len(number) < 9 else 1
    number = max(number, 1)
    start = (number - 1) * ON_A_PAGE
    found = lines(form.wanted(), start, start + ON_A_PAGE + 1)
    filters = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    return page(
        request,
        "record",
        "Logg",
        form=form,
        rows=[(line, _address(line)) for line in found[:ON_A_PAGE]],
        number=number,
        newer=_page_address(filters, number - 1) if number > 1 else "",
        older=_page_address(filters, number + 1) if len(found) > ON_A_PAGE else "",
        table_address=f"{reverse('record_csv')}?{urlencode(filters)}",
        filtered=bool(filters),
    )


def _address(line: Line) -> str:
    return reverse(line.address, args=(line.key,)) if line.address else ""


def _page_address(filters: dict, number: int) -> str:
    return f"?{urlencode(filters | {'side': number})}"


def record_csv(request: HttpRequest) -> HttpResponse:
    """The newest twenty thousand lines of what is asked for."""
    _require_permission(request)
    found = lines(RecordForm(request.GET).wanted(), 0, MOST_IN_A_TABLE)
    rows = (
        (
            f"{timezone.localtime(line.when):%Y-%m-%d %H:%M:%S}",
            line.who,
            line.part.label,
            line.what,
            line.about,
        )
        for line in found
    )
    return spreadsheets.download(spreadsheets.table(COLUMNS, rows), name="logg")


def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What one save changed, against the save before it."""
    _require_permission(request)
    saved = get_object_or_404(Draft, pk=pk)
    _require_view(request, saved.kind)
    earlier = Draft.objects.filter(subject=saved.subject, pk__lt=saved.pk, aside=False).exclude(document="")
    before = earlier.order_by("-pk").first()
    name, found = _name(saved.subject), []
    if not saved.document:
        title = f"Ordene i «{name}» ble slettet da en utgave ble sladdet"
    elif saved.deleted:
        title = f"«{name}» ble slettet"
    else:
        found = changes(before.document if before else "", saved.document)
        title = f"Endringer i «{name}»"
    return page(
        request, "record_change", title, changes=found, line=saved, when=saved.saved_at, first=before is None
    )


def entry(request: HttpRequest, sequence: int) -> HttpResponse:
    """What one edition changed, against the edition before it."""
    _require_permission(request)
    entered = get_object_or_404(Entry.objects.select_related("edition"), pk=sequence)
    edition = entered.edition
    _require_view(request, edition.kind)
    before = None
    if entered.act == Entry.Act.PUBLISH and not edition.redacted:
        before = (
            Edition.objects.filter(subject=edition.subject, number__lt=edition.number or 0)
            .order_by("-number")
            .first()
        )
        found = changes(before.document if before else "", edition.document)
    else:
        found = []
    title = f"«{_name(edition.subject)}» utgave {edition.number}: {entered.get_act_display()}"
    return page(
        request,
        "record_change",
        title,
        changes=found,
        line=entered,
        when=entered.entered_at,
        reason=entered.reason,
        first=before is None,
    )


def _name(subject: str) -> str:
    return titles_of([subject]).get(subject, subject)


def _require_view(request: HttpRequest, kind: str) -> None:
    """The log opens no text that the person may not read where it stands."""
    options = model_of(kind)._meta
    may = (f"{options.app_label}.{action}_{options.model_name}" for action in ("view", "change"))
    if not any(request.user.has_perm(name) for name in may):
        raise PermissionDenied
