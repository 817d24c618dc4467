import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from suppliers.models import CodeOfConduct, Framework, SourcingGuide
from sustainability_site.content.shelving import PublicationRefused
from tests.suppliers.record import publish, withdraw

CARD_LINKS = re.compile(r'<h3><a href="([^"]+)">')
ANCHORS = re.compile(r'href="#([^"]+)"')

pytestmark = pytest.mark.django_db


def test_overview_leads_to_the_code_the_guides_the_rules_and_the_frameworks(
    main_of: Callable[[str], str],
) -> None:
    assert CARD_LINKS.findall(main_of("/leverandorer/")) == [
        "/leverandorer/etiske-retningslinjer/",
        "/leverandorer/leverandorkjeden/",
        "/leverandorer/sunne-arbeidsforhold/",
        "/leverandorer/konfliktmineraler/",
        "/leverandorer/kjemikalier/",
        "/leverandorer/gjenbruk-og-resirkulering/",
        "/leverandorer/regelverk/rohs/",
        "/leverandorer/regelverk/reach/",
        "/leverandorer/regelverk/konfliktmineralforordningen/",
        "/leverandorer/regelverk/ee-avfall/",
        "/leverandorer/regelverk/retten-til-reparasjon/",
        "/leverandorer/regelverk/forbudet-mot-tvangsarbeid/",
        "/leverandorer/rammeverk/verdenserklaeringen-om-menneskerettigheter/",
        "/leverandorer/rammeverk/fns-veiledende-prinsipper/",
        "/leverandorer/rammeverk/barns-rettigheter/",
        "/leverandorer/rammeverk/ilos-arbeidsstandarder/",
        "/leverandorer/rammeverk/oecds-retningslinjer/",
        "/leverandorer/rammeverk/global-compact/",
        "/leverandorer/rammeverk/oecds-veileder-for-aktsomhetsvurderinger/",
        "/leverandorer/rammeverk/oecds-veileder-for-mineraler/",
    ]


def test_overview_in_english_leads_to_english_addresses(main_of: Callable[[str], str]) -> None:
    links = CARD_LINKS.findall(main_of("/en/suppliers/"))
    assert links[0] == "/en/suppliers/code-of-conduct/"
    assert links[1:3] == ["/en/suppliers/supply-chain/", "/en/suppliers/decent-working-conditions/"]
    assert "/en/suppliers/regulations/reach/" in links
    assert "/en/suppliers/frameworks/un-guiding-principles/" in links


def test_overview_without_the_guides_has_no_empty_heading_for_them(words_of: Callable[[str], str]) -> None:
    for guide in SourcingGuide.objects.all():
        withdraw(guide)
    page = words_of("/leverandorer/")
    assert "Veiledere for deg som kjøper" not in page
    assert "Regelverk" in page


def test_code_has_an_address_for_every_clause(main_of: Callable[[str], str]) -> None:
    html = main_of("/leverandorer/etiske-retningslinjer/")
    listed = ANCHORS.findall(html)
    in_contents, by_the_clauses = listed[:9], listed[9:]
    assert in_contents == by_the_clauses
    assert in_contents == [
        "krav-working-environment",
        "krav-social-responsibility",
        "krav-human-rights",
        "krav-business-ethics",
        "krav-conflict-minerals",
        "krav-complaints",
        "krav-pass-on",
        "krav-own-brand-audits",
        "krav-action-plans",
    ]
    assert all(html.count(f'id="{anchor}"') == 1 for anchor in listed)


def test_code_in_english_has_the_same_clause_addresses(main_of: Callable[[str], str]) -> None:
    norwegian = ANCHORS.findall(main_of("/leverandorer/etiske-retningslinjer/"))
    assert ANCHORS.findall(main_of("/en/suppliers/code-of-conduct/")) == norwegian


def test_clause_links_the_frameworks_it_rests_on(main_of: Callable[[str], str]) -> None:
    html = main_of("/leverandorer/etiske-retningslinjer/")
    clause = html.split('id="krav-conflict-minerals"')[1].split("</section>")[0]
    assert re.findall(r'href="(/leverandorer/rammeverk/[^"]+)"', clause) == [
        "/leverandorer/rammeverk/oecds-retningslinjer/",
        "/leverandorer/rammeverk/oecds-veileder-for-mineraler/",
    ]


def test_framework_that_a_clause_rests_on_cannot_be_withdrawn() -> None:
    with pytest.raises(PublicationRefused, match="brukes av «Etiske retningslinjer for leverandører»"):
        withdraw(Framework.objects.get(code="oecd-minerals"))


