"""A cold page costs at most three queries, whatever it holds, and all of them to the public record."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from labels.models import Label, Topic
from sustainability_site.content.models import Card, Edition, Page, Source
from sustainability_site.content.publishing import withdraw
from sustainability_site.content.working_copy import load
from sustainability_site.starter import FOLDER

LABEL = "/miljomerker/tco-certified/"


def queries(client, path: str, status: int = 200) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == status
    return len(captured)


@pytest.mark.parametrize(
    ("path", "status", "count"),
    [
        ("/", 200, 2),
        ("/en/", 200, 2),
        (LABEL, 200, 2),
        ("/en/eco-labels/", 200, 2),
        ("/miljomerker/tco-certified/utgave/1/", 200, 3),
        ("/miljomerker/tco-certified.json", 200, 1),
        ("/-/label/tco-certified/", 302, 1),
        ("/finnes-ikke/", 404, 3),
    ],
)
def test_cold_page_costs_at_most_three_queries_of_the_record(
    client, db, public_record_only, path, status, count
):
    with public_record_only():
        assert queries(client, path, status) == count <= 3


def test_redirect_and_withdrawn_page_cost_at_most_three(client, notice, published, now, public_record_only):
    published(notice)
    Page.objects.filter(pk=notice.pk).update(slug_nb="b")
    published(notice)
    with public_record_only():
        assert queries(client, "/kunngjoring/", 301) == 1
    withdraw(notice, actor="Kari", reason="Utdatert", at=now)
    with public_record_only():
        assert queries(client, "/b/", 410) == 3


def test_label_with_forty_coverages_costs_no_more(client, published):
    label = Label.objects.get(code="tco-certified")
    before = queries(client, LABEL)
    topics, source = list(Topic.objects.all()), Source.objects.filter(missing=False).first()
    for number in range(40):
        label.coverages.create(
            topic=topics[number % len(topics)],
            level="partly",
            explanation_nb=f"Krav {number}.",
            source=source,
        )
    published(label)

    assert queries(client, LABEL) == before == 2
    assert "Krav 39." in client.get(LABEL).content.decode()


def test_overview_costs_the_same_with_two_hundred_labels_and_forty_topics(client, published):
    label = load(Label, "tco-certified")
    before = queries(client, "/miljomerker/")
    source = Source.objects.filter(missing=False).first()
    for number in range(32):
        topic = Topic.objects.create(code=f"topic-{number}", name_nb=f"Tema {number}", position=100 + number)
        published(topic)
        label.coverages.create(topic=topic, level="required", source=source)
    published(label)
    copies_of(label, range(14))
    with_twenty = queries(client, "/miljomerker/")
    copies_of(label, range(14, 194))

    assert before == with_twenty == queries(client, "/miljomerker/") == 2
    assert client.get("/miljomerker/").content.decode().count("<li>Tema 31</li>") == 24
    assert listed(client, "/miljomerker/") == 24
    # Two hundred labels on nine pages: the last has the eight that are left.
    assert sum(listed(client, f"/miljomerker/?side={number}") for number in range(1, 10)) == 200
    assert listed(client, "/miljomerker/?side=9") == listed(client, "/miljomerker/?side=999") == 8
    assert listed(client, "/miljomerker/?side=x") == 24


def listed(client, path: str) -> int:
    return client.get(path).content.decode().count('<h3><a href="/miljomerker/')


def copies_of(label: Label, numbers: range) -> None:
    """Editions and cards like the label's, without the chain: this test reads only."""
    edition = Edition.objects.filter(subject=label.subject).latest("number")
    cards = list(Card.objects.filter(edition=edition))
    for number in numbers:
        copy = Edition.objects.create(
            **{
                field: getattr(edition, field)
                for field in ("kind", "shape", "document", "moment", "reason", "actor")
            },
            subject=f"label/copy-{number}",
            number=1,
            sha256=edition.sha256,
        )
        Card.objects.bulk_create(
            Card(
                edition=copy,
                language=card.language,
                path=card.path.replace("tco-certified", f"copy-{number}"),
                title=card.title,
                lead=card.lead,
                facts=card.facts,
            )
            for card in cards
        )


def test_the_guard_bites(db, public_record_only):
    label = Label.objects.get(code="tco-certified")
    with public_record_only():
        with pytest.raises(AssertionError, match="labels_coverage"):
            Template("{{ label.coverages.all }}").render(Context({"label": Label(pk=label.pk)}))
        with pytest.raises(AssertionError, match="content_page"):
            Page.objects.get(code="home")
        with pytest.raises(AssertionError, match="labels_topic"):
            list(Edition.objects.raw("SELECT e.* FROM content_edition e JOIN labels_topic t ON 1 = 1"))
        assert Edition.objects.count() == len(list(FOLDER.rglob("*.toml")))
        with pytest.raises(AssertionError, match="outside the public record"):
            Page.objects.update(title_nb="x")


def test_the_guard_bites_on_a_public_page(client, db, public_record_only, monkeypatch):
    monkeypatch.setattr(Label, "generation_has_passed", lambda self, day: not Topic.objects.count())

    with public_record_only(), pytest.raises(AssertionError, match="labels_topic"):
        client.get(LABEL)
    assert client.get(LABEL).status_code == 200
