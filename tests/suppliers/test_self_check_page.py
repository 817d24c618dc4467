import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suppliers.models import CodeOfConduct
from sustainability_site.content.models import Page
from tests import public_pages
from tests.suppliers.record import publish, withdraw

PAGE = "/leverandorer/etiske-retningslinjer/egenkontroll/"
ENGLISH = "/en/suppliers/code-of-conduct/self-check/"
CHECKED = re.compile(r'<input type="radio" name="([\w-]+)" value="(\w)" checked>')

pytestmark = pytest.mark.django_db


def result(answer) -> str:
    tree, errors = public_pages.parsed(answer)
    assert errors == []
    return public_pages.text_of(tree.find(".//section[@aria-labelledby='resultat']"))


def test_form_has_every_clause_with_four_answers_and_no_result(ask: Callable) -> None:
    html = ask(PAGE).text
    assert re.findall(r'name="([\w-]+)" value="y"', html) == [
        *("working-environment", "social-responsibility", "human-rights", "business-ethics", "conflict-minerals"),
        *("complaints", "pass-on", "own-brand-audits", "action-plans"),
    ]  # fmt: skip
    assert re.findall(r'name="complaints" value="(\w)"> ([\w ]+)</label>', html) == [
        ("y", "Oppfylt"),
        ("p", "Delvis oppfylt"),
        ("n", "Ikke oppfylt"),
        ("x", "Gjelder ikke oss"),
    ]
    assert (CHECKED.findall(html), 'id="resultat"' in html) == ([], False)
    assert "Vi lagrer ingenting av det dere svarer." in public_pages.main_text(ask(PAGE))


def test_result_lists_gaps_by_step_and_tells_what_is_unanswered(ask: Callable) -> None:
    answer = ask(f"{PAGE}?complaints=n&pass-on=p&human-rights=y&own-brand-audits=x&conflict-minerals=n")
    told = result(answer)
    assert (
        "Oppfylt: 1 krav Delvis oppfylt: 1 krav Ikke oppfylt: 2 krav Gjelder ikke oss: 1 krav Ikke besvart: 4 krav"
    ) in told
    assert re.findall(r"<h3>(.+?)</h3>", answer.text.split('id="svar"')[0]) == [
        "Steg 1: forankre ansvaret i retningslinjer og styring",
        "Steg 3: stanse, forebygge eller begrense",
        "Steg 6: rette opp, alene eller sammen med andre",
        "Ikke besvart",
        "Gjelder ikke oss",
        "Oppfylt",
    ]
    assert "6.1 Klageordning for de ansatte Ikke oppfylt Leverandøren skal sørge for" in told
    assert "7.1 Retningslinjene følger med nedover i kjeden Delvis oppfylt" in told
    assert 'href="/leverandorer/etiske-retningslinjer/#krav-complaints"' in answer.text
    assert "utgave 1 fra" in told


def test_form_keeps_the_answers_and_so_does_the_other_language(ask: Callable) -> None:
    html = ask(f"{PAGE}?pass-on=p&complaints=n").text
    assert CHECKED.findall(html) == [("complaints", "n"), ("pass-on", "p")]
    assert f'href="{ENGLISH}?complaints=n&amp;pass-on=p"' in html
    assert f'href="{PAGE}?complaints=n&amp;pass-on=p#resultat"' in html
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{PAGE}">' in html
    assert CHECKED.findall(ask(f"{ENGLISH}?complaints=n&pass-on=p").text) == [
        ("complaints", "n"),
        ("pass-on", "p"),
    ]


def test_clause_without_a_step_stands_apart(ask: Callable) -> None:
    code = CodeOfConduct.objects.get()
    code.requirements.filter(key="complaints").update(step=None)
    publish(code)
    headings = re.findall(r"<h3>(.+?)</h3>", ask(f"{PAGE}?complaints=n&pass-on=n").text)[:2]
    assert headings == ["Steg 3: stanse, forebygge eller begrense", "Krav uten steg"]


