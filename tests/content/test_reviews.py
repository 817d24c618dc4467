"""Which pages nobody has read for a year, and whose they are."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import publishing, reviews
from sustainability_site.content.models import Edition, Page, Source
from tests.content.admin_forms import published, saved, signed_in, staff, view_of
from transparency.models import Statement

pytestmark = pytest.mark.django_db

LIST = reverse("reviews")


@pytest.fixture
def about() -> Page:
    return Page.objects.get(code="about")


def standing(subject: Page, *, days: int = 0) -> reviews.Standing | None:
    at = timezone.now() + timedelta(days=days)
    found = reviews.standings([subject.kind], at=at)
    return next((each for each in found if each.subject == subject.subject), None)


def test_page_is_due_a_year_and_a_day_after_it_was_published(about: Page) -> None:
    today = timezone.localdate()
    assert standing(about).last_on == today
    assert not standing(about).due(today + timedelta(days=365))
    assert standing(about).due(today + timedelta(days=366))


def test_review_counts_from_its_day_and_a_later_edition_from_its_own(
    admin_client: Client, about: Page
) -> None:
    reviews.found_true(about, actor="Ola", at=timezone.now())
    assert (standing(about).reviewed_by, standing(about).last_on) == ("Ola", timezone.localdate())
    later = timezone.now() + timedelta(days=400)
    reviews.found_true(about, actor="Kari", at=later)
    found = standing(about, days=500)
    assert (found.reviewed_by, found.last_on) == ("Kari", timezone.localdate(later))


def test_what_was_true_on_its_day_and_what_has_no_page_are_not_reviewed() -> None:
    kinds = {
        each.kind for each in reviews.standings(["page", "label", "statement", "source"], at=timezone.now())
    }
    assert kinds == {"page", "label"}
    assert Statement.objects.exists()
    assert Source.objects.exists()


def test_what_is_not_reviewed_offers_no_review(admin_client: Client, about: Page) -> None:
    offered = "Gjennomgang og ansvarlig …"
    assert offered in admin_client.get(view_of(about, "change")).content.decode()
    for subject in (Source.objects.first(), Statement.objects.first()):
        assert offered not in admin_client.get(view_of(subject, "change")).content.decode()
        assert admin_client.get(view_of(subject, "review")).status_code == 404


def test_withdrawn_page_is_not_listed(about: Page) -> None:
    label = Label.objects.get(code="epeat")
    assert standing(label) is not None
    publishing.withdraw(label, actor="Kari", reason="Feil", at=timezone.now())
    assert standing(label) is None


def test_list_tells_day_and_owner_and_marks_in_one_click(admin_client: Client, about: Page) -> None:
    owner = staff("ola", "view_page")
    User.objects.filter(pk=owner.pk).update(first_name="Ola", last_name="Dal")
    admin_client.post(view_of(about, "review"), {"owner": owner.pk})
    text = admin_client.get(LIST, {"vis": "alle"}).content.decode()
    row = text.partition(f'<a href="{view_of(about, "change")}">')[2].partition("</tr>")[0]
    assert "Ola Dal" in row
    assert f"{timezone.localdate():%d.%m.%Y} (publisert)" in row
    response = admin_client.post(view_of(about, "review"), {"found_true": "1", "next": f"{LIST}?vis=alle"})
    assert response["Location"] == f"{LIST}?vis=alle"
    assert standing(about).reviewed_by == "admin"
    assert standing(about).owner == owner


def test_list_is_of_what_is_due_unless_all_is_asked_for(admin_client: Client, about: Page) -> None:
    response = admin_client.get(LIST)
    assert response.context["rows"] == []
    assert "Ingen sider venter på gjennomgang." in response.content.decode()
    everything = admin_client.get(LIST, {"vis": "alle"}).context["rows"]
    assert len(everything) == response.context["every"] > 20
    nobodys = admin_client.get(LIST, {"vis": "alle", "ansvarlig": "ingen"}).context["rows"]
    assert len(nobodys) == len(everything)
    assert admin_client.get(LIST, {"vis": "alle", "ansvarlig": "meg"}).context["rows"] == []


def test_list_holds_what_may_be_seen_and_buttons_for_what_may_be_changed(about: Page) -> None:
    reader = signed_in(staff("leser", "view_page"))
    rows = reader.get(LIST, {"vis": "alle"}).context["rows"]
    assert {row["standing"].kind for row in rows} == {"page"}
    assert not any(row["may_change"] for row in rows)
    assert reader.post(view_of(about, "review"), {"found_true": "1"}).status_code == 403
    assert reader.post(view_of(about, "review"), {"owner": ""}).status_code == 403
    assert standing(about).reviewed_by == ""


def test_owner_is_someone_who_works_here(admin_client: Client, about: Page) -> None:
    stranger = User.objects.create_user("fremmed")
    response = admin_client.post(view_of(about, "review"), {"owner": stranger.pk})
    assert response.context["form"].errors == {"owner": ["Velg en som har en konto her, eller «Ingen»."]}
    assert standing(about).owner is None
    admin_client.post(view_of(about, "review"), {"owner": staff("ola").pk})
    admin_client.post(view_of(about, "review"), {"owner": ""})
    assert standing(about).owner is None


def test_way_back_leads_nowhere_else(admin_client: Client, about: Page) -> None:
    response = admin_client.post(
        view_of(about, "review"), {"found_true": "1", "next": "https://example.com/"}
    )
    assert response["Location"] == view_of(about, "change")


def test_review_touches_neither_record_nor_form(admin_client: Client, about: Page) -> None:
    before = Edition.objects.count()
    admin_client.post(view_of(about, "review"), {"found_true": "1"})
    saved(admin_client, about, lead_nb="Ny ingress.")
    published(admin_client, about)
    assert Edition.objects.count() == before + 1
    assert "gjennomgang" not in Edition.objects.get(subject=about.subject, number=2).document
