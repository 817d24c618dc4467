from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

PREFIX = "/en/"


def language_of(path: str) -> str:
    """The language of an address. The address alone decides, so every answer may be cached."""
    return "en" if f"{path}/".startswith(PREFIX) else "nb"


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
