import pytest
from django.test import Client
from django.urls import reverse

from sustainability_site.content.models import Organisation
from tests.content.admin_forms import saved, signed_in, staff, view_of

pytestmark = pytest.mark.django_db

MISSING = "Kontaktadresse for innsynskrav mangler."


def test_missing_address_is_told_and_leads_to_the_form(admin_client: Client) -> None:
    organisation = Organisation.objects.get()
    address = view_of(organisation, "change")
    html = admin_client.get(reverse("admin:index")).content.decode()
    assert f'<li><a href="{address}">{MISSING}</a></li>' in html
    assert f'<p class="open-task">{MISSING}</p>' in admin_client.get(address).content.decode()


def test_those_who_cannot_mend_it_get_no_link(db: None) -> None:
    for person in (staff("leser", "view_organisation"), staff("redaktor", "change_label")):
        html = signed_in(person).get(reverse("admin:index")).content.decode()
        assert f'<li>{MISSING} <span class="desk-about">Si fra til en som kan endre det.</span></li>' in html


def test_nothing_to_do_is_not_shown(admin_client: Client) -> None:
    organisation = Organisation.objects.get()
    saved(admin_client, organisation, request_email="innsyn@example.no")
    assert MISSING not in admin_client.get(reverse("admin:index")).content.decode()
    assert MISSING not in admin_client.get(view_of(organisation, "change")).content.decode()
