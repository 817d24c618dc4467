from datetime import date, timedelta

import pytest
from django.contrib.admin import site
from django.test import Client
from django.utils import timezone

from labels.models import Label, Topic
from sustainability_site.content.models import Edition, Entry, Page, Publishable
from sustainability_site.content.publishing import cancel, schedule
from tests.content.admin_forms import form_values, publication, published, saved, view_of

NEEDED = {"answer": {"answered_on": date(2026, 3, 12), "slug_nb": "ny"}}

pytestmark = pytest.mark.django_db


@pytest.fixture
def label() -> Label:
    return Label.objects.get(code="epeat")


def editions(label: Label) -> list[tuple[int, str, str]]:
    found = Edition.objects.filter(subject=label.subject).order_by("number")
    return [(edition.number, edition.reason, edition.actor) for edition in found]


def test_publishing_asks_why(admin_client: Client, label: Label) -> None:
    saved(admin_client, label, name_en="Changed")
    response = publication(admin_client, label, {"reason": "  ", "when": "now"})
    assert response.context["form"].errors == {
        "reason": ["Skriv hvorfor. Begrunnelsen står sammen med utgaven for alltid."]
    }
    assert len(editions(label)) == 1


def test_publishing_makes_the_next_edition(admin_client: Client, label: Label) -> None:
    saved(admin_client, label, name_nb="EPEAT Ny")
    response = publication(admin_client, label, {"reason": "Nytt navn", "when": "now"}, follow=True)
    assert "«EPEAT Ny» er publisert som utgave 2." in response.content.decode()
    assert editions(label)[1] == (2, "Nytt navn", "admin")
    assert "EPEAT Ny" in admin_client.get("/miljomerker/epeat/").content.decode()
    assert "EPEAT Ny" not in admin_client.get("/miljomerker/epeat/utgave/1/").content.decode()


def test_second_press_publishes_nothing(admin_client: Client, label: Label) -> None:
    saved(admin_client, label, name_nb="EPEAT Ny")
    sent = {"reason": "Nytt navn", "when": "now"}
    publication(admin_client, label, sent)
    entries = Entry.objects.count()
    response = publication(admin_client, label, sent)
    assert response.context["form"].non_field_errors() == ["Ingenting er endret siden utgave 2."]
    assert (len(editions(label)), Entry.objects.count()) == (2, entries)


def test_moment_is_asked_for_and_lies_ahead(admin_client: Client, label: Label) -> None:
    address = view_of(label, "publish")
    sent = {"reason": "Nytt", "when": "later"}
    faults = {
        "": "Velg dato og klokkeslett.",
        "2020-01-01T09:00": "Tidspunktet er passert. Velg et tidspunkt fram i tid.",
        "i morgen": "Skriv dato og klokkeslett, for eksempel 01.12.2026 kl. 09.00.",
    }
    for moment, message in faults.items():
        form = publication(admin_client, label, sent | {"moment": moment}).context["form"]
        assert form.errors == {"moment": [message]}
    assert 'type="datetime-local"' in admin_client.get(address).content.decode()


def test_scheduling_and_cancelling(admin_client: Client, label: Label) -> None:
    saved(admin_client, label, name_nb="EPEAT Ny")
    moment = timezone.localtime(timezone.now() + timedelta(days=2)).replace(hour=9, minute=30)
    sent = {"reason": "Nytt navn", "when": "later", "moment": f"{moment:%Y-%m-%dT%H:%M}"}
    response = publication(admin_client, label, sent, follow=True)
    html = response.content.decode()
    assert f"«EPEAT Ny» blir publisert {moment:%d.%m.%Y} kl. 09.30." in html
    assert f"utgave 1 · endret siden · ny utgave planlagt {moment:%d.%m.%Y} kl. 09.30" in html
    assert "EPEAT Ny" not in admin_client.get("/miljomerker/epeat/").content.decode()
    response = admin_client.post(view_of(label, "cancel"), follow=True)
    assert "Den planlagte utgaven er avlyst." in response.content.decode()
    assert editions(label) == [(1, "Nettstedet åpnet", "startinnhold")]
    response = admin_client.post(view_of(label, "cancel"), follow=True)
    assert "Ingenting er planlagt." in response.content.decode()


def test_publishing_beside_a_scheduled_edition_asks_what_becomes_of_it(
    admin_client: Client, label: Label
) -> None:
    saved(admin_client, label, name_nb="EPEAT Ny")
    moment = timezone.localtime(timezone.now() + timedelta(days=2))
    later = {"reason": "Siden", "when": "later", "moment": f"{moment:%Y-%m-%dT%H:%M}"}
    publication(admin_client, label, later)
    response = publication(admin_client, label, {"reason": "Nå"})
    assert list(response.context["form"].errors) == ["pending"]
    publication(admin_client, label, {"reason": "Nå", "pending": "renew"})
    found = list(Edition.objects.filter(subject=label.subject).values_list("number", "reason"))
    assert found == [(None, "Siden"), (2, "Nå"), (1, "Nettstedet åpnet")]


def test_vocabulary_in_use_is_not_withdrawn(admin_client: Client) -> None:
    topic = Topic.objects.get(code="energy")
    response = admin_client.post(view_of(topic, "withdraw"), {"reason": "Bort"})
    (message,) = response.context["form"].non_field_errors()
    assert message.startswith("Strømforbruk brukes av «")
    assert Entry.objects.filter(act=Entry.Act.WITHDRAW).count() == 0


def test_withdrawn_page_says_so(admin_client: Client, label: Label) -> None:
    response = admin_client.post(view_of(label, "withdraw"), {"reason": "Ordningen er lagt ned"}, follow=True)
    html = response.content.decode()
    assert "«EPEAT» er trukket tilbake." in html
    assert '<p class="publication-state">Trukket tilbake</p>' in html
    assert admin_client.get("/miljomerker/epeat/").status_code == 410


