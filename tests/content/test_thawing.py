"""What comes out of a document: instances that answer from memory, in the language asked for."""

import json
from datetime import UTC, datetime

import pytest
from django.utils import translation

from labels.models import Topic
from sustainability_site.content.documents import freeze, references, thaw
from sustainability_site.content.models import Edition, Page
from sustainability_site.content.reading import live_vocabulary
from sustainability_site.content.untranslated import Untranslated
from sustainability_site.content.working_copy import load

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def test_thawed_relations_answer_all_without_a_query(db, django_assert_num_queries):
    document = json.loads(Edition.objects.get(subject="label/tco-certified").document)
    vocabulary = live_vocabulary(references(document), at=LATER)

    with django_assert_num_queries(0):
        label = thaw(document, vocabulary)
        coverages = list(label.coverages.all())
        assert len(coverages) == len(document["coverages"]) > 3
        assert [row.topic.code for row in coverages] == [row["topic"] for row in document["coverages"]]
        assert [row.position for row in coverages] == [10 * n for n in range(1, len(coverages) + 1)]
        assert {row.label for row in coverages} == {label}
        assert [source.code for source in label.sources.all()] == document["sources"]
        assert label.coverages.count() == len(coverages)
        assert label.coverages.exists() is True
        assert label.logo is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: rows.filter(level="required"),
        lambda rows: rows.exclude(pk=1),
        lambda rows: rows.order_by("pk"),
        lambda rows: rows.values("pk"),
        lambda rows: rows.get(pk=1),
        lambda rows: rows.all().all(),
        lambda rows: rows.select_related("topic"),
        lambda rows: rows.aggregate(),
        lambda rows: list(rows.iterator()),
        lambda rows: rows.all().update(level="not"),
        lambda rows: rows.all().delete(),
        lambda rows: rows.none(),
        lambda rows: rows.first(),
        lambda rows: rows.in_bulk(),
        lambda rows: rows.explain(),
    ],
)
def test_thawed_relation_refuses_to_ask_the_live_table(db, django_assert_num_queries, ask):
    label = thaw(json.loads(Edition.objects.get(subject="label/tco-certified").document))

    with django_assert_num_queries(0), pytest.raises(TypeError, match=r"answers \.all\(\) only"):
        ask(label.coverages)


def test_many_to_many_that_the_document_does_not_hold_is_empty_without_a_query(db, django_assert_num_queries):
    document = json.loads(Edition.objects.get(subject="page/about").document)
    del document["sources"], document["sections"]

    with django_assert_num_queries(0):
        page = thaw(document)
        assert list(page.sources.all()) == list(page.sections.all()) == []


def test_thawed_instances_have_keys_that_no_row_has(db):
    page = thaw(json.loads(Edition.objects.get(subject="page/home").document))

    keys = [page.pk, *(section.pk for section in page.sections.all())]
    assert all(key < 0 for key in keys)
    assert len(set(keys)) == len(keys) > 1


def test_reference_to_vocabulary_that_is_not_there_is_left_out(db):
    label = thaw(json.loads(Edition.objects.get(subject="label/tco-certified").document), {})

    assert list(label.sources.all()) == []
    assert label.owner_source is None
    with pytest.raises(Topic.DoesNotExist):
        _topic = label.coverages.all()[0].topic


def test_rows_that_refer_to_their_siblings_find_them_again():
    document = {
        "kind": "statement",
        "shape": 1,
        "code": "2025-01_2025-12",
        "findings": [
            {"key": "heat", "title_nb": "Varme", "kind": "risk"},
            {"key": "wage", "title_nb": "Lønn", "kind": "actual"},
        ],
        "measures": [{"key": "talk", "title_nb": "Samtale", "findings": ["wage", "heat", "gone"]}],
    }
    statement = thaw(document)
    (measure,) = statement.measures.all()

    assert [finding.title_nb for finding in measure.findings.all()] == ["Lønn", "Varme"]
    assert measure.findings.all()[0] is statement.findings.all()[1]
    assert freeze(statement)["measures"][0]["findings"] == ["heat", "wage"]


def test_missing_translation_falls_back_and_says_so(notice):
    Page.objects.filter(pk=notice.pk).update(lead_en="", body_en=None)
    thawed = thaw(freeze(load(Page, "notice")), {}, "en")

    with translation.override("en"):
        assert (thawed.title, type(thawed.title)) == ("Notice", str)
        assert (thawed.lead, type(thawed.lead)) == ("Første ingress.", Untranslated)
        assert thawed.body.__html__() == '<span lang="nb">&lt;p&gt;Første brødtekst.&lt;/p&gt;</span>'
        (section,) = thawed.sections.all()
        assert (type(section.heading), type(section.body)) == (str, Untranslated)
        assert type(str(thawed.lead)) is Untranslated
        assert thawed.address("en") == "/en/notice/"
    with translation.override("nb"):
        assert (thawed.lead, type(thawed.lead)) == ("Første ingress.", str)


def test_norwegian_is_never_filled_from_english(notice):
    Page.objects.filter(pk=notice.pk).update(lead_nb="")
    thawed = thaw(freeze(load(Page, "notice")))

    assert thawed.lead_nb == thawed.lead == ""
