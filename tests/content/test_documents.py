import json
import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from labels.models import Label, Topic
from suppliers.models import Regulation, Substance
from sustainability_site.content.documents import canonical, digest, freeze, references, thaw
from sustainability_site.content.models import Edition, Image, Organisation, Page, PageSection, Source
from sustainability_site.content.reading import live_vocabulary
from sustainability_site.content.untranslated import Untranslated
from sustainability_site.content.working_copy import load
from transparency.models import Statement

PLANTED = "HEMMELIG"
LATER = datetime(2100, 1, 1, tzinfo=UTC)
KEYS = {
    kind: {name: names.split() for name, names in keys.items()}
    for kind, keys in tomllib.loads(Path(__file__).with_name("public_keys.toml").read_text()).items()
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
# None are in the source, and none are invented: test_shapes proves that these documents freeze to themselves.
WITHOUT_STARTER_CONTENT = {"facility-list", "follow-up"}


@given(st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=4), JSON, max_size=4))
def test_canonical_text_is_the_same_whatever_order_the_keys_came_in(document):
    turned = dict(reversed(document.items()))

    assert canonical(turned) == canonical(document)
    assert canonical(json.loads(canonical(document))) == canonical(document)


def test_canonical_text_is_sorted_tight_and_written_out():
    assert canonical({"b": "å", "a": [1, None, True]}) == '{"a":[1,null,true],"b":"å"}'
    assert digest("å") == "e83979df9d36090142f23051f8e8d7ad48e5c20dff5c9e7b92ca3454f67469f9"


def test_canonical_text_refuses_what_is_no_json():
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"a": float("nan")})


def test_document_is_the_same_whatever_language_is_active(db):
    for subject in (Label.objects.get(code="tco-certified"), Page.objects.get(code="home")):
        texts = set()
        for language in ("nb", "en"):
            with translation.override(language):
                texts.add(canonical(freeze(load(type(subject), subject.code))))
        assert len(texts) == 1


def test_every_published_document_freezes_to_itself_again(db):
    documents = [json.loads(text) for text in Edition.objects.values_list("document", flat=True)]

    assert len(documents) > 150
    for document in documents:
        vocabulary = live_vocabulary(references(document), at=LATER)
        for language in ("nb", "en"):
            with translation.override(language):
                thawed = thaw(document, vocabulary, language="nb")
                assert canonical(freeze(thawed)) == canonical(document)


def test_document_holds_exactly_the_declared_keys(db):
    for kind, keys in KEYS.items():
        rows = {name: names for name, names in keys.items() if name != "own"}
        for text in Edition.objects.filter(kind=kind).values_list("document", flat=True):
            document = json.loads(text)
            assert sorted(document) == sorted(["kind", "shape", "code", *keys["own"], *rows]), kind
            for name, names in rows.items():
                assert all(sorted(row) == sorted(["key", *names]) for row in document[name]), name


def test_every_kind_has_its_keys_listed(db):
    assert set(Edition.objects.values_list("kind", flat=True)) == set(KEYS) - WITHOUT_STARTER_CONTENT


@pytest.mark.parametrize("kind", sorted(WITHOUT_STARTER_CONTENT))
def test_kind_without_starter_content_holds_exactly_the_declared_keys(kind):
    kept = json.loads((Path(__file__).parent / "kept" / f"{kind}.json").read_text())
    rows = {name: names for name, names in KEYS[kind].items() if name != "own"}

    assert sorted(kept) == sorted(["kind", "shape", "code", *KEYS[kind]["own"], *rows])
    for name, names in rows.items():
        assert all(sorted(row) == sorted(["key", *names]) for row in kept[name])


