import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from suppliers.models import FollowUp, FollowUpYear
from tests.content.admin_forms import form_values
from tests.suppliers.record import publish, withdraw
from tests.suppliers.test_guide_pages import rows_of_table

PATH = "/leverandorer/oppfolging-i-tall/"
BARS = re.compile(r'class="bar-(\w+)" y="\d+" width="([\d.]+)%"')

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow_up() -> FollowUp:
    return FollowUp.objects.create(code="audits", title_nb="Oppfølgingen i tall", lead_nb="Det vi fant.")


def year(follow_up: FollowUp, number: int, *figures: int | None) -> None:
    audits, deviations, closed = figures
    FollowUpYear.objects.create(
        follow_up=follow_up, year=number, audits=audits, deviations=deviations, closed=closed
    )


def test_no_figures_are_invented(client: Client, main_of: Callable[[str], str]) -> None:
    assert not FollowUp.objects.exists()
    assert client.get(PATH).status_code == 404
    assert PATH not in main_of("/leverandorer/")


def test_figures_are_seen_by_no_one_until_they_are_published(follow_up: FollowUp, client: Client) -> None:
    year(follow_up, 2025, 7, 3, 1)
    assert client.get(PATH).status_code == 404


def test_published_figures_are_drawn_and_told(follow_up: FollowUp, main_of: Callable[[str], str]) -> None:
    year(follow_up, 2025, 5, 0, None)
    year(follow_up, 2024, 10, 40, 30)
    publish(follow_up)
    html = main_of(PATH)
    assert rows_of_table(html, "follow-up-table")[1:] == [
        ["2024", "10", "40", "30", "ingen"],
        ["2025", "5", "0", "ikke oppgitt", "ingen"],
    ]
    assert BARS.findall(html) == [
        ("audits", "25.00"),
        ("deviations", "100.00"),
        ("closed", "75.00"),
        ("audits", "12.50"),
        ("deviations", "0"),
    ]
    assert "Av disse lukket: ikke oppgitt</text>" in html
    assert f'href="{PATH}"' in main_of("/leverandorer/")


def test_withdrawn_figures_are_gone_from_the_overview(
    follow_up: FollowUp, client: Client, main_of: Callable[[str], str]
) -> None:
    year(follow_up, 2024, 1, 1, 1)
    publish(follow_up)
    withdraw(follow_up)
    assert client.get(PATH).status_code == 410
    assert PATH not in main_of("/leverandorer/")


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        ([], "Ingen år er fylt ut."),
        ([(2024, 1, 1, 1), (2024, 2, 2, 2)], "2024 står mer enn én gang."),
        ([(2099, 1, 1, 1)], "2099 har ikke begynt ennå."),
        ([(2024, None, None, None)], "2024: Skriv minst ett tall, eller fjern året."),
    ],
)
def test_figures_that_cannot_be_right_are_not_published(
    years: list[tuple], sentence: str, follow_up: FollowUp, client: Client
) -> None:
    for row in years:
        year(follow_up, *row)
    with pytest.raises(ValidationError) as refused:
        publish(follow_up)
    assert [sentence in message for message in refused.value.messages] == [True]
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize("figures", [(1, 2, 3), (1, None, 1)])
def test_database_refuses_more_closed_than_found(figures: tuple, follow_up: FollowUp) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        year(follow_up, 2024, *figures)


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            {"deviations": "2", "closed": "3"},
            "Flere avvik er lukket enn det som er funnet. Rett ett av tallene.",
        ),
        ({"deviations": "", "closed": "3"}, "Skriv hvor mange avvik som ble funnet, siden noen er lukket."),
        ({"audits": "", "deviations": "", "closed": ""}, "Skriv minst ett tall, eller fjern året."),
        ({"year": "2025"}, "2025 står alt på et annet år. Skriv tallene der."),
        ({"audits": "-1"}, "større enn eller lik 0"),
        ({"audits": "mange"}, "Oppgi et heltall."),
        ({"year": "24"}, "større enn eller lik 1990"),
    ],
)
def test_form_refuses_bad_figures_and_keeps_what_was_written(
    figures: dict[str, str], sentence: str, admin_client: Client, follow_up: FollowUp
) -> None:
    year(follow_up, 2024, 4, 6, 5)
    year(follow_up, 2025, 1, 1, 1)
    address = reverse("admin:suppliers_followup_change", args=(follow_up.pk,))
    values = form_values(admin_client, address)
    values |= {f"years-0-{name}": [value] for name, value in figures.items()} | {"title_nb": ["Ny tittel"]}
    page = admin_client.post(address, values).content.decode()
    assert sentence in page
    assert 'value="Ny tittel"' in page
    assert list(follow_up.years.values_list("year", "audits", "deviations", "closed")) == [
        (2024, 4, 6, 5),
        (2025, 1, 1, 1),
    ]


def test_form_saves_a_new_year(admin_client: Client, follow_up: FollowUp) -> None:
    year(follow_up, 2024, 4, 6, 5)
    address = reverse("admin:suppliers_followup_change", args=(follow_up.pk,))
    values = form_values(admin_client, address) | {
        "years-TOTAL_FORMS": ["2"],
        "years-1-follow_up": [str(follow_up.pk)],
        "years-1-year": ["2025"],
        "years-1-audits": ["0"],
    }
    assert admin_client.post(address, values).status_code == 302
    assert list(follow_up.years.values_list("year", "audits", "deviations")) == [
        (2024, 4, 6),
        (2025, 0, None),
    ]
