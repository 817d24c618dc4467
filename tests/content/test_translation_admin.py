"""Where editors meet what is stale or missing: the desk, the form, the lists, the table and the page that publishes."""

from datetime import datetime

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from labels.models import Label, Topic
from sustainability_site.content import working_copy
from sustainability_site.content.models import Agreement, Page, TranslationState
from tests.content.admin_forms import (
    errors_of,
    form_values,
    list_of,
    published,
    saved,
    signed_in,
    staff,
    view_of,
)

pytestmark = pytest.mark.django_db

XHTML = "{http://www.w3.org/1999/xhtml}"
TABLE = "/admin/oversettelser/"
LEAD, HEADING = "oversettelse-en-lead", "oversettelse-en-sections-why-heading"


@pytest.fixture
def stale(notice: Page, now: datetime) -> Page:
    """Two translations are stale, and one is missing."""
    working_copy.remember(notice, actor="Kari", at=now)
    Page.objects.filter(pk=notice.pk).update(lead_nb="Andre ingress <b>nå</b>.")
    notice.sections.update(heading_nb="Hvordan")
    working_copy.remember(notice, actor="Kari", at=now)
    return notice


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def parsed(client: Client, address: str) -> dict:
    """The elements of a page by their id."""
    html = client.get(address).content.decode()
    return {part.get("id"): part for part in html5lib.parse(html).iter() if part.get("id")}


def test_form_marks_the_field_and_tells_the_difference(admin_client: Client, stale: Page) -> None:
    elements = parsed(admin_client, view_of(stale, "change"))
    mark = elements[LEAD]
    assert words(mark) == (
        "Utdatert. Den norske teksten er endret siden den ble oversatt. Vis hva som er endret i ingress"
        "fjernet: Førstenytt: Andre ingressnytt: <b>nå</b>. Fortsatt riktig: ingress Lagrer skjemaet samtidig."
    )
    assert [words(each) for each in mark.iter(f"{XHTML}del")] == ["fjernet: Første"]
    assert words(elements["id_lead_en_helptext"]) == words(mark)
    assert elements["id_lead_en"].get("aria-describedby") == "id_lead_en_helptext"
    assert words(elements["id_sections-0-heading_en_helptext"]) == words(elements[HEADING])
    assert words(elements["oversettelse-en-sections-why-body"]) == (
        "Mangler oversettelse. Leserne får den norske teksten."
    )
    assert [key for key in elements if key.startswith("oversettelse-")] == [
        LEAD,
        HEADING,
        "oversettelse-en-sections-why-body",
    ]
    told = elements["translations"]
    assert words(told) == (
        "2 oversettelser er utdatert, og 1 mangler Ingress (engelsk): utdatert "
        "Avsnitt 1: mellomtittel (engelsk): utdatert Avsnitt 1: tekst (engelsk): mangler"
    )
    assert [link.get("href") for link in told.iter(f"{XHTML}a")][:2] == [f"#{LEAD}", f"#{HEADING}"]


def test_still_right_saves_what_is_typed_as_well(admin_client: Client, stale: Page) -> None:
    address = view_of(stale, "change")
    values = form_values(admin_client, address) | {"title_en": ["Typed"], "_confirm": ["en:lead"]}
    response = admin_client.post(address, values)
    assert response.headers["Location"] == f"{address}#translations"
    stale.refresh_from_db()
    assert (stale.title_en, stale.lead_en) == ("Typed", "First lead.")
    elements = parsed(admin_client, address)
    assert LEAD not in elements
    assert HEADING in elements
    assert words(elements["translations"]).startswith("1 oversettelse er utdatert, og 1 mangler")


def test_refused_form_agrees_to_nothing_and_keeps_marks_and_words(admin_client: Client, stale: Page) -> None:
    address = view_of(stale, "change")
    values = form_values(admin_client, address)
    before = Agreement.objects.count()
    refused = values | {"title_nb": [""], "lead_en": ["Typed"], "_confirm": ["en:lead"]}
    response = admin_client.post(address, refused)
    assert errors_of(response) == {"title_nb": ["Feltet er påkrevet."]}
    html = response.content.decode()
    assert f'id="{LEAD}"' in html
    assert f'id="{HEADING}"' in html
    assert ">\nTyped</textarea>" in html
    assert Agreement.objects.count() == before
    saved(admin_client, stale, lead_en="Second lead.")
    overtaken = admin_client.post(address, values | {"_confirm": ["en:sections/why.heading"]})
    assert overtaken.context["conflict"] is not None
    assert HEADING in parsed(admin_client, address)


def test_enter_in_a_field_saves_and_agrees_to_nothing(admin_client: Client, stale: Page) -> None:
    html = admin_client.get(view_of(stale, "change")).content.decode()
    form = next(part for part in html5lib.parse(html).iter() if part.get("id") == "page_form")
    pressed = next(each for each in form.iter() if each.get("type") == "submit")
    assert (pressed.get("name"), pressed.get("tabindex"), pressed.get("aria-hidden")) == (
        "_save",
        "-1",
        "true",
    )


