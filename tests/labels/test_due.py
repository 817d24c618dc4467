from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from labels.due import check_in_words, generation_in_words
from labels.models import Label


@pytest.mark.parametrize(
    ("again_by", "words"),
    [
        (None, "Ingen kontrollfrist er satt"),
        (date(2026, 11, 22), "Fristen er passert: 22.11.2026"),
        (date(2026, 11, 23), "Snart: innen 23.11.2026"),
        (date(2026, 12, 23), "Snart: innen 23.12.2026"),
        (date(2026, 12, 24), "Innen 24.12.2026"),
    ],
)
def test_check_is_told_in_words(again_by: date | None, words: str, today: date) -> None:
    assert check_in_words(again_by, today) == words


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "Ingen sluttdato"),
        (date(2026, 11, 22), "Utløpt 22.11.2026"),
        (date(2026, 11, 23), "Til og med 23.11.2026"),
    ],
)
def test_generation_is_told_in_words(until: date | None, words: str, today: date) -> None:
    assert generation_in_words(until, today) == words


@pytest.mark.django_db
def test_overdue_and_lapsed_labels_are_found_in_admin(admin_client: Client, yesterday: date) -> None:
    Label.objects.filter(code="epeat").update(check_again_by=yesterday)
    Label.objects.filter(code="svanen").update(generation_until=yesterday)
    Label.objects.filter(code="energy-star").update(check_again_by=None)

    def found(value: str) -> list[str]:
        listed = admin_client.get(reverse("admin:labels_label_changelist"), {"kontroll": value})
        return [label.code for label in listed.context["cl"].result_list]

    assert (found("overdue"), found("lapsed"), found("unset")) == (["epeat"], ["svanen"], ["energy-star"])
    assert len(found("nonsense")) == 6
    html = admin_client.get(reverse("admin:labels_label_changelist")).content.decode()
    assert f"Fristen er passert: {yesterday:%d.%m.%Y}" in html
