"""Importing a list of facilities: tried first, with every fault told, then written whole or not at all."""

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone

from suppliers import facility_files
from suppliers.models import FacilityList
from sustainability_site.content import working_copy
from sustainability_site.content.admin import PublishableAdmin
from sustainability_site.content.bin_admin import actor_of
from sustainability_site.content.busy import or_busy_page
from sustainability_site.content.documents import canonical, digest

SALT, LASTS = "suppliers.facilities", 3600
MOST_TOLD = 200
MOST_SENT = 2_000_000
NOT_WRITTEN = (
    "Listen er endret, filen ble prøvd av en annen, eller det er over en time siden den ble prøvd. "
    "Ingenting er lagret. Prøv filen på nytt."
)


class FileForm(forms.Form):
    file = forms.FileField(
        label="Fil",
        help_text="CSV lagret som UTF-8, med semikolon eller komma. Høyst 10 MB.",
        error_messages={"required": "Velg en fil.", "empty": "Filen er tom."},
    )


def fingerprint(facilities: FacilityList) -> str:
    return digest(canonical({"facilities": facilities.facilities}))


@admin.register(FacilityList)
class FacilityListAdmin(PublishableAdmin):
    change_form_template = "admin/suppliers/facilitylist/change_form.html"
    fieldsets = (
        (None, {"fields": ("title", "lead", "coverage", "as_of")}),
        ("Kilder", {"fields": ("sources",)}),
        ("Kjennetegn", {"fields": ("code",)}),
    )
    filter_horizontal = ("sources",)
    search_fields = ("title_nb", "title_en")
    prepopulated_fields = {"code": ("title_nb",)}

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.import_view)
        return [path("<int:pk>/importer/", view, name="suppliers_facilitylist_import"), *super().get_urls()]

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return or_busy_page(self._import)(request, pk)

    @transaction.atomic
    def _import(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        facilities = get_object_or_404(FacilityList.objects.select_for_update(), pk=pk)
        if request.method == "POST" and "checked" in request.POST:
            return self._write(request, facilities)
        form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
        context = {"form": form}
        if form.is_valid():
            context |= self._tried(form.cleaned_data["file"], facilities, request.user.pk)
        return self._import_page(request, facilities, context)

    def _tried(self, file, facilities: FacilityList, tried_by: int) -> dict:
        """What the file holds, and what would change; nothing is written."""
        data = file.read(facility_files.LARGEST_FILE + 1)
        reading = facility_files.read(data)
        if reading.faults:
            told = reading.faults[:MOST_TOLD]
            return {
                "faults": told,
                "fault_count": len(reading.faults),
                "untold": len(reading.faults) - len(told),
            }
        before = {tuple(row.items()) for row in facilities.facilities}
        after = {tuple(row.items()) for row in reading.rows}
        checked = {
            "pk": facilities.pk,
            "tried_by": tried_by,
            "rows": reading.rows,
            "before": fingerprint(facilities),
        }
        signed = signing.dumps(checked, salt=SALT, compress=True)
        if len(signed) > MOST_SENT:
            too_much = facility_files.Fault(
                0, "", "Filen har for mye tekst til å lagres på én gang. Kort ned cellene."
            )
            return {"faults": [too_much], "fault_count": 1, "untold": 0}
        return {
            "rows": len(reading.rows),
            "added": len(after - before),
            "removed": len(before - after),
            "checked": signed,
        }

    def _write(self, request: HttpRequest, facilities: FacilityList) -> HttpResponse:
        try:
            checked = signing.loads(request.POST["checked"], salt=SALT, max_age=LASTS)
        except signing.BadSignature:
            checked = {}
        own = (checked.get("pk"), checked.get("tried_by")) == (facilities.pk, request.user.pk)
        change = HttpResponseRedirect(reverse("admin:suppliers_facilitylist_change", args=(facilities.pk,)))
        if own and facilities.facilities == checked["rows"]:  # the button was pressed twice
            messages.info(request, "Listen er alt lagret slik filen sier.")
            return change
        if not own or checked["before"] != fingerprint(facilities):
            return self._import_page(request, facilities, {"form": FileForm(), "refused": NOT_WRITTEN})
        facilities.facilities = checked["rows"]
        facilities.save()
        working_copy.remember(facilities, actor=actor_of(request), at=timezone.now())
        messages.success(
            request, f"{len(checked['rows'])} produksjonssteder er lagret. Leserne ser dem når du publiserer."
        )
        return change

    def _import_page(self, request: HttpRequest, facilities: FacilityList, context: dict) -> HttpResponse:
        return self._page(
            request,
            facilities,
            "admin/suppliers/facilitylist/import.html",
            title="Importer produksjonssteder",
            required=facility_files.REQUIRED,
            optional=facility_files.OPTIONAL,
            **context,
        )
