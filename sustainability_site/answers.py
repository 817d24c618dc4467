"""How answers leave Django: what caches may do with them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

REVALIDATE = "public, max-age=0, must-revalidate"


class AnswerMiddleware:
    """Public answers may be kept and must be asked for anew; those of the admin may not be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", cache_control(request, response))
        return response


def cache_control(request: HttpRequest, response: HttpResponse) -> str:
    if request.path_info.startswith("/admin/") or response.cookies:
        return "private, no-store"
    if response.status_code >= 500:
        return "no-store"
    shared = getattr(response, "stamped", False) and response.status_code == 200 and not request.GET
    if settings.SHARED_CACHE_SECONDS and shared:
        return f"{REVALIDATE}, s-maxage={settings.SHARED_CACHE_SECONDS}"
    return REVALIDATE
