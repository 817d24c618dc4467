"""Requests for information in admin: a queue, a screen for each case, and verbs. Nothing is edited or deleted."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sustainability_site.content.busy import or_busy_page
from sustainability_site.content.choices import may_be_key
from transparency.case_intake_views import Intake
from transparency.case_papers import Papers
from transparency.case_queue import QueueFilter, delivery_notice, queue_context
from transparency.case_screen import screen_of, status_in_words, urgency
from transparency.case_steps import verbs_now
from transparency.case_verbs import VERBS
from transparency.guided import GuidedVerbs
from transparency.models import InformationRequest
from transparency.request_wording import beginning, in_figures

DEMO_MARK = '{} <span class="case-mark case-demo">ØVELSE</span>'
DUE = '{}<br><span class="case-mark case-{}">{}</span>'


@admin.register(InformationRequest)
class InformationRequestAdmin(GuidedVerbs, Intake, Papers, admin.ModelAdmin):
    """Who may view sees; who may change works on cases. Every view asks."""

    list_display: ClassVar = ("shown_number", "due", "about", "state", "received")
    list_display_links: ClassVar = ("shown_number",)
    list_filter: ClassVar = (QueueFilter,)
    list_per_page = 50
    search_fields: ClassVar = ("number", "question")
    search_help_text = (
        "Saksnummer eller ord i det som er spurt om. Søket leter i alle saker, også ferdige og øvelser."
    )
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    sortable_by: ClassVar = ()
    actions = None
    change_list_template = "admin/transparency/request/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[InformationRequest]:
        return InformationRequest.objects.by_urgency(timezone.localdate())

    def get_ordering(self, request: HttpRequest) -> tuple:
        return self.get_queryset(request).query.order_by

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: InformationRequest | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        verbs = [
            path(
                f"<int:pk>/{verb.word}/",
                self._admin(partial(self.verb_view, name=name)),
                name=self._name(name),
            )
            for name, verb in VERBS.items()
        ]
        return [
            path("registrer/", self._admin(self.register_view), name=self._name("register")),
            path("ovelse/", self._admin(self.start_demo_view), name=self._name("start_demo")),
            path("mistenkt/", self._admin(self.quarantine_view), name=self._name("quarantine")),
            *verbs,
            path("<int:pk>/fil/<int:number>/", self._admin(self.file_view), name=self._name("file")),
            path("<int:pk>/brev/<int:number>/", self._admin(self.print_view), name=self._name("print")),
            path(
                "<int:pk>/brev/<int:number>/postlagt/",
                self._admin(self.posted_view),
                name=self._name("posted"),
            ),
            *super().get_urls(),
        ]

    def _name(self, view: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{view}"

    def _admin(self, view: Callable) -> Callable:
        return self.admin_site.admin_view(or_busy_page(view))

    def _address(self, view: str, *args: object) -> str:
        return reverse(f"admin:{self._name(view)}", args=args)

    def _require_work(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _case(self, request: HttpRequest, pk: int, *, to_work: bool = False) -> InformationRequest:
        """Raises PermissionDenied before it looks, so that nobody learns which cases there are; then Http404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if to_work:
            self._require_work(request)
        return get_object_or_404(InformationRequest, pk=pk)

    def _back_to(self, case: InformationRequest) -> HttpResponse:
        return HttpResponseRedirect(self._address("change", case.pk))

    def _page(
        self, request: HttpRequest, case: InformationRequest | None, template: str, **context: object
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        base = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": case,
            "case": case,
            "change_address": self._address("change", case.pk) if case else self._address("changelist"),
            "delivery_notice": delivery_notice(),
        }
        return TemplateResponse(request, template, base | context)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        queue = queue_context(timezone.now()) | {"may_work": self.has_change_permission(request)}
        queue |= {name: self._address(name) for name in ("register", "start_demo", "quarantine")}
        return super().changelist_view(
            request, {"queue": queue, "title": "Krav om informasjon"} | (extra_context or {})
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        case = self._case(request, int(object_id) if may_be_key(object_id) else 0)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(("GET", "HEAD"))
        at, may_work = timezone.now(), self.has_change_permission(request)
        names = verbs_now(case, case.day(at)) if may_work else ()
        return self._page(
            request,
            case,
            "admin/transparency/request/case.html",
            title=f"Sak {case}",
            screen=screen_of(case, at),
            verbs=[(VERBS[name].label, self._address(name, case.pk)) for name in names],
            may_work=may_work,
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """The case's own timeline is its history."""
        self.change_view(request, object_id)
        return HttpResponseRedirect(self._address("change", object_id))

    @admin.display(description="Sak")
    def shown_number(self, case: InformationRequest) -> SafeString | str:
        return format_html(DEMO_MARK, case.number) if case.demo else case.number

    @admin.display(description="Kom inn")
    def received(self, case: InformationRequest) -> str:
        return in_figures(case.received_on)

    @admin.display(description="Gjelder")
    def about(self, case: InformationRequest) -> str:
        return beginning(case.question) or "(slettet)"

    @admin.display(description="Tilstand")
    def state(self, case: InformationRequest) -> str:
        return status_in_words(case)

    @admin.display(description="Neste frist")
    def due(self, case: InformationRequest) -> SafeString | str:
        if case.next_due_on is None:
            return "Ingen"
        near = urgency(case, timezone.now())
        return format_html(DUE, in_figures(case.next_due_on), near.level, near.words)
