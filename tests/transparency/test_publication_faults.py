import pytest
from django.test import Client
from django.utils import timezone

from sustainability_site.content import chain, publishing, working_copy
from sustainability_site.content.clearance import BlockedByFaults
from sustainability_site.content.models import Edition, Entry
from sustainability_site.content.publishing import PublicationRefused
from tests.content.admin_forms import list_of, publication, signed_in, staff, view_of
from tests.transparency.judged import COMPLETE
from transparency.models import Statement

pytestmark = pytest.mark.django_db

BLOCKING = ["C2", *["C4"] * 14, "C11", "C13"]
TOLD = "Publisert tross C2, C4, C11, C13: Arkivet skal være fullt"


@pytest.fixture
def changed(starter: Statement) -> Statement:
    Statement.objects.filter(pk=starter.pk).update(lead_nb="Ny ingress.")
    return starter


@pytest.fixture
def publisher() -> Client:
    return signed_in(staff("publisist", "view_statement", "publish_statement"))


@pytest.fixture
def superior() -> Client:
    return signed_in(staff("leder", "view_statement", "publish_statement", "override_statement"))


def publish(statement: Statement, **values: object) -> Edition:
    return publishing.publish(statement, actor="Kari", reason="Nytt", at=timezone.now(), **values)


@pytest.mark.parametrize("override", ["", "   "])
def test_blocking_faults_stop_publication(changed: Statement, override: str) -> None:
    entries = Entry.objects.count()
    with pytest.raises(BlockedByFaults) as refused:
        publish(changed, override_reason=override)
    assert [fault.code for fault in refused.value.faults] == BLOCKING
    assert refused.value.messages[0] == (
        "C2 (§ 5 b): Redegjørelsen sier ikke om dere har funnet faktiske negative konsekvenser."
    )
    assert (Edition.objects.filter(subject=changed.subject).count(), Entry.objects.count()) == (1, entries)


def test_blocking_faults_stop_scheduling(changed: Statement) -> None:
    at = timezone.now()
    plan = {"actor": "Kari", "reason": "Plan", "moment": at + timezone.timedelta(days=1), "at": at}
    with pytest.raises(BlockedByFaults):
        publishing.schedule(changed, **plan)
    edition = publishing.schedule(changed, **plan, override_reason="Arkivet skal være fullt")
    assert edition.reason == f"Plan · {TOLD}"


def test_reason_for_overriding_stays_in_the_chain(changed: Statement) -> None:
    edition = publish(changed, override_reason=" Arkivet skal være fullt ")
    assert edition.reason == f"Nytt · {TOLD}"
    entry = Entry.objects.get(edition=edition)
    assert TOLD in chain.metadata(entry)
    assert list(chain.verify()) == []
    chain.unguarded(Entry).filter(pk=entry.pk).update(reason="Nytt")
    assert f"Innføring {entry.sequence} (statement/2022-09_2023-06 utgave 2) er endret." in chain.verify()


def test_readers_see_that_it_was_published_in_spite(client: Client, changed: Statement) -> None:
    publish(changed, override_reason="Arkivet skal være fullt")
    assert TOLD in client.get("/feed.xml").content.decode()


def test_reasons_that_are_too_long_together_are_refused(changed: Statement) -> None:
    with pytest.raises(PublicationRefused) as refused:
        publish(changed, override_reason="x" * 500)
    assert refused.value.messages == ["Begrunnelsene er til sammen 41 tegn for lange."]


def test_complete_statement_needs_no_excuse(db: None) -> None:
    complete = working_copy.restore(COMPLETE, actor="Kari", at=timezone.now())
    edition = publishing.publish(complete, actor="Ola", reason="Ny", at=timezone.now())
    assert (edition.number, edition.reason) == (1, "Ny")


def test_starter_content_is_published_as_it_is(starter: Statement) -> None:
    edition = Edition.objects.get(subject=starter.subject)
    assert (edition.number, edition.reason) == (1, "Nettstedet åpnet")


def test_publishing_page_tells_what_is_missing_and_where(publisher: Client, changed: Statement) -> None:
    html = publisher.get(view_of(changed, "publish")).content.decode()
    assert "Dette må på plass før publisering" in html
    assert f'href="{view_of(changed, "change")}#id_actual_impacts_nb"' in html
    assert f'href="{view_of(changed, "change")}#id_companies-0-organisation_number"' in html
    assert "Rett det i skjemaet, eller be en som kan publisere tross mangler." in html
    assert 'name="override_reason"' not in html


def test_overriding_without_the_permission_is_refused(publisher: Client, changed: Statement) -> None:
    sent = {"reason": "Nytt", "when": "now", "override_reason": "Fordi jeg vil"}
    response = publication(publisher, changed, sent)
    assert response.context["form"].non_field_errors()[0].startswith("C2 (§ 5 b): ")
    assert Edition.objects.filter(subject=changed.subject).count() == 1


def test_overriding_asks_why_and_keeps_it(superior: Client, changed: Statement) -> None:
    address = view_of(changed, "publish")
    assert 'name="override_reason"' in superior.get(address).content.decode()
    response = publication(superior, changed, {"reason": "Nytt", "when": "now"})
    assert response.context["form"].errors == {
        "override_reason": ["Skriv hvorfor det publiseres selv om noe mangler."]
    }
    sent = {"reason": "Nytt", "when": "now", "override_reason": "Arkivet skal være fullt"}
    assert publication(superior, changed, sent).status_code == 302
    assert Edition.objects.get(subject=changed.subject, number=2).reason == f"Nytt · {TOLD}"


def test_form_shows_the_faults_by_level_with_links(admin_client: Client, starter: Statement) -> None:
    html = admin_client.get(view_of(starter, "change")).content.decode()
    headings = ["Stopper publisering", "Bør rettes", "Råd om språk og lenker"]
    assert [html.index(heading) for heading in headings] == sorted(html.index(name) for name in headings)
    assert "<summary>C4 (§ 5 c): 14 steder</summary>" in html
    for field in ("id_actual_impacts_nb", "id_contact_nb", "id_measures-13-result_nb", "signatures-group"):
        assert f'href="#{field}"' in html
        assert f'id="{field}"' in html


def test_new_statement_has_no_faults_to_show(admin_client: Client) -> None:
    assert "Mangler i redegjørelsen" not in admin_client.get(list_of(Statement, "add")).content.decode()