def test_private_fields_and_base_columns_are_in_no_public_document(db):
    label = Label.objects.get(code="tco-certified")
    Label.objects.filter(pk=label.pk).update(
        logo_permission=PLANTED, logo_origin=PLANTED, logo_permission_on=date(1999, 9, 9)
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE labels_label SET name = %s, lead = %s, body = %s", [PLANTED] * 3)
        cursor.execute("UPDATE labels_coverage SET explanation = %s", [PLANTED])
        cursor.execute("UPDATE content_source SET title = %s, note = %s", [PLANTED] * 2)
    saved = load(Label, "tco-certified")
    text, draft = canonical(freeze(saved)), canonical(freeze(saved, everything=True))

    assert PLANTED not in text
    assert "1999-09-09" not in text
    assert draft.count(PLANTED) == 2
    assert '"logo_permission_on":"1999-09-09"' in draft
    assert digest(text) == Edition.objects.get(subject="label/tco-certified").sha256


def test_draft_leaves_out_identity_and_the_way_to_the_owner(db):
    draft = freeze(load(Page, "home"), everything=True)

    assert sorted(draft) == sorted(["kind", "shape", "code", *KEYS["page"]["own"], "sections"])
    assert {tuple(sorted(row)) for row in draft["sections"]} <= {
        ("body_en", "body_nb", "heading_en", "heading_nb", "key", "style")
    }


def test_sibling_references_are_frozen_as_keys(db):
    statement = Statement.objects.create(
        code="2030-01_2030-12",
        title_nb="Redegjørelse",
        period_start=date(2030, 1, 1),
        period_end=date(2030, 12, 31),
    )
    first = statement.findings.create(key="b", title_nb="B", kind="risk")
    second = statement.findings.create(key="a", title_nb="A", kind="risk")
    measure = statement.measures.create(key="m", title_nb="M")
    measure.findings.set([first, second])
    document = freeze(load(Statement, "2030-01_2030-12"))

    assert [row["key"] for row in document["findings"]] == ["b", "a"]
    assert document["measures"][0]["findings"] == ["a", "b"]
    assert (document["period_start"], document["period_end"]) == ("2030-01-01", "2030-12-31")


def test_picture_is_embedded_with_its_public_fields_only(db):
    image = Image.objects.create(
        title=PLANTED,
        original=f"originals/{PLANTED}.png",
        permission=PLANTED,
        width=60,
        height=40,
        alt_nb="En logo",
        credit="Foto: Kari",
        renditions=[{"name": "a.webp", "format": "webp", "width": 60, "height": 40}],
    )
    Label.objects.filter(code="svanen").update(logo=image)
    document = freeze(load(Label, "svanen"))

    assert document["logo"] == {
        "id": image.pk,
        "alt_nb": "En logo",
        "alt_en": "",
        "decorative": False,
        "credit": "Foto: Kari",
        "width": 60,
        "height": 40,
        "renditions": [{"name": "a.webp", "format": "webp", "width": 60, "height": 40}],
    }
    assert PLANTED not in canonical(document)
    vocabulary = live_vocabulary(references(document), at=LATER)
    assert canonical(freeze(thaw(document, vocabulary))) == canonical(document)
    with translation.override("en"):
        assert isinstance(thaw(document, {}, "en").logo.alt, Untranslated)


def test_dates_decimals_and_empty_values(db):
    regulation = Regulation.objects.get(code="rohs")
    substance = Substance.objects.create(
        code="lead-2",
        name_nb="Bly",
        group="metal",
        limit_percent=Decimal("0.100"),
        applies_from=date(2006, 7, 1),
        regulation=regulation,
        source=Source.objects.first(),
    )
    document = freeze(load(Substance, "lead-2"))

    assert document["limit_percent"] == "0.1"
    assert document["applies_from"] == "2006-07-01"
    assert document["name_en"] == ""
    thawed = thaw(document)
    assert thawed.limit_percent == Decimal("0.1")
    assert thawed.applies_from == date(2006, 7, 1)
    for value, text in (("100", "100"), ("10.000", "10"), ("0.001", "0.001"), (None, None), ("0", "0")):
        substance.limit_percent = value and Decimal(value)
        assert freeze(substance)["limit_percent"] == text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "\tvbscript:x"]
)
def test_unsafe_address_in_an_address_field_is_left_out(db, address):
    Source.objects.filter(code="tco-faq").update(url=address)
    Organisation.objects.update(website=address)

    assert freeze(load(Source, "tco-faq"))["url"] == ""
    assert freeze(load(Organisation, "main"))["website"] == ""


def test_safe_address_in_an_address_field_is_kept(db):
    Source.objects.filter(code="tco-faq").update(url="https://example.no/a?b=å&c")

    assert freeze(load(Source, "tco-faq"))["url"] == "https://example.no/a?b=å&c"


def test_references_tell_vocabulary_from_links(notice):
    notice.sources.add(Source.objects.get(code="eu-ecolabel-aim"))
    PageSection.objects.filter(page=notice).update(
        body_nb='<p><a href="/-/label/svanen/">a</a> <a href="/-/source/eu-ecolabel-aim/">b</a></p>',
        body_en='<p><a href="/-/guide/chemicals/#rohs">c</a></p>',
    )

    assert references(freeze(load(Page, "notice"))) == {
        "label/svanen": False,
        "guide/chemicals": False,
        "source/eu-ecolabel-aim": True,
    }


def test_loading_costs_the_same_however_many_rows(db, django_assert_num_queries):
    label = Label.objects.get(code="svanen")
    source, topics = Source.objects.first(), list(Topic.objects.all())
    with django_assert_num_queries(1):
        Label.objects.get(code="svanen")
    few = queries_of(lambda: freeze(load(Label, "svanen")))
    for number in range(30):
        label.coverages.create(topic=topics[number % len(topics)], level="partly", source=source)

    assert queries_of(lambda: freeze(load(Label, "svanen"))) == few <= 20


def queries_of(work) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)
