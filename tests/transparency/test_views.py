import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from sustainability_site.content import publishing
from sustainability_site.content.models import Edition, Organisation, Publishable
from sustainability_site.content.working_copy import restore
from transparency.models import Company, Finding, Measure, Signature, Statement

OVERVIEW, PERIOD = "/apenhetsloven/", "/apenhetsloven/2022-09_2023-06/"
MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
SECTION = re.compile(r'<section class="section" id="([\w-]+)".*?</section>', re.DOTALL)
TAGS = re.compile(r"<[^>]+>")
CARD_LINKS = re.compile(r'<h3><a href="([^"]+)">')

pytestmark = pytest.mark.django_db


def words(html: str) -> str:
    return " ".join(unescape(TAGS.sub(" ", html)).split())


@pytest.fixture
def sections(client: Client) -> Callable[[str], dict[str, str]]:
    """The words of each section in a page's main element, by the section's id."""

    def read(path: str) -> dict[str, str]:
        main = MAIN.search(client.get(path).content.decode()).group()
        return {found[1]: words(found[0]) for found in SECTION.finditer(main)}

    return read


def publish(subject: Publishable, reason: str = "prøve") -> Edition:
    return publishing.publish(
        subject, actor="Prøve", reason=reason, at=timezone.now(), override_reason="prøve"
    )


def test_overview_shows_every_passed_deadline_without_a_statement(sections: Callable) -> None:
    years = range(2024, timezone.localdate().year + 1)
    missing = [date(year, 6, 30) for year in years if date(year, 6, 30) < timezone.localdate()]
    shown = re.findall(
        r"Frist 30\. juni (\d{4}): ingen redegjørelse er lagt inn her\.", sections(OVERVIEW)["redegjorelser"]
    )
    assert [int(year) for year in shown] == [day.year for day in missing]
    assert len(missing) >= 3


def test_overview_lists_the_newest_period_first_once_published(
    client: Client, make_statement: Callable[..., Statement], sections: Callable
) -> None:
    newer = make_statement()
    assert CARD_LINKS.findall(client.get(OVERVIEW).content.decode()) == [PERIOD]
    publish(newer)
    links = CARD_LINKS.findall(client.get(OVERVIEW).content.decode())
    assert links == ["/apenhetsloven/2024-01_2024-12/", PERIOD]
    assert "Frist 30. juni 2025" not in sections(OVERVIEW)["redegjorelser"]
    assert "Frist 30. juni 2024" in sections(OVERVIEW)["redegjorelser"]


def test_overview_invents_no_address_to_ask_at(client: Client, sections: Callable) -> None:
    asking = sections(OVERVIEW)["innsyn"]
    assert "Du kan spørre skriftlig på den måten du vil" in asking
    assert "senest tre uker" in asking
    assert "Ingen egen e-postadresse for slike spørsmål er lagt inn ennå." in asking
    main = MAIN.search(client.get(OVERVIEW).content.decode()).group()
    assert "@" not in main
    assert "mailto:" not in main


@pytest.mark.parametrize("path", [OVERVIEW, PERIOD])
def test_address_to_ask_at_shows_once_it_is_published(client: Client, path: str) -> None:
    organisation = Organisation.objects.get(code="main")
    organisation.request_email = "innsyn@example.com"
    organisation.save()
    assert "innsyn@example.com" not in client.get(path).content.decode()
    publish(organisation)
    html = client.get(path).content.decode()
    assert '<a href="mailto:innsyn@example.com">innsyn@example.com</a>' in html
    assert "Ingen egen adresse" not in html


def test_statement_says_that_it_retells_and_is_not_the_signed_wording(client: Client) -> None:
    text = words(client.get(PERIOD).content.decode())
    assert (
        "Siden gjengir en tidligere publisering med nye ord. Den er ikke den undertegnede ordlyden." in text
    )
    assert "Først publisert ukjent" in text
    assert re.search(r"Utgave på dette nettstedet Utgave 1, \d{1,2}\. \w+ \d{4}", text)


def test_statement_in_its_own_words_makes_no_such_reservation(
    client: Client, make_statement: Callable[..., Statement]
) -> None:
    publish(make_statement(first_published_on=date(2025, 6, 20)))
    text = words(client.get("/apenhetsloven/2024-01_2024-12/").content.decode())
    assert "Siden gjengir en tidligere publisering" not in text
    assert "Først publisert 20. juni 2025" in text


def test_statement_links_to_what_answers_each_letter(client: Client) -> None:
    html = client.get(PERIOD).content.decode()
    box = re.search(r'<section class="section" id="paragraf-5".*?</section>', html, re.DOTALL).group()
    links = re.findall(r'href="#([\w-]+)"', box)
    assert links == [
        *("virksomheten", "retningslinjer", "steg"),
        *("metode", "risikoer", "konsekvenser"),
        *("tiltak", "videre-arbeid", "resultater"),
    ]
    assert all(f'id="{anchor}"' in html for anchor in links)
    assert words(box).count("ikke besvart") == 2


