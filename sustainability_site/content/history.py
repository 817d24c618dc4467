"""Django's history page, which looks for the object before it asks who wants to know."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class HistoryAsksFirst:
    """Mixed into a ModelAdmin: nobody learns from the history's answer which objects there are."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)