def test_clause_without_frameworks_claims_no_basis(main_of: Callable[[str], str]) -> None:
    code = CodeOfConduct.objects.get()
    code.requirements.get(key="conflict-minerals").frameworks.clear()
    publish(code)
    clause = main_of("/leverandorer/etiske-retningslinjer/").split('id="krav-conflict-minerals"')[1]
    assert "Bygger på" not in clause.split("</section>")[0]


def test_code_without_a_date_says_so(words_of: Callable[[str], str]) -> None:
    page = words_of("/leverandorer/etiske-retningslinjer/")
    assert "Gjelder fra Ikke oppgitt. Datoen står ikke i det vi har offentliggjort." in page


def test_code_with_a_date_tells_it(words_of: Callable[[str], str]) -> None:
    publish(CodeOfConduct.objects.get(), effective_date=date(2026, 3, 1))
    page = words_of("/leverandorer/etiske-retningslinjer/")
    assert "Gjelder fra 1. mars 2026" in page
    assert "Ikke oppgitt" not in page


def test_code_says_that_the_full_text_is_not_printed(words_of: Callable[[str], str]) -> None:
    assert "Den fulle teksten til retningslinjene er ikke gjengitt her." in words_of(
        "/leverandorer/etiske-retningslinjer/"
    )


def test_framework_lists_the_clauses_that_rest_on_it(main_of: Callable[[str], str]) -> None:
    html = main_of("/leverandorer/rammeverk/fns-veiledende-prinsipper/")
    assert re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', html.split('id="clauses"')[1])[:4] == [
        ("/leverandorer/etiske-retningslinjer/#krav-human-rights", "3.1 Respekt for menneskerettighetene"),
        ("/leverandorer/etiske-retningslinjer/#krav-complaints", "6.1 Klageordning for de ansatte"),
        (
            "/leverandorer/etiske-retningslinjer/#krav-pass-on",
            "7.1 Retningslinjene følger med nedover i kjeden",
        ),
        ("/leverandorer/etiske-retningslinjer/#krav-action-plans", "8.2 Tiltaksplan når det er avvik"),
    ]


@pytest.mark.parametrize(
    "framework", ["udhr", "ungp", "childrens-rights", "oecd-minerals", "oecd-due-diligence"]
)
def test_framework_page_and_code_agree(framework: str, main_of: Callable[[str], str]) -> None:
    entry = Framework.objects.get(code=framework)
    html = main_of(f"/leverandorer/rammeverk/{entry.slug_nb}/")
    there = set(re.findall(r"#krav-([\w-]+)", html))
    clauses = CodeOfConduct.objects.get().requirements.filter(frameworks=entry)
    assert there == {clause.key for clause in clauses} != set()


def test_framework_page_without_a_code_says_that_no_clause_names_it(words_of: Callable[[str], str]) -> None:
    withdraw(CodeOfConduct.objects.get())
    assert "Ingen krav i retningslinjene viser til dette rammeverket." in words_of(
        "/leverandorer/rammeverk/global-compact/"
    )


def test_reach_tells_the_deadline_for_an_answer(words_of: Callable[[str], str]) -> None:
    page = words_of("/leverandorer/regelverk/reach/")
    assert "Type regel EU-forordning Nummer 1907/2006 Gjelder fra 1. juni 2007" in page
    assert "Frist for å svare forbrukere 45 dager" in page


def test_regulation_without_a_deadline_mentions_none(words_of: Callable[[str], str]) -> None:
    page = words_of("/leverandorer/regelverk/konfliktmineralforordningen/")
    assert "Frist for å svare forbrukere" not in page
    assert "Gjelder fra 1. januar 2021" in page


@pytest.mark.parametrize(
    "path",
    [
        "/leverandorer/decent-working-conditions/",
        "/leverandorer/rammeverk/rohs/",
        "/leverandorer/regelverk/global-compact/",
        "/en/suppliers/kjemikalier/",
    ],
)
def test_address_of_another_kind_or_language_is_not_found(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/leverandorer/",
        "/leverandorer/etiske-retningslinjer/",
        "/leverandorer/kjemikalier/",
        "/en/suppliers/frameworks/global-compact/",
        "/en/suppliers/regulations/rohs/",
    ],
)
def test_page_reads_the_public_record_alone_in_three_queries(
    path: str, client: Client, public_record_only: Callable, django_assert_max_num_queries: Callable
) -> None:
    with public_record_only(), django_assert_max_num_queries(3):
        client.get(path)


def test_saving_a_working_copy_changes_nothing_public(words_of: Callable[[str], str]) -> None:
    code = CodeOfConduct.objects.get()
    requirement = code.requirements.get(key="complaints")
    requirement.heading_nb = "Noe helt annet"
    requirement.save()
    assert "Noe helt annet" not in words_of("/leverandorer/etiske-retningslinjer/")
