"""Documents kept from every earlier shape show every sentence they hold, and old shapes are brought up to date."""

import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from django.db.models import SlugField, URLField
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from sustainability_site.content.chain import enter_edition, lock_head, verify
from sustainability_site.content.documents import canonical, digest, freeze, references, thaw, upgraded, walk
from sustainability_site.content.links import plain_text
from sustainability_site.content.models import Edition, Page, publishable_models
from sustainability_site.content.reading import Frame, Surroundings, thaw_all
from sustainability_site.content.shapes import (
    all_fields,
    model_of,
    prefetch_paths,
    public_fields,
    rich_text_names,
    translated_fields,
)
from sustainability_site.content.shelving import card_of, shelve
from sustainability_site.content.views import view_of
from sustainability_site.content.working_copy import load, restore

KEPT = {path.stem: json.loads(path.read_text()) for path in (Path(__file__).parent / "kept").glob("*.json")}
PAGES = sorted(kind for kind in KEPT if kind in ("answer", "page", "label", "code-of-conduct", "guide", "framework", "regulation", "statement", "supply-chain", "follow-up", "facility-list"))  # fmt: skip
GLOSSARY = KEPT["page"] | {"code": "glossary", "slug_nb": "ordliste", "slug_en": "glossary"}
# Names for machines and menus, and explanations that no page of shape 1 shows.
NOT_SHOWN = {
    "page": ("menu_title",),
    "label": ("other_names",),
    "framework": ("short_name",),
    "topic": ("explanation",),
    "product-category": ("explanation",),
    "organisation": ("description",),
}
INLINE = re.compile(r"</?(?:a|em|strong|span)\b[^>]*>")
TAGS = re.compile(r"<[^>]+>")
AT = datetime(2026, 11, 23, tzinfo=UTC)


def test_a_document_is_kept_of_every_kind():
    assert set(KEPT) == set(publishable_models())
    assert {document["shape"] for document in KEPT.values()} == {1}


@pytest.mark.parametrize("kind", sorted(KEPT))
def test_kept_document_is_read_and_frozen_again(kind):
    vocabulary = stand_ins(KEPT[kind], "nb")

    assert canonical(freeze(thaw(KEPT[kind], vocabulary))) == canonical(upgraded(KEPT[kind]))


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("kind", PAGES)
def test_page_of_a_kept_document_shows_every_sentence_it_holds(kind, language, starter_var):
    shown = words(rendered(KEPT[kind], language))
    missing = [sentence for sentence in sentences(KEPT[kind], language) if sentence not in shown]

    assert missing == []
    assert len(sentences(KEPT[kind], language)) > 5


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("kind", sorted(set(KEPT) - set(PAGES)))
def test_kept_vocabulary_shows_its_sentences_on_the_pages_that_use_it(kind, language, starter_var):
    shown = " ".join(words(rendered(page, language)) for page in (*map(KEPT.get, PAGES), GLOSSARY))
    missing = [sentence for sentence in sentences(KEPT[kind], language) if sentence not in shown]

    assert missing == []


def stand_ins(document: dict, language: str) -> dict:
    """Vocabulary for every reference of the document: the kept document of the kind, under the code referred to."""
    wanted, found = {"organisation/main", *references(document)}, {}
    while wanted - set(found):
        for subject in wanted - set(found):
            kind, _, code = subject.partition("/")
            found[subject] = KEPT[kind] | {"code": code}
            wanted = wanted | {need for need, required in references(found[subject]).items() if required}
    return thaw_all(list(found.values()), language)


def rendered(document: dict, language: str) -> str:
    """The whole page of a document, without a database."""
    vocabulary = stand_ins(document, language)
    if document["kind"] == "guide":
        document = document | {"minerals": ["tin"], "substances": ["dehp"], "regulations": ["reach"]}
        vocabulary |= stand_ins(document, language)
    if document["code"] == "glossary":
        term = KEPT["term"]
        vocabulary |= thaw_all([term, KEPT["source"] | {"code": term["source"]}], language)
    edition = Edition(
        kind=document["kind"], subject=f"{document['kind']}/{document['code']}", number=1, moment=AT
    )
    card = card_of(edition, document, vocabulary, language)
    view = view_of(card.path, language)()
    listed = {kind: [] for kind in view.list_kinds}
    around = Surroundings(Frame(organisation=vocabulary["organisation/main"]), listed, vocabulary, {})
    request = RequestFactory().get(card.path)
    with translation.override(language):
        context = view.context_of(card, document, around=around, at=AT)
        return render_to_string(view.template_name, context, request)


