"""Sources in admin: which ones want a look, and the editor's word for having read one."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sustainability_site.content.models import Edition, Finding, Source, SourceVisit
from tests.content.admin_forms import list_of, signed_in, staff, view_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
URL = "https://kilde.example/side"


@pytest.fixture
def source(now: datetime) -> Source:
    source = Source.objects.create(code="paper", title_nb="Avisen", url=URL)
    SourceVisit.objects.create(
        source=source, url=URL, finding=Finding.CHANGED, visited_at=now, since=now, explanation="Helt annen."
    )
    return source


def listed(client: Client, query: str) -> set[str]:
    html = client.get(f"{list_of(Source, 'changelist')}?{query}").content.decode()
    codes = dict(Source.objects.values_list("pk", "code"))
    return {codes[int(pk)] for pk in re.findall(r"/content/source/(\d+)/change/", html)}


def test_filter_finds_what_has_gone_out_of_date(admin_client: Client, clock: Callable, now: datetime) -> None:
    Source.objects.create(code="past", title_nb="A", valid_until=timezone.localdate(now) - timedelta(days=1))
    Source.objects.create(code="last-day", title_nb="B", valid_until=timezone.localdate(now))
    assert listed(admin_client, "kontroll=passert") == {"past"}


def test_filter_finds_what_nobody_has_read_for_a_year(admin_client: Client, now: datetime) -> None:
    today = timezone.localdate(now)
    Source.objects.all().update(missing=True, url="")
    for code, day in (("a-year", 365), ("more", 366), ("new", 0)):
        Source.objects.create(code=code, title_nb=code, checked_on=today - timedelta(days=day))
    Source.objects.create(code="never", title_nb="never")
    assert listed(admin_client, "kontroll=gammel") == {"more", "never"}


def test_filter_finds_sources_by_what_the_last_visit_found(admin_client: Client, source: Source) -> None:
    Source.objects.exclude(pk=source.pk).update(url="")
    Source.objects.create(code="unvisited", title_nb="Ny", url="https://kilde.example/ny")
    assert listed(admin_client, "besok=changed") == {"paper"}
    assert listed(admin_client, "besok=dead") == set()
    assert listed(admin_client, "besok=never") == {"unvisited"}
    assert listed(admin_client, "besok=tull&kontroll=tull&e=1") <= set(
        Source.objects.values_list("code", flat=True)
    )


def test_list_tells_what_is_wrong_and_leads_to_the_source(
    admin_client: Client, source: Source, now: datetime
) -> None:
    Source.objects.filter(pk=source.pk).update(valid_until=timezone.localdate(now) - timedelta(days=1))
    html = admin_client.get(f"{list_of(Source, 'changelist')}?q=Avisen").content.decode()
    assert "Gyldighet passert · Ikke kontrollert på et år" in html
    assert f"Har fått et annet innhold ({timezone.localdate(now):%d.%m.%Y})" in html
    assert f'<a href="{URL}" target="_blank" rel="noopener noreferrer">Åpne kilden</a>' in html


def test_address_that_runs_a_script_is_no_link(admin_client: Client, source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(url="javascript:alert(1)")
    for address in (f"{list_of(Source, 'changelist')}?q=Avisen", view_of(source, "change")):
        assert "Åpne kilden" not in admin_client.get(address).content.decode()


def test_finding_is_a_task_that_leads_to_the_form_and_from_there_to_the_source(
    admin_client: Client, source: Source, now: datetime
) -> None:
    task = (
        f"Kilden «Avisen» har fått et annet innhold (siden {timezone.localdate(now):%d.%m.%Y}). Helt annen."
    )
    index = admin_client.get(reverse("admin:index")).content.decode()
    assert f'<li><a href="{view_of(source, "change")}">{task}</a></li>' in index
    form = admin_client.get(view_of(source, "change")).content.decode()
    assert f'<p class="open-task">{task}</p>' in form
    assert f'<a href="{URL}" target="_blank" rel="noopener noreferrer">Åpne kilden</a>' in form
    assert f'<a href="{view_of(source, "vouch")}">Sett som kontrollert i dag …</a>' in form


def test_many_tasks_are_counted_after_the_first_five(admin_client: Client, now: datetime) -> None:
    past = timezone.localdate(now) - timedelta(days=1)
    for number in range(8):
        Source.objects.create(code=f"past-{number}", title_nb=f"Gammel {number}", valid_until=past)
    index = admin_client.get(reverse("admin:index")).content.decode()
    assert [index.count(f"Kilden «Gammel {number}»") for number in range(8)] == [1] * 4 + [0] * 4
    assert f'<a href="{list_of(Source, "changelist")}">4 kilder til må ses på</a>' in index


def test_editor_vouches_for_a_source_in_two_steps(
    admin_client: Client, source: Source, now: datetime
) -> None:
    address = view_of(source, "vouch")
    assert "Du sier at du har lest kilden i dag" in admin_client.get(address).content.decode()
    source.refresh_from_db()
    assert source.checked_on is None
    response = admin_client.post(address, follow=True)
    source.refresh_from_db()
    assert source.checked_on == timezone.localdate()
    assert source.visits.get().finding == Finding.HOLDS
    assert "Publiser for å vise leserne datoen." in response.content.decode()
    assert not Edition.objects.filter(subject="source/paper").exists()


def test_only_those_who_may_change_sources_vouch(source: Source) -> None:
    reader, stranger = staff("leser", "view_source"), staff("redaktor", "change_label")
    for person in (reader, stranger):
        client = signed_in(person)
        assert client.get(view_of(source, "vouch")).status_code == 403
        assert client.post(view_of(source, "vouch")).status_code == 403
    assert "Sett som kontrollert" not in signed_in(reader).get(view_of(source, "change")).content.decode()
    source.refresh_from_db()
    assert source.checked_on is None


def test_missing_source_cannot_be_vouched_for(admin_client: Client) -> None:
    missing = Source.objects.create(code="none", title_nb="Ingen", missing=True)
    assert admin_client.post(view_of(missing, "vouch")).status_code == 403
    assert "Sett som kontrollert" not in admin_client.get(view_of(missing, "change")).content.decode()


def test_source_with_visits_can_be_deleted(admin_client: Client, source: Source) -> None:
    admin_client.post(view_of(source, "delete"), {"post": "yes"})
    assert not Source.objects.filter(code="paper").exists()
    assert SourceVisit.objects.count() == 0
