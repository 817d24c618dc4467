from typing import Any

from django.http import HttpRequest, HttpResponse

from suppliers.code_views import SUPPLIER_CODE
from suppliers.models import CodeOfConduct
from suppliers.self_check import read
from sustainability_site.content.models import Page
from sustainability_site.content.views import EditionView


class SelfCheckView(EditionView):
    """The form and, in an address with answers, what they show. No cache may keep such an answer."""

    template_name = "suppliers/self_check.html"
    kind = Page.kind
    list_kinds = (CodeOfConduct.kind,)
    documents = (SUPPLIER_CODE,)
    request: HttpRequest | None = None

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        response = super().get(request, **kwargs)
        if request.GET:
            response.headers["Cache-Control"] = "no-store"
        return response

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        code = context["documents"][SUPPLIER_CODE]
        if code is None:
            return {"self_check": None}
        check = read(code, dict(self.request.GET.lists()) if self.request else {})
        card = next(card for card in context["cards"][CodeOfConduct.kind] if card.code == code.code)
        return {
            "self_check": check,
            "code_card": card,
            "breadcrumbs": [*context["breadcrumbs"], (card.path, card.title)],
            "alternates": _with_answers(context["alternates"], check.query),
        }


def _with_answers(alternates: dict[str, str], query: str) -> dict[str, str]:
    """Another language keeps the answers."""
    return {language: f"{path}?{query}" for language, path in alternates.items()} if query else alternates
