"""The first page of admin: what waits, for whom, and in which order."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sustainability_site.content import publishing, reviews, working_copy
from sustainability_site.content.desk import waiting
from sustainability_site.content.models import Organisation, Page
from tests.content.admin_forms import published, saved, staff, view_of

pytestmark = pytest.mark.django_db


def told(user: User, *, days: int = 0) -> dict[str, list[str]]:
    """Every line's words by its level, as of so many days from now."""
    request = RequestFactory().get("/admin/")
    request.user = user
    groups = waiting(request, timezone.now() + timedelta(days=days))
    return {
        level.name: [f"{line.text}: {line.about}".removesuffix(": ") for line in lines]
        for level, lines in groups
    }


@pytest.fixture
def about() -> Page:
    return Page.objects.get(code="about")


def new_page(code: str, title: str) -> Page:
    page = Page.objects.create(
        code=code, title_nb=title, title_en=f"{title} in English", slug_nb=code, slug_en=f"{code}-en"
    )
    working_copy.remember(page, actor="Kari", at=timezone.now())
    return page


def test_what_hurries_stands_first_in_the_page(admin_client: Client) -> None:
    text = admin_client.get(reverse("admin:index")).content.decode()
    places = [text.index(f">{heading}</h3>") for heading in ("Nå", "Framover")]
    assert places == sorted(places)
    assert places[1] < text.index("Miljømerker")


def test_what_is_settled_is_gone(admin_client: Client, admin_user: User) -> None:
    organisation = Organisation.objects.get()
    saved(admin_client, organisation, request_email="innsyn@example.no")
    published(admin_client, organisation)
    assert told(admin_user)["NOW"] == [
        "Perioder uten redegjørelse etter § 5: frist 30. juni 2024, frist 30. juni 2025 og frist 30. juni 2026"
    ]
    assert "CALM" not in told(admin_user)
    assert "SOON" not in told(admin_user)


def test_page_says_that_nothing_waits() -> None:
    html = render_to_string("admin/content/_desk.html", {"groups": [], "nothing": True})
    assert "Ingenting venter på deg i dag." in html
    assert "Ingenting venter" not in render_to_string("admin/content/_desk.html", {"groups": []})


def test_what_is_changed_and_not_published_is_named_with_its_kind(
    admin_client: Client, admin_user: User, about: Page
) -> None:
    saved(admin_client, about, title_nb="Om firmaet", title_en="About the firm")
    assert "Om firmaet: side, endret siden siste utgave" in told(admin_user)["CALM"]
    text = admin_client.get(reverse("admin:index")).content.decode()
    assert f'<a href="{view_of(about, "change")}">Om firmaet</a>' in text
    published(admin_client, about)
    assert "CALM" not in told(admin_user)


def test_new_page_waits_until_it_is_published(admin_client: Client, admin_user: User) -> None:
    page = Page.objects.create(
        code="ny", title_nb="Ny side", title_en="New page", slug_nb="ny", slug_en="new"
    )
    working_copy.remember(page, actor="Kari", at=timezone.now())
    assert "Ny side: side, ikke publisert ennå" in told(admin_user)["CALM"]
    assert "Ny side" not in str(told(staff("merker", "view_topic")))


def test_scheduled_edition_lies_ahead_and_no_longer_waits(
    admin_client: Client, admin_user: User, about: Page
) -> None:
    saved(admin_client, about, title_nb="Om firmaet", title_en="About the firm")
    about.refresh_from_db()
    moment = timezone.now().replace(microsecond=0) + timedelta(days=1)
    publishing.schedule(about, moment=moment, actor="Kari", reason="Plan", at=timezone.now())
    found = told(admin_user)
    local = timezone.localtime(moment)
    assert f"Om firmaet: blir publisert {local:%d.%m.%Y} kl. {local:%H.%M}" in found["AHEAD"]
    assert "CALM" not in found


def test_page_that_was_withdrawn_on_purpose_does_not_wait(admin_client: Client, admin_user: User) -> None:
    page = Page.objects.create(
        code="ny", title_nb="Ny side", title_en="New page", slug_nb="ny", slug_en="new"
    )
    working_copy.remember(page, actor="Kari", at=timezone.now())
    publishing.publish(page, actor="Kari", reason="Ny", at=timezone.now())
    publishing.withdraw(page, actor="Kari", reason="Feil", at=timezone.now())
    assert "CALM" not in told(admin_user)


def test_many_changes_are_counted_and_not_all_listed(admin_user: User) -> None:
    for number in range(8):
        new_page(f"ny-{number}", f"Side {number}")
    calm = told(admin_user)["CALM"]
    assert calm[:5] == [f"Side {number}: side, ikke publisert ennå" for number in range(5)]
    assert calm[5:] == ["3 andre sider er endret og ikke publisert"]


def test_after_a_year_the_pages_wait_for_review(admin_user: User, about: Page) -> None:
    assert "gjennomgått" not in str(told(admin_user, days=365))
    [line] = [line for line in told(admin_user, days=366)["CALM"] if "gjennomgått" in line]
    number = int(line.partition(" ")[0])
    assert line == f"{number} sider er ikke gjennomgått på et år"
    reviews.found_true(about, actor="Kari", at=timezone.now() + timedelta(days=366))
    assert f"{number - 1} sider er ikke gjennomgått på et år" in told(admin_user, days=366)["CALM"]


def test_first_page_costs_the_same_with_many_changes(admin_client: Client) -> None:
    index = reverse("admin:index")
    admin_client.get(index)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(index)
    for number in range(5):
        new_page(f"ny-{number}", f"Side {number}")
    with CaptureQueriesContext(connection) as many:
        admin_client.get(index)
    assert len(many) == len(few)
    assert len(many) <= 31
