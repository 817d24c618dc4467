"""What the pages have in common that answer a query string."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from labels.models import Topic
from sustainability_site.content.models import Card
from sustainability_site.content.views import EditionView

TOOLS = ("labels-find", "labels-compare", "labels-tender", "labels-method")

Query = Mapping[str, Sequence[str] | str]


class QueryPageView(EditionView):
    """A page of the site's own that reads codes from its address. In the archive and in preview nothing is asked."""

    kind = "page"

    @property
    def query(self) -> QueryDict:
        return self.request.GET if hasattr(self, "request") else QueryDict()


def address(path: str, query: Query) -> str:
    """The shareable address: what was understood of the query, in one fixed order."""
    stated = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(stated, doseq=True)}" if stated else path


def in_each_language(context: dict[str, Any], query: Query) -> dict[str, str]:
    """The page's alternates, with the same question put in each language."""
    return {language: address(path, query) for language, path in context["alternates"].items()}


def page_path(context: dict[str, Any], code: str) -> str:
    """Where another of the site's own pages is now, or nothing while it is not published."""
    page = context["frame"].pages.get(code)
    return page.path if page else ""


def tools_of(context: dict[str, Any]) -> list[Card]:
    """The cards of the other pages that help a reader choose."""
    pages = context["frame"].pages
    return [pages[code] for code in TOOLS if code in pages and code != context["object"].code]


def topics_of(context: dict[str, Any]) -> list[Topic]:
    return sorted(context["vocabulary"]["topic"], key=lambda topic: (topic.position, topic.code))
