"""The panel on the page that publishes."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from labels.models import Label
from sustainability_site.content.models import Edition, Page, Source

pytestmark = pytest.mark.django_db


def panel(client: Client, subject: Page | Label) -> str:
    answer = client.get(
        reverse(f"admin:{subject._meta.label_lower.replace('.', '_')}_publish", args=[subject.pk])
    )
    return " ".join(
        answer.content.decode().partition('class="remarks"')[2].partition("</section>")[0].split()
    )


@pytest.fixture
def label() -> Label:
    return Label.objects.get(code="epeat")


def test_everything_worth_knowing_leads_to_its_field(admin_client: Client, label: Label) -> None:
    label.body_nb = '<p>Et grønt merke. Les <a href="/-/guide/nowhere/">her</a>.</p>'
    label.sources.clear()
    label.save()
    told = panel(admin_client, label)
    change = reverse("admin:labels_label_change", args=[label.pk])
    assert "Lenken til noe som er slettet (guide/nowhere) leder ingen steder" in told
    assert "Lenketeksten «her» sier ikke hvor lenken leder" in told
    assert told.count(f'href="{change}#id_body_nb"') >= 2


def test_rows_are_named_and_led_to(admin_client: Client) -> None:
    about = Page.objects.get(code="about")
    about.sections.create(key="ny", position=999, heading_nb="Mål", body_nb="<p>Vi er klimanøytrale.</p>")
    place = about.sections.count() - 1
    told = panel(admin_client, about)
    assert f"avsnitt {place + 1}: tekst (norsk)): «klimanøytrale» er en påstand som må dokumenteres" in told
    assert f"#id_sections-{place}-body_nb" in told


def test_sources_are_judged_by_today(admin_client: Client, label: Label) -> None:
    for code, values in {
        "old": {"checked_on": date(2020, 1, 1)},
        "out": {"checked_on": date(2026, 1, 1), "valid_until": date(2026, 1, 2)},
        "none": {"missing": True},
    }.items():
        label.sources.add(Source.objects.create(code=code, title_nb=f"Kilde {code}", **values))
    told = panel(admin_client, label)
    assert "«Kilde old»: Kilden ble sist lest 01.01.2020. Les den igjen." in told
    assert "«Kilde out»: Kilden gjaldt til og med 02.01.2026. Finn en nyere." in told
    assert "«Kilde none»: Ingen har funnet kilden ennå" in told


def test_shown_label_tells_its_scheme_and_holds(admin_client: Client, label: Label) -> None:
    Label.objects.filter(pk=label.pk).update(
        offered=True, offered_until=date(2026, 1, 1), owner_nb="", owner_en="", last_checked=None
    )
    told = panel(admin_client, label)
    assert "siden sier ikke «eier»" in told
    assert "siden sier ikke «sist kontrollert»" in told
    assert "Leserne ser det ikke som «Tilbys nå»" in told
    Label.objects.filter(pk=label.pk).update(offered=False)
    assert "G2" not in panel(admin_client, label)


def test_weight_and_who_links_here_are_told(admin_client: Client) -> None:
    told = panel(admin_client, Page.objects.get(code="labels-method"))
    assert "På norsk sender siden " in told
    assert "På engelsk sender siden " in told
    assert "Grensen er" not in told
    assert "Disse lenker hit: " in told


def test_neutrality_out_of_quotas_is_refused(admin_client: Client) -> None:
    about = Page.objects.get(code="about")
    about.lead_nb = "Vi er klimanøytrale med klimakvoter."
    about.save()
    address = reverse("admin:content_page_publish", args=[about.pk])
    assert "Dette må på plass før publisering" in admin_client.get(address).content.decode()
    refused = admin_client.post(address, {"reason": "Nytt", "when": "now"})
    assert list(refused.context["form"].errors) == ["override_reason"]
    assert not Edition.objects.filter(subject="page/about", reason="Nytt").exists()
