"""What a page says, as schema.org says it: who publishes it, the site and its search, the page's place, the page itself."""

from django.conf import settings
from django.urls import reverse

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.models import Card, Publishable
from sustainability_site.content.reading import Frame

CONTEXT = "https://schema.org"
# A statement is a Report and tells so itself; the site's own pages lead to the others.
NO_ARTICLES = ("page", "statement")

Node = dict[str, object]


def whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def graph(nodes: list[Node]) -> Node:
    return {"@context": CONTEXT, "@graph": nodes}


def organisation_node(organisation: Publishable) -> Node:
    known = {
        "@type": "Organization",
        "@id": whole("/#organisation"),
        "name": organisation.name,
        "legalName": organisation.legal_name,
        "url": organisation.website or whole("/"),
    }
    return {name: value for name, value in known.items() if value}


def website_node(organisation: Publishable, language: str) -> Node:
    return {
        "@type": "WebSite",
        "@id": whole("/#site"),
        "url": whole(reverse("home")),
        "name": organisation.name,
        "inLanguage": language,
        "publisher": {"@id": whole("/#organisation")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{whole(reverse('search'))}?q={{q}}"},
            "query-input": "required name=q",
        },
    }


def breadcrumbs_node(breadcrumbs: list[tuple[str, str]], card: Card) -> Node:
    """The pages above and the page itself."""
    items = [
        {"@type": "ListItem", "position": position, "name": str(title), "item": whole(path)}
        for position, (path, title) in enumerate([*breadcrumbs, (card.path, card.title)], 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def article_node(card: Card, frame: Frame) -> Node:
    edition = card.edition
    known = {
        "@type": "Article",
        "headline": str.__str__(card.title),
        "description": str.__str__(card.lead),
        "url": whole(card.path),
        "inLanguage": SOURCE_LANGUAGE if "title" in card.fallback else card.language,
        "dateModified": edition.moment.isoformat(timespec="seconds"),
        "version": edition.number,
        "publisher": organisation_node(frame.organisation) if frame.organisation else None,
    }
    return {name: value for name, value in known.items() if value}


def nodes_of(card: Card, frame: Frame, breadcrumbs: list[tuple[str, str]], edition: object) -> list[Node]:
    """What a page tells. `edition` is the edition that is live there, None where the page is none."""
    nodes = []
    if frame.organisation and card.path == reverse("home"):
        nodes += [
            organisation_node(frame.organisation),
            website_node(frame.organisation, card.language),
        ]
    if breadcrumbs:
        nodes.append(breadcrumbs_node(breadcrumbs, card))
    if edition and card.kind not in NO_ARTICLES:
        nodes.append(article_node(card, frame))
    return nodes
