"""The bin: working copies that were deleted, and the way back."""

import json
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from sustainability_site.content import working_copy
from sustainability_site.content.busy import or_busy_page
from sustainability_site.content.documents import thaw
from sustainability_site.content.models import Draft
from sustainability_site.content.persons import name_of


def actor_of(request: HttpRequest) -> str:
    """The name under which the record remembers who did it."""
    return name_of(request.user)


class BinViews:
    """Mixed into a ModelAdmin."""

    def bin_urls(self) -> list[URLPattern]:
        return [
            path("papirkurv/", self._admin(self.bin_view), name=self._name("bin")),
            path("papirkurv/<int:draft>/", self._admin(self.fetch_back_view), name=self._name("fetch_back")),
        ]

    def _name(self, view: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{view}"

    def _admin(self, view: Callable) -> Callable:
        return self.admin_site.admin_view(or_busy_page(view))

    def _address(self, view: str, *args: object) -> str:
        return reverse(f"admin:{self._name(view)}", args=args)

    def bin_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        request.current_app = self.admin_site.name
        rows = [
            (
                draft,
                self._name_in(draft),
                draft.subject.partition("/")[2],
                self._address("fetch_back", draft.pk),
            )
            for draft in self._bin()
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Papirkurv for {self.opts.verbose_name_plural}",
            "rows": rows,
        }
        return TemplateResponse(request, "admin/content/bin.html", context)

    def _name_in(self, draft: Draft) -> str:
        return str(thaw(json.loads(draft.document)))

    def _bin(self) -> list[Draft]:
        present = {
            f"{self.model.kind}/{code}" for code in self.model._default_manager.values_list("code", flat=True)
        }
        deleted = Draft.objects.filter(kind=self.model.kind, deleted=True).exclude(subject__in=present)
        return list({draft.subject: draft for draft in reversed(deleted)}.values())

    def fetch_back_view(self, request: HttpRequest, draft: int) -> HttpResponse:
        if request.method != "POST" or not (
            self.has_change_permission(request) and self.has_add_permission(request)
        ):
            raise PermissionDenied
        found = next((kept for kept in self._bin() if kept.pk == draft), None)
        if found is None:
            raise Http404
        try:
            subject = working_copy.restore_text(found.document, actor=actor_of(request), at=timezone.now())
        except working_copy.MissingReference as missing:
            messages.error(request, f"Kan ikke hentes tilbake: {missing}")
            return HttpResponseRedirect(self._address("bin"))
        return self._back(request, subject, f"«{subject}» er hentet tilbake fra papirkurven.")
