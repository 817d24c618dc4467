import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.content.admin_forms import errors_of, form_values, view_of
from transparency.models import Finding, Measure, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(starter: Statement) -> str:
    return reverse("admin:transparency_statement_change", args=(starter.pk,))


@pytest.fixture
def values(admin_client: Client, address: str) -> dict[str, list[str]]:
    return form_values(admin_client, address)


def snapshot(statement: Statement) -> tuple:
    fresh = Statement.objects.get(pk=statement.pk)
    return (
        fresh.organisation_nb,
        fresh.plans_en,
        [(row.step, row.body_nb) for row in fresh.steps.all()],
        [(row.key, row.title_nb, row.tier) for row in fresh.findings.all()],
        [(row.title_en, row.status, [f.key for f in row.findings.all()]) for row in fresh.measures.all()],
    )


def new_row(values: dict, prefix: str, statement: Statement, **fields: str | list[str]) -> None:
    number = int(values[f"{prefix}-TOTAL_FORMS"][0])
    values[f"{prefix}-TOTAL_FORMS"] = [str(number + 1)]
    for name, value in ({"statement": str(statement.pk), "position": "0"} | fields).items():
        values[f"{prefix}-{number}-{name}"] = value if isinstance(value, list) else [value]


def test_form_saved_as_it_stands_changes_nothing(
    admin_client: Client, address: str, values: dict, starter: Statement
) -> None:
    before = snapshot(starter)
    response = admin_client.post(address, values)
    assert response.status_code == 302, response.context["errors"]
    assert snapshot(starter) == before


def test_form_follows_the_letters_of_section_5(admin_client: Client, address: str) -> None:
    html = admin_client.get(address).content.decode()
    headings = [
        "Perioden",
        "Gjengivelse og første publisering",
        "§ 5 a: virksomheten, retningslinjer og rutiner",
        "§ 5 b: faktiske negative konsekvenser og vesentlige risikoer",
        "§ 5 c: tiltak og resultater",
        "Årsrapport og kontakt",
    ]
    places = [html.index(heading) for heading in headings]
    assert places == sorted(places)


def test_form_adds_a_finding_and_ties_a_measure_to_it(
    admin_client: Client, address: str, values: dict, starter: Statement
) -> None:
    new_row(values, "findings", starter, kind="risk", title_nb="Overtid", severity="high")
    assert admin_client.post(address, values).status_code == 302
    finding = Finding.objects.get(title_nb="Overtid")
    values = form_values(admin_client, address)
    new_row(values, "measures", starter, title_nb="Timelister", status="planned", findings=[str(finding.pk)])
    assert admin_client.post(address, values).status_code == 302
    measure = Measure.objects.get(title_nb="Timelister")
    assert list(measure.findings.all()) == [finding]
    assert measure.position > 150


def test_form_offers_no_finding_of_another_statement(
    admin_client: Client, address: str, values: dict, starter: Statement, make_statement
) -> None:
    foreign = Finding.objects.create(statement=make_statement(), kind="risk", title="Fra et annet år")
    assert "Fra et annet år" not in admin_client.get(address).content.decode()
    new_row(values, "measures", starter, title_nb="Feil", findings=[str(foreign.pk)])
    assert admin_client.post(address, values).status_code == 200
    assert not Measure.objects.filter(title_nb="Feil").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"period_end": "31.07.2023"}, "Månedene kan derfor ikke endres."),
        ({"title_nb": ""}, "Feltet er påkrevet."),
        ({"steps-1-step": "embed"}, "Hvert steg kan bare stå én gang."),
        ({"companies-0-organisation_number": "974760674"}, "Kontrollsifferet stemmer ikke."),
        (
            {"measures-0-status": "planned", "measures-0-outcome": "partly"},
            "Et planlagt tiltak har ingen virkning ennå.",
        ),
    ],
)
def test_form_refuses_what_cannot_be_and_keeps_the_rest(
    admin_client: Client, address: str, values: dict, starter: Statement, changes: dict, message: str
) -> None:
    before = snapshot(starter)
    sent = {"lead_nb": "Skrevet før feilen."} | changes
    response = admin_client.post(address, values | {name: [value] for name, value in sent.items()})
    html = response.content.decode()
    assert message in html
    assert "Skrevet før feilen." in html
    assert snapshot(starter) == before


def test_new_statement_gets_its_code_from_the_period(admin_client: Client) -> None:
    address = reverse("admin:transparency_statement_add")
    values = form_values(admin_client, address)
    values |= {
        "period_start": ["01.01.2024"],
        "period_end": ["31.12.2024"],
        "title_nb": ["Redegjørelse 2024"],
    }
    response = admin_client.post(address, values)
    assert response.status_code == 302, response.context["errors"]
    assert Statement.objects.get(title_nb="Redegjørelse 2024").code == "2024-01_2024-12"


def test_period_the_wrong_way_round_is_refused_in_words(admin_client: Client) -> None:
    address = reverse("admin:transparency_statement_add")
    values = form_values(admin_client, address)
    values |= {"period_start": ["31.12.2024"], "period_end": ["01.01.2024"], "title_nb": ["Bakvendt"]}
    response = admin_client.post(address, values)
    assert "Perioden må begynne før den slutter." in response.content.decode()
    assert not Statement.objects.filter(title_nb="Bakvendt").exists()


def test_second_statement_for_a_period_is_refused_in_words(admin_client: Client, starter: Statement) -> None:
    address = reverse("admin:transparency_statement_add")
    values = form_values(admin_client, address)
    values |= {"period_start": ["01.09.2022"], "period_end": ["30.06.2023"], "title_nb": ["Om igjen"]}
    response = admin_client.post(address, values)
    assert "Det finnes alt en redegjørelse for 2022-09_2023-06." in response.content.decode()
    assert Statement.objects.count() == 1


def test_form_costs_as_many_queries_however_many_measures(
    admin_client: Client, starter: Statement, django_assert_num_queries
) -> None:
    address = view_of(starter, "change")
    admin_client.get(address)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(address)
    finding = starter.findings.first()
    for number in range(30):
        starter.measures.create(title_nb=f"Tiltak {number}").findings.add(finding)
    with django_assert_num_queries(len(few)):
        assert "Tiltak 29" in admin_client.get(address).content.decode()


def test_key_longer_than_any_is_no_choice(admin_client: Client, starter: Statement) -> None:
    address = view_of(starter, "change")
    for name in ("sources", "measures-0-findings"):
        sent = form_values(admin_client, address) | {name: ["9" * 30]}
        assert errors_of(admin_client.post(address, sent)) == {
            name: [f"Velg et gyldig valg. {'9' * 30} er ikke et av de tilgjengelige valgene."]
        }
