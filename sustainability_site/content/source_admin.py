"""Sources in admin: which ones want a look, one click to each, and the editor's word for having read it."""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sustainability_site.content import source_visits
from sustainability_site.content.bin_admin import actor_of
from sustainability_site.content.fields import safe_address
from sustainability_site.content.models import Finding, Publishable, Source
from sustainability_site.content.publishable_admin import PublishableAdmin

LONG_AGO = timedelta(days=365)
EXPIRED, OLD = "passert", "gammel"


class CheckFilter(admin.SimpleListFilter):
    title = "kontroll"
    parameter_name = "kontroll"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(EXPIRED, "Gyldighet passert"), (OLD, "Ikke kontrollert på et år")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        wanted: dict[str, Callable] = {
            EXPIRED: lambda: queryset.filter(valid_until__lt=today),
            OLD: lambda: queryset.filter(
                Q(checked_on=None) | Q(checked_on__lt=today - LONG_AGO), missing=False
            ),
        }
        return wanted[self.value()]() if self.value() in wanted else queryset


class VisitFilter(admin.SimpleListFilter):
    title = "siste besøk"
    parameter_name = "besok"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            *((finding.value, finding.label.capitalize()) for finding in Finding),
            ("never", "Aldri besøkt"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "never":
            return queryset.filter(visits=None).exclude(url="")
        if self.value() in Finding.values:
            return queryset.filter(visits__finding=self.value()).distinct()
        return queryset


def check_in_words(source: Source, today: date) -> str:
    """What is wrong with the source's dates, or ""."""
    told = []
    if source.expired(today):
        told.append("Gyldighet passert")
    if not source.missing and (source.checked_on is None or source.checked_on < today - LONG_AGO):
        told.append("Ikke kontrollert på et år")
    return " · ".join(told)


@admin.register(Source)
class SourceAdmin(PublishableAdmin):
    fieldsets = (
        (None, {"fields": ("title", "publisher", "url", "missing", "note")}),
        ("Kontroll", {"fields": ("checked_on", "valid_until")}),
        ("Kjennetegn", {"fields": ("code",)}),
    )
    list_display = ("title", "way_there", "visit", "checked_on", "control")
    list_filter = (CheckFilter, VisitFilter, "missing")
    search_fields = ("code", "title_nb", "publisher", "url")
    prepopulated_fields = {"code": ("title_nb",)}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("visits")

    @admin.display(description="Kontroll", ordering="valid_until")
    def control(self, source: Source) -> str:
        return check_in_words(source, timezone.localdate())

    @admin.display(description="Siste besøk")
    def visit(self, source: Source) -> str:
        return " · ".join(
            f"{Finding(visit.finding).label.capitalize()} ({timezone.localdate(visit.visited_at):%d.%m.%Y})"
            for visit in source.visits.all()
        )

    @admin.display(description="Kilden")
    def way_there(self, source: Source) -> SafeString | str:
        address = safe_address(source.url)
        if not address:
            return "Kilde mangler" if source.missing else ""
        return format_html('<a href="{}" target="_blank" rel="noopener noreferrer">Åpne kilden</a>', address)

    def get_urls(self) -> list[URLPattern]:
        return [
            path("<int:pk>/kontrollert/", self._admin(self.vouch_view), name=self._name("vouch")),
            *super().get_urls(),
        ]

    def publication_context(self, request: HttpRequest, subject: Publishable) -> dict:
        ways = [("Åpne kilden", safe_address(subject.url))] if safe_address(subject.url) else []
        if not subject.missing and self.has_change_permission(request, subject):
            ways.append(("Sett som kontrollert i dag …", self._address("vouch", subject.pk)))
        return super().publication_context(request, subject) | {"more_ways": ways}

    def vouch_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = self._subject(request, pk)
        if source.missing or not self.has_change_permission(request, source):
            raise PermissionDenied
        if request.method == "POST":
            source_visits.vouch(source, actor=actor_of(request), at=timezone.now())
            return self._back(
                request,
                source,
                f"«{source}» er satt som kontrollert i dag. Publiser for å vise leserne datoen.",
            )
        return self._page(
            request,
            source,
            "admin/content/confirm.html",
            title=f"Sett «{source}» som kontrollert i dag",
            explanation="Du sier at du har lest kilden i dag, og at den fortsatt bærer det sidene sier. "
            "Datoen settes i arbeidskopien. Leserne ser den når du publiserer.",
            button="Sett som kontrollert i dag",
        )