def test_statement_is_silent_aloud(sections: Callable) -> None:
    told = sections(PERIOD)
    assert told["konsekvenser"].endswith(
        "Redegjørelsen sier ingenting om faktiske negative konsekvenser, verken at det fantes noen eller at det "
        "ikke fantes noen."
    )
    assert told["underskrifter"] == "Underskrifter Ingen underskrifter er registrert her."
    assert "Ikke oppgitt for noen av dem: rettighet, alvorlighet, sannsynlighet." in told["risikoer"]
    assert "Ikke oppgitt for noen av dem: ansvarlig rolle, dato, virkning, resultat." in told["tiltak"]


def test_statement_names_six_risks_and_no_actual_harm(client: Client) -> None:
    html = client.get(PERIOD).content.decode()
    rows = re.findall(r'<tr role="row" id="funn-[\w-]+">\s*<th scope="row"[^>]*>([^<]+)</th>', html)
    assert rows == [
        "Gruvedrift og utvinning av mineraler",
        "Barnearbeid og slavearbeid",
        "Ansettelsesforhold",
        "Begrenset frihet til å organisere seg",
        "Diskriminering",
        "Helse og sikkerhet",
    ]


def test_each_cell_of_the_risks_tells_its_column_where_the_heads_have_no_room(client: Client) -> None:
    html = client.get(PERIOD).content.decode()
    assert html.count('data-label="Land eller område">') == 6
    assert '<td role="cell" data-label="Produkt">mineraler til elektronikk</td>' in html


def test_statement_ties_measures_to_findings_on_the_page(client: Client) -> None:
    html = client.get(PERIOD).content.decode()
    links = set(re.findall(r'<dd><a href="#(funn-[\w-]+)">', html))
    assert links == {"funn-minerals"}
    assert '<tr role="row" id="funn-minerals">' in html


def test_statement_tells_actual_harm_and_signatures_once_entered(
    sections: Callable, starter: Statement
) -> None:
    Finding.objects.create(
        statement=starter, kind="actual", title="Brann i fabrikk", country="Kina", severity="high"
    )
    measure = Measure.objects.create(
        statement=starter, title="Ny rømningsvei", status="done", outcome="effective"
    )
    measure.findings.add(Finding.objects.get(title_nb="Brann i fabrikk"))
    Signature.objects.create(
        statement=starter,
        role="chair",
        name="Kari Eksempel",
        signed_on=date(2023, 6, 28),
        reference="Protokoll 4",
    )
    Signature.objects.create(statement=starter, role="general-manager", name="Ola Eksempel")
    Statement.objects.filter(pk=starter.pk).update(signatories=6)
    assert "Brann i fabrikk" not in sections(PERIOD)["konsekvenser"]
    publish(starter)
    told = sections(PERIOD)
    assert "Brann i fabrikk Kina høy" in told["konsekvenser"]
    assert "Brann i fabrikk" not in told["risikoer"]
    assert (
        "Ny rømningsvei Status: gjennomført Gjelder funn Brann i fabrikk Virkning virket etter hensikten"
        in told["tiltak"]
    )
    assert (
        "Kari Eksempel styreleder 28. juni 2023 Protokoll 4 Ola Eksempel daglig leder ikke ennå – "
        "Styret og daglig leder er til sammen 6 personer." in told["underskrifter"]
    )


def test_shared_statement_tells_which_company_each_signature_is_for(
    sections: Callable, starter: Statement
) -> None:
    """Also after the edition has been fetched back: the signature keeps its company."""
    first = Company.objects.create(statement=starter, name="Mor AS", signatories=2, position=80)
    second = Company.objects.create(statement=starter, name="Datter AS", signatories=1, position=90)
    signed = {"statement": starter, "name": "Kari Eksempel", "role": "chair", "signed_on": date(2023, 6, 28)}
    Signature.objects.create(company=first, position=10, **signed)
    Signature.objects.create(company=second, position=20, **signed)
    edition = publish(starter)
    told = (
        "Kari Eksempel Mor AS styreleder 28. juni 2023 – Kari Eksempel Datter AS styreleder 28. juni 2023 – "
        "Mor AS: 2 skal undertegne. Datter AS: 1 skal undertegne."
    )
    assert told in sections(PERIOD)["underskrifter"]
    Signature.objects.update(company=None)
    restore(json.loads(edition.document), actor="Kari", at=timezone.now())
    assert [row.company.name for row in Signature.objects.order_by("position")] == ["Mor AS", "Datter AS"]


def test_statement_reads_the_record_only(client: Client, public_record_only: Callable) -> None:
    with public_record_only():
        for path in (OVERVIEW, PERIOD, "/en/transparency-act/2022-09_2023-06/"):
            assert "<h1>" in client.get(path).content.decode()


@pytest.mark.parametrize(
    "path", ["/apenhetsloven/2023-09_2024-06/", "/apenhetsloven/tull/", "/en/apenhetsloven/2022-09_2023-06/"]
)
def test_period_without_a_statement_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