def test_readers_of_the_form_are_told_but_offered_nothing(stale: Page) -> None:
    reader = signed_in(staff("leser", "view_page"))
    elements = parsed(reader, view_of(stale, "change"))
    assert words(elements["translations"]).startswith("2 oversettelser er utdatert, og 1 mangler")
    assert not list(elements["translations"].iter(f"{XHTML}a"))
    assert LEAD not in elements
    sent = {"_confirm": "en:lead", "title_nb": "x"}
    assert reader.post(view_of(stale, "change"), sent).status_code == 403


def test_publishing_says_so_and_is_allowed(admin_client: Client, stale: Page) -> None:
    address = view_of(stale, "publish")
    told = parsed(admin_client, address)["translations"]
    assert words(told).startswith("2 oversettelser er utdatert, og 1 mangler Du kan publisere likevel.")
    links = [link.get("href") for link in told.iter(f"{XHTML}a")]
    assert links[0] == f"{view_of(stale, 'change')}#{LEAD}"
    published(admin_client, stale)
    label = Label.objects.get(code="epeat")
    assert "translations" not in parsed(admin_client, view_of(label, "publish"))


def test_desk_tells_unasked_and_leads_to_the_field(admin_client: Client, stale: Page) -> None:
    html = admin_client.get(reverse("admin:index")).content.decode()
    assert f'<li><a href="{TABLE}">2 oversettelser er utdatert, og 1 mangler</a></li>' in html
    assert (
        f'<li><a href="{view_of(stale, "change")}#{LEAD}">Kunngjøring (engelsk)</a> '
        '<span class="desk-about">ingress, avsnitt 1: mellomtittel er utdatert</span></li>'
    ) in html
    others = signed_in(staff("merker", "view_label")).get(reverse("admin:index")).content.decode()
    assert "Kunngjøring" not in others
    assert TABLE in others
    assert TABLE not in signed_in(staff("ingen")).get(reverse("admin:index")).content.decode()


def rows(client: Client, query: str = "") -> list[str]:
    content = parsed(client, f"{TABLE}{query}")["content-main"]
    return [words(row) for body in content.iter(f"{XHTML}tbody") for row in body]


def test_table_holds_every_page_with_its_state(admin_client: Client, stale: Page) -> None:
    label = Label.objects.get(code="epeat")
    Label.objects.filter(pk=label.pk).update(lead_en="")
    working_copy.remember(label, actor="Kari", at=stale_moment())
    first, second, third, *_ = rows(admin_client)
    assert first == (
        "Kunngjøring Side Utdatert: ingress, avsnitt 1: mellomtittel Mangler 1 felt i Kunngjøringavsnitt 1: tekst"
    )
    assert second == "EPEAT Miljømerke Mangler 1 felt i EPEATkort om merket"
    assert third.endswith(" Oppdatert")
    assert rows(admin_client, "?tilstand=utdatert") == [first]
    assert rows(admin_client, "?tilstand=mangler") == [first, second]
    assert rows(admin_client, "?tilstand=mangler&type=label") == [second]
    assert len(rows(admin_client, "?tilstand=oppdatert&type=label")) == Label.objects.count() - 1
    assert rows(admin_client, "?tilstand=x&type=y&side=z")[0] == first
    assert len(rows(admin_client)) == 100
    links = [each.get("href") for each in parsed(admin_client, TABLE)["content-main"].iter(f"{XHTML}a")]
    form = view_of(stale, "change")
    assert links[:2] == [form, f"{form}#{LEAD}"]
    page = list_of(Page, "changelist")
    listed = admin_client.get(f"{page}?oversettelse=utdatert").context["cl"].queryset
    assert [each.code for each in listed] == ["notice"]
    updated = admin_client.get(f"{page}?oversettelse=oppdatert").context["cl"].queryset
    assert updated.count() == Page.objects.count() - 1
    unknown = admin_client.get(f"{page}?oversettelse=x").context["cl"].queryset
    assert unknown.count() == Page.objects.count()


def stale_moment() -> datetime:
    return Agreement.objects.latest("agreed_at").agreed_at


def test_table_shows_what_one_may_see(stale: Page) -> None:
    reader = signed_in(staff("leser", "view_topic"))
    listed = rows(reader)
    assert len(listed) == Topic.objects.count()
    assert "Kunngjøring" not in " ".join(rows(reader, "?type=page"))
    assert signed_in(staff("ingen")).get(TABLE).status_code == 403
    assert Client().get(TABLE).headers["Location"] == f"{reverse('admin:login')}?next={TABLE}"


def test_table_costs_the_same_with_two_thousand_pages(stale: Page) -> None:
    reader = signed_in(staff("leser", "view_page"))
    state = TranslationState.objects.get(subject=stale.subject)
    told = {"kind": "page", "language": "en", "stale": state.stale, "stale_count": 2}
    TranslationState.objects.bulk_create(
        TranslationState(subject=f"page/p{number}", object_pk=number, name=f"Side {number}", **told)
        for number in range(2_000)
    )
    with CaptureQueriesContext(connection) as captured:
        response = reader.get(f"{TABLE}?tilstand=utdatert&side=3")
    assert response.context["page"].paginator.count == 2_001
    assert len(captured) <= 5


def test_table_is_in_the_order_that_it_promises(admin_client: Client, stale: Page) -> None:
    lines = list(admin_client.get(TABLE).context["page"])
    assert lines[0].name == str(stale)
    done = [(line.kind_name, line.name.casefold()) for line in lines if line.stands("oppdatert")]
    assert len(done) > 20
    assert done == sorted(done)
