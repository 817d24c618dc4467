from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from labels.models import Label, Tier, Topic
from suppliers.models import CodeOfConduct
from sustainability_site.content.change_forms import without_gone_rows
from sustainability_site.content.models import Draft, Edition, Organisation, Page
from tests.content.admin_forms import errors_of, form_values, list_of, saved, view_of
from tests.sent_forms import sent_by

pytestmark = pytest.mark.django_db

PUBLIC = (
    "/miljomerker/tco-certified/",
    "/en/eco-labels/tco-certified/",
    "/miljomerker/tco-certified.json",
    "/miljomerker/",
    "/sitemap.xml",
    "/feed.xml",
    "/sok/?q=Zebramerket",
)


@pytest.fixture
def label() -> Label:
    return Label.objects.get(code="tco-certified")


def test_saving_changes_nothing_public(admin_client: Client, label: Label) -> None:
    before = [admin_client.get(path).content for path in PUBLIC]
    saved(admin_client, label, name_nb="Zebramerket", slug_nb="zebramerket", lead_en="Zebra.")
    label.refresh_from_db()
    assert (label.name_nb, label.slug_nb) == ("Zebramerket", "zebramerket")
    assert [admin_client.get(path).content for path in PUBLIC] == before
    assert admin_client.get("/miljomerker/zebramerket/").status_code == 404
    assert Edition.objects.filter(subject="label/tco-certified").count() == 1
    assert "Publisert, utgave 1 · endret siden" in admin_client.get(view_of(label, "change")).content.decode()


def test_refused_form_keeps_everything_typed(admin_client: Client, label: Label) -> None:
    address = view_of(label, "change")
    values = form_values(admin_client, address)
    total = int(values["tiers-TOTAL_FORMS"][0])
    typed = {
        "name_nb": "",
        "name_en": "Typed & kept",
        "body_nb": "<p>Skrevet <strong>her</strong></p>",
        f"tiers-{total}-name_nb": "Ny rad",
        f"tiers-{total}-demand_nb": "Kravet i den nye raden",
        f"tiers-{total}-position": "70",
        f"tiers-{total}-label": str(label.pk),
        "tiers-TOTAL_FORMS": str(total + 1),
    }
    response = admin_client.post(address, values | {name: [value] for name, value in typed.items()})
    assert errors_of(response) == {"name_nb": ["Feltet er påkrevet."]}
    html = response.content.decode()
    assert 'value="Typed &amp; kept"' in html
    assert "&lt;p&gt;Skrevet &lt;strong&gt;her&lt;/strong&gt;&lt;/p&gt;" in html
    assert 'value="Ny rad"' in html
    assert "Kravet i den nye raden" in html
    assert not Tier.objects.filter(name_nb="Ny rad").exists()


def test_code_is_given_once(admin_client: Client, label: Label) -> None:
    assert "code" in form_values(admin_client, list_of(Label, "add"))
    assert "code" not in form_values(admin_client, view_of(label, "change"))
    saved(admin_client, label, code="another", name_en="Changed")
    label.refresh_from_db()
    assert (label.code, label.name_en) == ("tco-certified", "Changed")


def test_identity_of_rows_cannot_be_sent(admin_client: Client) -> None:
    code = CodeOfConduct.objects.get()
    row = code.requirements.first()
    saved(
        admin_client,
        code,
        **{"requirements-0-key": "sent", "requirements-0-heading_en": "Changed", "kind": "label", "id": "77"},
    )
    changed = code.requirements.get(pk=row.pk)
    assert (changed.key, changed.heading_en) == (row.key, "Changed")
    assert CodeOfConduct.objects.get().pk == code.pk


def test_fields_outside_the_form_cannot_be_sent(admin_client: Client) -> None:
    organisation = Organisation.objects.get()
    saved(admin_client, organisation, code="other", opened="x", website="https://example.no/")
    organisation.refresh_from_db()
    assert (organisation.code, organisation.website) == ("main", "https://example.no/")


