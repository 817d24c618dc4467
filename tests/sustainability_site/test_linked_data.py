"""What pages tell machines: JSON-LD and Open Graph, beside what they tell readers."""

import json
import re
from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone

from labels.models import Label
from suppliers.models import SourcingGuide
from sustainability_site.content import publishing
from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.models import Card, Organisation
from sustainability_site.content.reading import Frame, live_cards
from tests.public_pages import parsed, text_of

pytestmark = pytest.mark.django_db

JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
GUIDE = "/leverandorer/kjemikalier/"


def nodes(html: str) -> dict[str, dict]:
    """The nodes of the page's graph by type."""
    return {node["@type"]: node for node in json.loads(JSON_LD.search(html)[1])["@graph"]}


def open_graph(html_tree) -> dict[str, str]:
    return {
        meta.get("property"): meta.get("content") for meta in html_tree.iter("meta") if meta.get("property")
    }


def test_home_page_tells_of_the_organisation_the_site_and_its_search(ask: Callable):
    organisation = Organisation.objects.get()
    for language, home, search in (("nb", "/", "/sok/"), ("en", "/en/", "/en/search/")):
        told = nodes(ask(home).text)
        assert set(told) == {"Organization", "WebSite"}
        assert told["Organization"]["name"] == told["WebSite"]["name"] == organisation.name
        assert told["WebSite"]["publisher"] == {"@id": told["Organization"]["@id"]}
        assert (told["WebSite"]["url"], told["WebSite"]["inLanguage"]) == (settings.SITE_URL + home, language)
        template = told["WebSite"]["potentialAction"]["target"]["urlTemplate"]
        assert template == f"{settings.SITE_URL}{search}?q={{q}}"
        asked = template.removeprefix(settings.SITE_URL).replace("{q}", quote("blå engel"))
        assert parsed(ask(asked))[0].find(".//input[@id='q']").get("value") == "blå engel"


def test_breadcrumbs_are_those_of_the_page(ask: Callable):
    answer = ask("/miljomerker/tco-certified/")
    items = nodes(answer.text)["BreadcrumbList"]["itemListElement"]
    shown = parsed(answer)[0].find(".//nav[@class='breadcrumbs']")
    assert [item["name"] for item in items] == [text_of(item) for item in shown.iter("li")]
    assert [item["position"] for item in items] == [1, 2, 3]
    assert [item["item"].removeprefix(settings.SITE_URL) for item in items] == [
        *(link.get("href") for link in shown.iter("a")),
        "/miljomerker/tco-certified/",
    ]


def test_article_says_what_the_page_says_on_every_page_that_is_one(ask: Callable):
    seen = 0
    for language in LANGUAGES:
        for card in live_cards(language, timezone.now()).exclude(path=""):
            answer = ask(card.path)
            told, (tree, _errors) = nodes(answer.text), parsed(answer)
            assert ("Article" in told) == (card.kind not in ("page", "statement")), card.path
            if article := told.get("Article"):
                seen += 1
                assert article["headline"] == text_of(tree.find(".//h1"))
                assert article["url"] == tree.find(".//link[@rel='canonical']").get("href")
                assert article["inLanguage"] == language
                assert article["description"] == text_of(tree.find(".//p[@class='lead']"))
                assert f" {article['version']}" in text_of(tree.find(".//p[@class='edition meta']"))
    assert seen >= 2 * 20


def test_open_graph_says_what_the_page_says_in_its_language(ask: Callable):
    name = Organisation.objects.get().name
    for path, locale, other in ((GUIDE, "nb_NO", "en_GB"), ("/en/suppliers/chemicals/", "en_GB", "nb_NO")):
        tree, _errors = parsed(ask(path))
        told = open_graph(tree)
        assert told == {
            "og:type": "article",
            "og:title": text_of(tree.find(".//h1")),
            "og:description": tree.find(".//meta[@name='description']").get("content"),
            "og:url": f"{settings.SITE_URL}{path}",
            "og:site_name": name,
            "og:locale": locale,
            "og:locale:alternate": other,
        }
    assert open_graph(parsed(ask("/"))[0])["og:type"] == "website"


def test_untranslated_title_is_told_as_norwegian(ask: Callable):
    guide = SourcingGuide.objects.get(code="chemicals")
    guide.title_en = ""
    guide.save()
    publishing.publish(guide, actor="Prøve", reason="Prøve", at=timezone.now(), examined=False)
    article = nodes(ask("/en/suppliers/chemicals/").text)["Article"]
    assert (article["headline"], article["inLanguage"]) == (guide.title_nb, "nb")


def test_what_is_not_the_live_page_is_no_article_and_no_page_of_its_own(ask: Callable):
    assert "Article" in nodes(ask(GUIDE).text)
    archived = ask(f"{GUIDE}utgave/1/")
    assert "Article" not in nodes(archived.text)
    assert parsed(archived)[0].find(".//link[@rel='canonical']").get("href") == settings.SITE_URL + GUIDE
    for path in ("/sok/?q=kjemikalier", "/finnes-ikke/"):
        tree, _errors = parsed(ask(path))
        assert (list(tree.iter("script")), open_graph(tree)) == ([], {}), path


@pytest.mark.parametrize("evil", ["</script><script>alert(1)</script>", "\u2028&amp;<!--", '"]}\\'])
def test_nothing_in_the_data_can_end_its_element(evil: str):
    card = Card(path="/x/", title=evil, lead=evil)
    frame = Frame(organisation=SimpleNamespace(name=evil, legal_name=evil, website=""))
    context = {"breadcrumbs": [("/", evil)], "card": card, "frame": frame}
    html = Template("{% load structured_data %}{% linked_data %}").render(Context(context))
    assert (html.count("<"), html.count("&"), html.count("\u2028")) == (2, 0, 0)
    assert nodes(html)["BreadcrumbList"]["itemListElement"][1]["name"] == evil


def test_evil_title_is_inert_in_open_graph(ask: Callable):
    evil = '"><script>alert(1)</script>'
    label = Label.objects.get(code="epeat")
    label.name_nb = label.lead_nb = evil
    label.save()
    publishing.publish(label, actor="Prøve", reason="Prøve", at=timezone.now(), examined=False)
    answer = ask("/miljomerker/epeat/")
    tree, errors = parsed(answer)
    assert (errors, open_graph(tree)["og:title"], open_graph(tree)["og:description"]) == ([], evil, evil)
    assert nodes(answer.text)["Article"]["headline"] == evil
    assert {script.get("type") for script in tree.iter("script")} == {"application/ld+json"}
