"""Any two editions, or an edition and the form, laid side by side in admin."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from sustainability_site.content.chain import redact
from sustainability_site.content.models import Edition, Page
from tests.content.admin_forms import form_values, published, saved, view_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def about() -> Page:
    return Page.objects.get(code="about")


def compared(client: Client, subject: Page, **chosen: object) -> list[tuple[str, str, str]]:
    """(field, what is removed, what is new) of each change that is shown."""
    response = client.get(view_of(subject, "compare"), chosen)
    told = []
    for change in response.context["changes"]:
        words = {
            kind: "".join(piece.text for piece in change.pieces if piece.kind == kind)
            for kind in ("removed", "new")
        }
        told.append((change.label, words["removed"], words["new"]))
    return told


def test_edition_and_form_differ_word_by_word_in_both_languages(admin_client: Client, about: Page) -> None:
    saved(admin_client, about, title_nb="Om firmaet", title_en="About the firm")
    expected = [
        ("Tittel (norsk)", "nettstedet", "firmaet"),
        ("Tittel (engelsk)", "this site", "the firm"),
    ]
    assert compared(admin_client, about) == expected
    assert compared(admin_client, about, fra=1, til="skjema") == expected


def test_two_editions_are_compared_either_way(admin_client: Client, about: Page) -> None:
    saved(admin_client, about, title_nb="Om firmaet")
    published(admin_client, about)
    saved(admin_client, about, title_nb="Om oss")
    assert compared(admin_client, about, fra=1, til=2) == [("Tittel (norsk)", "nettstedet", "firmaet")]
    assert compared(admin_client, about, fra=2, til=1) == [("Tittel (norsk)", "firmaet", "nettstedet")]
    assert compared(admin_client, about) == [("Tittel (norsk)", "nettstedet", "oss")]


def test_row_that_changes_places_is_told_as_that_alone(admin_client: Client, about: Page) -> None:
    first, second = about.sections.order_by("position")[:2]
    about.sections.filter(pk=first.pk).update(position=second.position)
    about.sections.filter(pk=second.pk).update(position=first.position)
    [(where, _removed, new)] = compared(admin_client, about)
    assert where == "Avsnitt: rekkefølge"
    assert "Hvem står bak?" in new


def test_row_is_named_by_its_number_and_its_words(admin_client: Client, about: Page) -> None:
    about.sections.filter(heading_nb="Innholdet som data").update(heading_en="The data")
    about.sections.filter(heading_nb="Hvem står bak?").delete()
    told = compared(admin_client, about)
    assert told[0] == ("Avsnitt 3 «Innholdet som data» · Mellomtittel (engelsk)", "content as ", "")
    assert ("Avsnitt 1 «Hvem står bak?» · Mellomtittel (norsk)", "Hvem står bak?", "") in told


def test_markup_in_texts_is_shown_as_text(admin_client: Client, about: Page) -> None:
    saved(admin_client, about, title_nb="<script>alert(1)</script>")
    text = admin_client.get(view_of(about, "compare")).content.decode()
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text


def test_edition_comes_back_from_the_comparison(admin_client: Client, about: Page) -> None:
    saved(admin_client, about, title_nb="Om firmaet")
    published(admin_client, about)
    response = admin_client.get(view_of(about, "compare"))
    assert response.context["before"].number == 1
    admin_client.post(response.context["restore"])
    about.refresh_from_db()
    assert about.title_nb == "Om nettstedet"
    assert Edition.objects.filter(subject=about.subject).count() == 2


@pytest.mark.parametrize(
    "chosen", [{"fra": 7}, {"til": 7}, {"fra": "x"}, {"fra": ""}, {"fra": "1", "til": ""}]
)
def test_edition_that_is_not_there_is_not_found(admin_client: Client, about: Page, chosen: dict) -> None:
    assert admin_client.get(view_of(about, "compare"), chosen).status_code == 404


def test_redacted_edition_is_not_offered(admin_client: Client, about: Page) -> None:
    saved(admin_client, about, title_nb="Hemmelig navn")
    published(admin_client, about)
    saved(admin_client, about, title_nb="Om nettstedet")
    published(admin_client, about)
    second = Edition.objects.get(subject=about.subject, number=2)
    redact(second, ground="Personopplysning", actor="Ola", at=timezone.now())
    response = admin_client.get(view_of(about, "compare"))
    assert response.context["numbers"] == ["3", "1"]
    assert "Hemmelig" not in response.content.decode()
    assert admin_client.get(view_of(about, "compare"), {"fra": 2}).status_code == 404


def test_restoring_shows_first_what_becomes_different(admin_client: Client) -> None:
    about = Page.objects.get(code="about")
    saved(admin_client, about, lead_nb="En helt ny ingress.")
    address = view_of(about, "restore", 1)
    html = admin_client.get(address).content.decode()
    assert "<h2>1 felt i skjemaet blir endret</h2>" in html
    assert "En helt ny" in html.partition("<del>")[2]
    admin_client.post(address)
    assert "Det er ingenting å hente tilbake." in admin_client.get(address).content.decode()


def test_saved_form_says_who_does_not_see_it_yet(admin_client: Client) -> None:
    about = Page.objects.get(code="about")
    address = view_of(about, "change")
    sent = form_values(admin_client, address) | {"title_nb": ["Om <oss>"]}
    (message,) = admin_client.post(address, sent, follow=True).context["messages"]
    assert re.sub("<[^>]+>", "", str(message)) == (
        "side «Om &lt;oss&gt;» er endret. Leserne ser det først når noen publiserer."
    )