def test_row_of_another_page_is_not_changed(admin_client: Client) -> None:
    first, second = Label.objects.filter(coverages__isnull=False).distinct()[:2]
    foreign = second.coverages.first()
    values = form_values(admin_client, view_of(first, "change"))
    theirs = foreign.explanation_nb
    sent = values | {"coverages-0-id": [str(foreign.pk)], "coverages-0-explanation_nb": ["Overtatt"]}
    assert admin_client.post(view_of(first, "change"), sent).status_code == 302
    foreign.refresh_from_db()
    assert (foreign.label, foreign.explanation_nb) == (second, theirs)


def test_new_rows_come_last(admin_client: Client, label: Label) -> None:
    address = view_of(label, "change")
    values = form_values(admin_client, address)
    total = int(values["coverages-TOTAL_FORMS"][0])
    last = max(label.coverages.values_list("position", flat=True))
    unused = Topic.objects.exclude(pk__in=label.coverages.values("topic")).first()
    like_the_first = {
        name.replace("-0-", f"-{total}-"): value
        for name, value in values.items()
        if name.startswith("coverages-0-")
    }
    new = like_the_first | {
        "coverages-TOTAL_FORMS": [str(total + 1)],
        f"coverages-{total}-id": [""],
        f"coverages-{total}-topic": [str(unused.pk)],
        f"coverages-{total}-position": ["0"],
    }
    assert admin_client.post(address, values | new).status_code == 302
    assert list(label.coverages.values_list("topic", "position"))[-1] == (unused.pk, last + 10)


def test_each_save_leaves_a_draft_in_the_name_of_the_editor(admin_client: Client, label: Label) -> None:
    saved(admin_client, label, name_en="Once")
    newest = Draft.objects.filter(subject=label.subject).first()
    assert (newest.actor, '"name_en":"Once"' in newest.document, newest.deleted) == ("admin", True, False)


@pytest.mark.parametrize(
    ("first", "new", "positions"),
    [("10", "", [10, 20]), ("9995", "0", [9995, 9999]), ("", "", [10, 20]), ("30", "20", [20, 30])],
)
def test_row_without_a_position_comes_last(
    admin_client: Client, notice: Page, first: str, new: str, positions: list[int]
) -> None:
    address = view_of(notice, "change")
    values = form_values(admin_client, address)
    row = {
        name.replace("-0-", "-1-"): value for name, value in values.items() if name.startswith("sections-0-")
    }
    row |= {"sections-TOTAL_FORMS": ["2"], "sections-1-id": [""], "sections-1-position": [new]}
    sent = values | row | {"sections-0-position": [first]}
    assert admin_client.post(address, sent).status_code == 302
    assert list(notice.sections.values_list("position", flat=True)) == positions


@pytest.mark.parametrize("position", ["10000", "9223372036854775807", "-1"])
def test_positions_are_such_as_every_database_holds(
    admin_client: Client, notice: Page, position: str
) -> None:
    address = view_of(notice, "change")
    sent = form_values(admin_client, address) | {"sections-0-position": [position], "lead_nb": ["Skrevet"]}
    response = admin_client.post(address, sent)
    assert list(errors_of(response)) == ["sections-0-position"]
    assert sent_by(response.content.decode())["lead_nb"] == ["Skrevet"]


def test_more_rows_than_were_sent_are_not_looked_for() -> None:
    """One by one they would hold the database's lock for hours."""
    counts = {"rows-TOTAL_FORMS": "3", "rows-INITIAL_FORMS": "999999999999", "rows-0-id": "7"}
    sent = QueryDict(urlencode(counts))
    assert without_gone_rows(sent, "rows", "id", {"8"}) is sent
    few = QueryDict(urlencode(counts | {"rows-INITIAL_FORMS": "1"}))
    moved = without_gone_rows(few, "rows", "id", {"8"})
    assert (moved["rows-INITIAL_FORMS"], moved["rows-0-id"]) == ("0", "")


def test_sources_are_chosen_from_a_list_in_order(admin_client: Client) -> None:
    page = Page.objects.get(code="about")
    field = admin_client.get(view_of(page, "change")).context["adminform"].form.fields["sources"]
    titles = [label for _value, label in field.choices]
    assert len(titles) > 20
    assert titles == sorted(titles, key=str.lower)
