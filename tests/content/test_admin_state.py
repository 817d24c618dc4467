from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from labels.models import Label
from sustainability_site.content import publishing
from sustainability_site.content.models import Page
from sustainability_site.content.state import Filed, filed, standing, state_of, with_state
from tests.content.admin_forms import list_of, saved, view_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_every_state(admin_client: Client) -> None:
    changed, withdrawn, scheduled = (
        Label.objects.get(code=code) for code in ("epeat", "energy-star", "tco-certified")
    )
    saved(admin_client, changed, name_en="Changed")
    admin_client.post(view_of(withdrawn, "withdraw"), {"reason": "Lagt ned"})
    moment = timezone.now() + timedelta(days=3)
    publishing.schedule(scheduled, actor="a", reason="Snart", moment=moment, at=timezone.now())
    Label.objects.create(code="never", name_nb="Aldri", slug_nb="aldri")


FILED = {
    "never": ["never"],
    "published": ["blauer-engel", "eu-ecolabel", "svanen", "tco-certified"],
    "changed": ["epeat"],
    "withdrawn": ["energy-star"],
    "scheduled": ["tco-certified"],
}


@pytest.mark.parametrize("state", FILED)
def test_list_narrows_to_a_state(state: str, in_every_state: None, admin_client: Client) -> None:
    listed = admin_client.get(list_of(Label, "changelist"), {"tilstand": state}).context["cl"].result_list
    assert sorted(label.code for label in listed) == FILED[state]


def test_unknown_state_narrows_nothing(in_every_state: None, admin_client: Client) -> None:
    assert admin_client.get(list_of(Label, "changelist"), {"tilstand": "x"}).context["cl"].result_count == 7


def test_list_and_form_say_the_same(in_every_state: None, admin_client: Client) -> None:
    html = admin_client.get(list_of(Label, "changelist")).content.decode()
    local = timezone.localtime(timezone.now() + timedelta(days=3))
    words = {
        "never": "Ikke publisert",
        "epeat": "Publisert, utgave 1 · endret siden",
        "energy-star": "Trukket tilbake",
        "tco-certified": f"Publisert, utgave 1 · ny utgave planlagt {local:%d.%m.%Y}",
        "svanen": "Publisert, utgave 1",
    }
    for code, state in words.items():
        label = Label.objects.get(code=code)
        form = admin_client.get(view_of(label, "change")).content.decode()
        assert f'<td class="field-state_in_words">{state}' in html
        assert f'<p class="publication-state">{state}' in form


def test_list_costs_the_same_for_one_and_for_many(
    admin_client: Client, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(8):
        admin_client.get(list_of(Label, "changelist"))


def test_what_only_the_code_has_changed_is_not_changed_since(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Editions of an earlier shape hold what nobody has changed since, for the form, the lists and who publishes."""
    about = Page.objects.get(code="about")
    upgrades = Page.upgrades | {
        Page.shape: lambda document: document | {"menu_position": document["menu_position"]}
    }
    monkeypatch.setattr(Page, "upgrades", upgrades)
    monkeypatch.setattr(Page, "shape", Page.shape + 1)
    saved(admin_client, about)
    at = timezone.now()
    assert str(state_of(about, standing(about, at))) == "Publisert, utgave 1"
    listed = filed(with_state(Page.objects.all(), at), Filed.CHANGED)
    assert list(listed) == []
    with pytest.raises(publishing.PublicationRefused, match="Ingenting er endret siden utgave 1"):
        publishing.publish(about, actor="Kari", reason="Nytt", at=at)
    saved(admin_client, about, lead_nb="Endret ingress.")
    assert str(state_of(about, standing(about, timezone.now()))) == "Publisert, utgave 1 · endret siden"
    listed = filed(with_state(Page.objects.all(), timezone.now()), Filed.CHANGED)
    assert [page.code for page in listed] == ["about"]