def words(html: str) -> str:
    return " ".join(unescape(TAGS.sub(" ", INLINE.sub("", html))).split())


def sentences(document: dict, language: str) -> list[str]:
    """The sentences in one language, addresses and names for machines left out."""
    found = []
    for model, values in walk(model_of(document["kind"]), upgraded(document)):
        translated = translated_fields(model)
        hidden = NOT_SHOWN.get(document["kind"], ()) if "kind" in values and "shape" in values else ()
        for field in public_fields(model):
            base, _, suffix = field.name.rpartition("_")
            is_text = base in translated and base not in hidden and suffix == language
            if is_text and not isinstance(field, (SlugField, URLField)):
                text = values[field.name]
                paragraphs = re.split(r"</(?:p|li|h\d)>|\n+", text)
                plain = [
                    plain_text(part) if field.name in rich_text_names(model) else part for part in paragraphs
                ]
                found += [sentence for part in plain for sentence in re.split(r"(?<=[.?!])\s+", part)]
    return [" ".join(sentence.split()) for sentence in found if sentence.strip()]


@pytest.fixture
def earlier(monkeypatch):
    """Pages have come to shape 3: «ingress» became «lead», and then sections got a style."""

    def renamed(document: dict) -> dict:
        for language in ("nb", "en"):
            document[f"lead_{language}"] = document.pop(f"ingress_{language}")
        return document

    def styled(document: dict) -> dict:
        document["sections"] = [section | {"style": "text"} for section in document["sections"]]
        return document

    monkeypatch.setattr(Page, "shape", 3)
    monkeypatch.setattr(Page, "upgrades", {1: renamed, 2: styled})
    document = dict(KEPT["page"])
    for language in ("nb", "en"):
        document[f"ingress_{language}"] = document.pop(f"lead_{language}")
    document["sections"] = [{key: value for key, value in section.items() if key != "style"} for section in document["sections"]]  # fmt: skip
    return document | {"sections": document["sections"] or [{"key": "a", "heading_nb": "En", "body_nb": "<p>To.</p>", "heading_en": "", "body_en": ""}]}  # fmt: skip


def test_document_of_an_earlier_shape_comes_out_in_the_present_one(earlier):
    kept = canonical(earlier)
    page = thaw(earlier)

    assert page.lead_nb == KEPT["page"]["lead_nb"]
    assert {section.style for section in page.sections.all()} == {"text"}
    assert upgraded(earlier)["shape"] == 3
    assert canonical(earlier) == kept


def test_document_of_the_shape_between_takes_the_last_step_only(earlier):
    between = KEPT["page"] | {"shape": 2, "sections": earlier["sections"]}

    assert upgraded(between)["lead_nb"] == KEPT["page"]["lead_nb"]
    assert upgraded(between)["shape"] == 3


def test_edition_of_an_earlier_shape_is_shown_restored_and_stays_byte_for_byte(
    earlier, notice, published, now, client
):
    document = earlier | {"code": "notice", "slug_nb": "kunngjoring", "slug_en": "notice"}
    edition = shelve(document, moment=now, actor="Kari", reason="Fra før", at=now)
    enter_edition(lock_head(), edition, at=now)

    assert words(client.get("/kunngjoring/").content.decode()).count(words(document["ingress_nb"])) >= 1
    assert client.get("/kunngjoring.json").json()["document"]["lead_nb"] == document["ingress_nb"]
    assert Edition.objects.get(pk=edition.pk).document == canonical(document)
    assert edition.sha256 == digest(canonical(document))
    restore(document, actor="Kari", at=now)
    assert load(Page, "notice").lead_nb == document["ingress_nb"]
    assert freeze(load(Page, "notice"))["shape"] == 3
    assert published(notice).shape == 3
    assert list(verify()) == []


def test_upgrade_that_is_missing_is_an_error_and_not_an_empty_page(monkeypatch):
    monkeypatch.setattr(Page, "shape", 3)

    with pytest.raises(KeyError):
        thaw(KEPT["page"])


def test_fields_of_a_page():
    assert [field.name for field in public_fields(Page)][:4] == ["title_nb", "title_en", "slug_nb", "slug_en"]
    assert {field.name for field in all_fields(Page)} == {field.name for field in public_fields(Page)}
    assert translated_fields(Page) == {"title", "slug", "lead", "menu_title", "body"}
    assert rich_text_names(Page) == ("body_nb", "body_en")
    assert prefetch_paths(Page) == ["picture", "sources", "sections"]


def test_kind_that_does_not_exist_is_a_lookup_error():
    with pytest.raises(LookupError):
        model_of("nothing")