def test_no_gap_is_said_with_what_is_left_to_answer(ask: Callable) -> None:
    keys = CodeOfConduct.objects.get().requirements.values_list("key", flat=True)
    some, every = f"{PAGE}?complaints=y", f"{PAGE}?{'&'.join(f'{key}=y' for key in keys)}"
    assert "Ingen mangler i det dere har svart på." in result(ask(some))
    assert "Ingen mangler: alle kravene er oppfylt eller gjelder ikke dere." in result(ask(every))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("gone=n", "Ett svar i adressen gjelder et krav som ikke finnes i denne utgaven."),
        ("gone=n&away=y&complaints=n", "2 svar i adressen gjelder krav som ikke finnes i denne utgaven."),
        ("complaints=n&complaints=y", "er regnet som ubesvart: 6.1."),
        ("complaints=%3Cscript%3Ealert(1)%3C/script%3E&pass-on=%00", "er regnet som ubesvart: 6.1, 7.1."),
        ("complaints=%FF%FE&human-rights=" + "n" * 3000, "er regnet som ubesvart: 3.1, 6.1."),
    ],
)
def test_hostile_and_mistaken_answers_are_told_plainly(ask: Callable, query: str, told: str) -> None:
    answer = ask(f"{PAGE}?{query}")
    assert answer.status == 200
    assert told in result(answer)
    assert "alert(1)" not in answer.text


@pytest.mark.parametrize(
    "query", ["utm_source=mail", "=", "&&&", "%00=%00", "%3Cb%3E=1", "a" * 3000, "complaints="]
)
def test_what_is_no_answer_gives_the_form_alone(ask: Callable, query: str) -> None:
    answer = ask(f"{PAGE}?{query}")
    assert (answer.status, 'id="resultat"' in answer.text) == (200, False)


def test_no_cache_keeps_the_answers(ask: Callable) -> None:
    assert ask(f"{PAGE}?complaints=n").headers["cache-control"] == "no-store"
    assert ask(PAGE).headers["cache-control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("query", ["", "?complaints=n&gone=y"])
def test_reads_the_record_only(ask: Callable, public_record_only: Callable, query: str) -> None:
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        assert ask(f"{PAGE}{query}").status == 200
    assert len(queries) == 2


def test_earlier_edition_of_the_page_asks_about_the_code_of_its_time(ask: Callable) -> None:
    page, code = Page.objects.get(code="suppliers-self-check"), CodeOfConduct.objects.get()
    publish(page, lead_nb="Ny ingress.")
    code.requirements.get(key="complaints").delete()
    publish(code)
    assert 'name="complaints"' not in ask(PAGE).text
    archived = ask(f"{PAGE}utgave/1/").text
    assert 'name="complaints"' in archived
    assert f'<form action="{PAGE}#resultat">' in archived
    assert "Den gjelder ikke lenger." in archived


def test_shared_address_outlives_a_clause_that_is_taken_out(ask: Callable) -> None:
    code = CodeOfConduct.objects.get()
    code.requirements.get(key="complaints").delete()
    publish(code)
    told = result(ask(f"{PAGE}?complaints=n&pass-on=n"))
    assert "Ett svar i adressen gjelder et krav som ikke finnes i denne utgaven." in told
    assert "Ikke oppfylt: 1 krav" in told


def test_without_a_published_code_the_page_says_so(ask: Callable) -> None:
    withdraw(CodeOfConduct.objects.get())
    answer = ask(f"{PAGE}?complaints=n")
    assert answer.status == 200
    assert "Retningslinjene er ikke publisert nå" in public_pages.main_text(answer)
    assert "<form action" not in public_pages.main_text(answer)


def test_code_leads_to_the_self_check_and_the_way_back_stands_above_it(ask: Callable) -> None:
    assert f'<a href="{PAGE}">' in ask("/leverandorer/etiske-retningslinjer/").text
    crumbs = re.findall(r'<li><a href="([^"]+)">', ask(PAGE).text.split("breadcrumbs")[1].split("</ol>")[0])
    assert crumbs == ["/", "/leverandorer/", "/leverandorer/etiske-retningslinjer/"]