def test_fixed_page_is_not_withdrawn(admin_client: Client) -> None:
    home = Page.objects.get(code="home")
    response = admin_client.post(view_of(home, "withdraw"), {"reason": "Bort"})
    assert response.context["form"].non_field_errors() == [
        "Nettstedet er bygd rundt dette, og det kan ikke trekkes tilbake."
    ]


def test_restoring_brings_back_text_and_rows(admin_client: Client, label: Label) -> None:
    rows = [(row.key, row.explanation_nb) for row in label.coverages.all()]
    saved(admin_client, label, name_nb="EPEAT Ny", **{"coverages-0-DELETE": "on"})
    published(admin_client, label)
    response = admin_client.post(view_of(label, "restore", 1), follow=True)
    assert "Skjemaet viser nå teksten fra utgave 1. Publiser når du er klar." in response.content.decode()
    label.refresh_from_db()
    assert (label.name_nb, [(row.key, row.explanation_nb) for row in label.coverages.all()]) == (
        "EPEAT",
        rows,
    )
    assert "EPEAT Ny" in admin_client.get("/miljomerker/epeat/").content.decode()


def test_restoring_says_that_a_planned_edition_still_stands(admin_client: Client, label: Label) -> None:
    at = timezone.now()
    schedule(label, actor="Kari", reason="Senere", moment=at + timedelta(days=2), at=at)
    response = admin_client.post(view_of(label, "restore", 1), follow=True)
    assert "står fortsatt med sin egen tekst." in response.content.decode()
    cancel(label, at=at)
    response = admin_client.post(view_of(label, "restore", 1), follow=True)
    assert "står fortsatt" not in response.content.decode()


def test_edition_of_another_object_cannot_be_restored(admin_client: Client, label: Label) -> None:
    saved(admin_client, label, name_nb="EPEAT Ny")
    published(admin_client, label)
    other = Label.objects.get(code="energy-star")
    assert admin_client.post(view_of(other, "restore", 2)).status_code == 404
    other.refresh_from_db()
    assert other.name_nb == "Energy Star"


def test_editions_are_listed_newest_first_with_who_and_why(admin_client: Client, label: Label) -> None:
    saved(admin_client, label, name_nb="EPEAT Ny")
    published(admin_client, label, "Nytt navn")
    admin_client.post(view_of(label, "withdraw"), {"reason": "Bort"})
    rows = admin_client.get(view_of(label, "editions")).context["rows"]
    assert [(str(entry.get_act_display()), entry.reason, archive) for entry, archive, *_ in rows] == [
        ("trukket tilbake", "Bort", "/miljomerker/epeat/utgave/2/"),
        ("publisert", "Nytt navn", "/miljomerker/epeat/utgave/2/"),
        ("publisert", "Nettstedet åpnet", "/miljomerker/epeat/utgave/1/"),
    ]


def test_preview_reads_unpublished_vocabulary_from_its_working_copy(
    admin_client: Client, label: Label
) -> None:
    topic = Topic.objects.create(code="new-topic", name_nb="Lydnivå", name_en="Noise")
    row = label.coverages.first()
    row.topic = topic
    row.save()
    assert "Lydnivå" in admin_client.get(view_of(label, "preview", "nb")).content.decode()
    assert "Noise" in admin_client.get(view_of(label, "preview", "en")).content.decode()
    refused = publication(admin_client, label, {"reason": "Nytt", "when": "now"})
    assert refused.context["form"].non_field_errors() == [
        "«Lydnivå» (tema) er ikke publisert. Publiser den først."
    ]


def test_every_kind_can_be_published_from_its_own_pages(admin_client: Client) -> None:
    """An admin that says something in its own way must not stand in the way of what all have in common."""
    kinds = [model for model in site._registry if issubclass(model, Publishable)]
    assert len(kinds) == 18
    for model in kinds:
        subject = model.objects.first() or model.objects.create(**NEEDED.get(model.kind, {}), code="ny")
        for view in ("publish", "editions"):
            answer = admin_client.get(view_of(subject, view))
            assert (model.kind, view, answer.status_code) == (model.kind, view, 200)
            assert str(subject) in answer.content.decode()


def test_publishing_what_has_not_changed_is_told_beforehand(admin_client: Client, label: Label) -> None:
    told = "Ingenting er endret siden utgave 1. Endre noe før du publiserer."
    assert told in admin_client.get(view_of(label, "publish")).content.decode()
    saved(admin_client, label, name_nb="EPEAT Ny")
    assert "Ingenting er endret" not in admin_client.get(view_of(label, "publish")).content.decode()


def test_only_what_was_saved_is_said_to_wait_for_publication(admin_client: Client, label: Label) -> None:
    waits = "Leserne ser det først når noen publiserer."
    address = view_of(label, "change")
    answer = admin_client.post(address, form_values(admin_client, address), follow=True)
    assert [waits in str(message) for message in answer.context["messages"]] == [True]
    gone = admin_client.post("/admin/labels/label/99999/change/", {}, follow=True)
    assert [waits in str(message) for message in gone.context["messages"]] == [False]


def test_what_was_deleted_is_said_to_lie_in_the_bin(admin_client: Client, label: Label) -> None:
    other = Label.objects.create(code="prove", name_nb="Prøve", slug_nb="prove", slug_en="prove")
    answer = admin_client.post(view_of(other, "delete"), {"post": "yes"}, follow=True)
    (message,) = map(str, answer.context["messages"])
    assert message.endswith('Det ligger i <a href="/admin/labels/label/papirkurv/">papirkurven</a>.')
