"""Where the translations stand: the table of every page in every language, and the filter in each list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from sustainability_site.content.admin_addresses import form_address
from sustainability_site.content.models import Publishable, TranslationState, publishable_models
from sustainability_site.content.translated_texts import TRANSLATIONS

PER_PAGE = 100


class Standing(TextChoices):
    STALE = "utdatert", "Utdatert"
    MISSING = "mangler", "Mangler"
    UPDATED = "oppdatert", "Oppdatert"


CONDITIONS = {
    Standing.STALE: Q(stale_count__gt=0),
    Standing.MISSING: Q(missing_count__gt=0),
    Standing.UPDATED: Q(stale_count=0, missing_count=0),
}


class TranslationFilter(admin.SimpleListFilter):
    """As of each object's last save. Wants a queryset out of with_state()."""

    title = "oversettelse"
    parameter_name = "oversettelse"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Standing.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in Standing.values:
            return queryset
        states = TranslationState.objects.order_by().filter(
            CONDITIONS[Standing(self.value())], subject=OuterRef("state_subject"), language__in=TRANSLATIONS
        )
        return queryset.filter(Exists(states))


@dataclass(frozen=True)
class Line:
    """One object in the table. `cells` holds its state in each language that it has been saved in."""

    kind: str
    kind_name: str
    name: str
    address: str
    cells: dict[str, TranslationState] = field(default_factory=dict)

    def most_to_do(self) -> tuple:
        states = self.cells.values()
        stale, missing = (
            sum(getattr(state, each) for state in states) for each in ("stale_count", "missing_count")
        )
        return -stale, -missing, self.kind_name, self.name.casefold()

    def stands(self, standing: str) -> bool:
        return any(standing in standings_of(state) for state in self.cells.values())

    @property
    def in_order(self) -> list[tuple[str, TranslationState | None]]:
        """The name of each language, and the state in it."""
        return [(admin_name(language), self.cells.get(language)) for language in TRANSLATIONS]


def standings_of(state: TranslationState) -> set[str]:
    found = {Standing.STALE} if state.stale_count else set()
    found |= {Standing.MISSING} if state.missing_count else set()
    return found or {Standing.UPDATED}


def visible_kinds(request: HttpRequest, site: admin.AdminSite) -> dict[str, type[Publishable]]:
    """The kinds whose working copies the user may see."""
    return {
        kind: model
        for kind, model in publishable_models().items()
        if site.is_registered(model) and site.get_model_admin(model).has_view_permission(request)
    }


def form_addresses(subjects: Iterable[str]) -> dict[str, str]:
    """Where each of these («kind/code») is edited; what lies in the bin is left out."""
    models = publishable_models()
    states = TranslationState.objects.filter(subject__in=set(subjects), language=TRANSLATIONS[0])
    return {state.subject: form_address(models[state.kind], state.object_pk) for state in states}


def translations(request: HttpRequest) -> HttpResponse:
    """The table, for whoever may see anything that is in it; of it, what they may see. One query of its own."""
    site = admin.site
    kinds = visible_kinds(request, site)
    if not kinds:
        raise PermissionDenied
    every = list(_lines(kinds))
    kind, standing = request.GET.get("type", ""), request.GET.get("tilstand", "")
    of_kind = [line for line in every if kind not in kinds or line.kind == kind]
    lines = [line for line in of_kind if standing not in Standing.values or line.stands(standing)]
    names = sorted((str(capfirst(model._meta.verbose_name_plural)), each) for each, model in kinds.items())
    context = {
        **site.each_context(request),
        "title": "Oversettelser",
        "languages": [admin_name(language) for language in TRANSLATIONS],
        "page": Paginator(lines, PER_PAGE).get_page(request.GET.get("side")),
        "standings": [
            (each.value, each.label, sum(line.stands(each) for line in of_kind)) for each in Standing
        ],
        "kinds": [(each, name) for name, each in names],
        "kind": kind if kind in kinds else "",
        "standing": standing if standing in Standing.values else "",
        "every": len(of_kind),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/content/translations.html", context)


def _lines(kinds: dict[str, type[Publishable]]) -> Iterator[Line]:
    """What there is most to do with comes first; of these, and of the rest, each kind by name."""
    lines: dict[str, Line] = {}
    for state in TranslationState.objects.filter(kind__in=kinds, language__in=TRANSLATIONS):
        if (line := lines.get(state.subject)) is None:
            model = kinds[state.kind]
            line = lines[state.subject] = Line(
                state.kind,
                capfirst(model._meta.verbose_name),
                state.name,
                form_address(model, state.object_pk),
            )
        line.cells[state.language] = state
    yield from sorted(lines.values(), key=Line.most_to_do)


def admin_name(language: str) -> str:
    """«engelsk»"""
    return settings.NAMES_IN_ADMIN[language]
