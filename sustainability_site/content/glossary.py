"""The glossary: every term that is live, explained once, on the page that links in all other pages lead to."""

from typing import Any

from sustainability_site.content.models import Source, Term
from sustainability_site.content.views import PageView

# Norwegian has three letters after z; aa and accents need no place of their own here.
_PLACES = {letter: chr(ord("z") + place) for place, letter in enumerate("æøå", 1)}


class GlossaryView(PageView):
    template_name = "glossary.html"
    document_kinds = (Term.kind,)

    def extra_context(self, context: dict[str, Any]) -> dict[str, Any]:
        terms = sorted(context["vocabulary"][Term.kind], key=lambda term: alphabetical(str(term.name)))
        return {"terms": terms, "sources": sources_of(terms, context["object"].sources.all())}


def alphabetical(name: str) -> str:
    """A key that sorts names as a Norwegian dictionary does, figures first."""
    return "".join(_PLACES.get(letter, letter) for letter in name.casefold())


def sources_of(terms: list[Term], others: list[Source]) -> list[Source]:
    """Every source on the page, once, in the order a reader meets them."""
    found = [term.source for term in terms if term.source]
    return list({source.code: source for source in [*found, *others]}.values())
