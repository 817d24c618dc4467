"""The code of conduct as a page, a PDF, a table and a comparison: each the same edition."""

import csv
import re
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suppliers.clause_table import COLUMNS
from suppliers.models import CodeOfConduct
from sustainability_site.content import chain
from sustainability_site.content.models import Edition, Head
from tests import public_pages
from tests.content.pdfs import addresses, read, roles, squeezed, words
from tests.suppliers.record import publish, withdraw

PAGE = "/leverandorer/etiske-retningslinjer/"
PDF, CSV, FIRST_PDF = "/leverandorer/etiske-retningslinjer.pdf", "/leverandorer/etiske-retningslinjer.csv", f"{PAGE}utgave/1.pdf"  # fmt: skip
CHANGES = f"{PAGE}endringer/"
FROM_ONE_TO_TWO = f"{CHANGES}?fra=supplier-code:1&til=supplier-code:2"
SITE = "http://127.0.0.1:8000"

pytestmark = pytest.mark.django_db


def second_edition() -> CodeOfConduct:
    """Edition 2: clause 6.1 is numbered 12.4 and says «må», 8.1 is gone, and there is a date."""
    code = CodeOfConduct.objects.get()
    clause = code.requirements.get(key="complaints")
    clause.number, clause.text_nb = "12.4", clause.text_nb.replace("skal sørge", "må sørge")
    clause.save()
    code.requirements.get(key="own-brand-audits").delete()
    publish(code, effective_date=date(2026, 12, 1))
    return code


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def redact_first(code: CodeOfConduct) -> None:
    first = Edition.objects.get(subject=code.subject, number=1)
    chain.redact(first, ground="Personopplysning", actor="Prøve", at=timezone.now())


def test_each_clause_shows_its_own_address_which_outlives_a_new_number(ask: Callable) -> None:
    clause = r'<section id="krav-complaints".*?</section>'
    before = re.search(clause, ask(PAGE).text, re.DOTALL).group()
    second_edition()
    after = re.search(clause, ask(PAGE).text, re.DOTALL).group()
    archived = re.search(clause, ask(f"{PAGE}utgave/1/").text, re.DOTALL).group()
    assert '<a href="#krav-complaints">Fast adresse til krav 6.1</a>' in before
    assert '<a href="#krav-complaints">Fast adresse til krav 12.4</a>' in after
    assert f'<span class="in-print">: {SITE}{PAGE}#krav-complaints</span>' in after
    assert f'<span class="in-print">: {SITE}{PAGE}utgave/1/#krav-complaints</span>' in archived


def test_page_leads_to_its_other_forms_and_an_archive_page_to_its_own(ask: Callable) -> None:
    second_edition()
    links = {link.get("href") for link in public_pages.parsed(ask(PAGE))[0].iter("a")}
    archived = {link.get("href") for link in public_pages.parsed(ask(f"{PAGE}utgave/1/"))[0].iter("a")}
    assert {PDF, CSV, CHANGES, "/leverandorer/etiske-retningslinjer.json"} <= links
    assert FIRST_PDF in archived
    assert not {PDF, CSV} & archived


class TestPdf:
    @pytest.mark.parametrize(
        ("path", "page", "language", "title"),
        [
            (PDF, PAGE, "nb-NO", "Etiske retningslinjer for leverandører"),
            ("/en/suppliers/code-of-conduct.pdf", "/en/suppliers/code-of-conduct/", "en-GB", "Supplier Code of Conduct"),
        ],
    )  # fmt: skip
    def test_is_tagged_and_says_all_that_the_page_says(self, ask, path, page, language, title) -> None:
        answer = ask(path)
        reader = read(answer.content)
        root, told = reader.trailer["/Root"], words(reader)
        main = public_pages.parsed(ask(page))[0].find(".//article")
        for parent in list(main.iter()):
            for child in [child for child in parent if child.tag == "nav"]:
                parent.remove(child)
        said = [
            squeezed(public_pages.text_of(element))
            for element in main.iter()
            if element.tag in ("h1", "h2", "h3", "p", "li", "dt", "dd")
            and not any(child.tag in ("ul", "p") for child in element)
        ]
        assert answer.headers["content-type"] == "application/pdf"
        assert (root["/Lang"], reader.metadata.title) == (language, title)
        assert root["/MarkInfo"]["/Marked"]
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
        assert {"/Title", "/H1", "/H2", "/P", "/L", "/LI", "/Link", "/TOC"} <= set(roles(reader))
        assert [text for text in said if text not in told] == []
        assert len(said) > 50

    def test_editions_keep_their_words_and_their_place_in_the_record(
        self, ask, public_record_only: Callable
    ) -> None:
        code = second_edition()
        with public_record_only(), CaptureQueriesContext(connection) as queries:
            first = read(ask(FIRST_PDF).content)
        assert len(queries) == 4
        second = read(ask(PDF).content)
        edition = Edition.objects.get(subject=code.subject, number=1)
        assert squeezed("6.1 Klageordning for de ansatte") in words(first)
        assert squeezed("12.4 Klageordning for de ansatte") in words(second)
        assert "Dengjelderikkelenger" in words(first)
        for told in (edition.sha256, Head.objects.get().hash, f"{SITE}{CHANGES}"):
            assert squeezed(told) in words(first)
        assert {f"{SITE}{PAGE}utgave/1/", f"{SITE}{CHANGES}"} <= set(addresses(first))

    def test_code_without_clauses_follow_up_and_sources_has_a_pdf(self, ask) -> None:
        code = CodeOfConduct.objects.get()
        code.requirements.all().delete()
        code.sources.clear()
        publish(code, follow_up_nb="", follow_up_en="")
        assert squeezed("Ingen krav er publisert ennå.") in words(read(ask(PDF).content))

    def test_redacted_withdrawn_and_unknown_editions_have_none(self, ask) -> None:
        code = second_edition()
        redact_first(code)
        withdraw(code)
        assert [ask(path).status for path in (FIRST_PDF, PDF, CSV, f"{PAGE}utgave/9.pdf")] == [
            410,
            410,
            410,
            404,
        ]


class TestTable:
    def test_has_a_row_for_each_clause_with_stable_keys(self, ask, public_record_only: Callable) -> None:
        second_edition()
        with public_record_only(), CaptureQueriesContext(connection) as queries:
            answer = ask(CSV)
        found = rows(answer.content)
        assert len(queries) == 2
        assert answer.headers["content-disposition"] == 'attachment; filename="etiske-retningslinjer.csv"'
        assert (tuple(found[0]), len(found)) == (COLUMNS, 8)
        assert next(row for row in found if row["key"] == "complaints") == {
            "code": "supplier-code",
            "edition": "2",
            "effective_date": "2026-12-01",
            "key": "complaints",
            "address": f"{SITE}{PAGE}#krav-complaints",
            "number": "12.4",
            "area": "complaints",
            "area_text": "Klageordning",
            "heading": "Klageordning for de ansatte",
            "text": "Leverandøren må sørge for at de ansatte har en ordning der de kan klage og få rettet opp "
            "forhold som gjelder ansettelsen.",
            "frameworks": "ungp, oecd-guidelines, oecd-due-diligence",
            "frameworks_text": "FNs veiledende prinsipper (UNGP), OECDs retningslinjer, OECDs veileder for "
            "aktsomhetsvurderinger",
            "step": "6",
            "step_text": "rette opp, alene eller sammen med andre",
        }

    def test_english_table_has_the_same_keys_and_codes(self, ask) -> None:
        english = rows(ask("/en/suppliers/code-of-conduct.csv").content)
        norwegian = rows(ask(CSV).content)
        for column in ("key", "number", "area", "frameworks", "step", "effective_date"):
            assert [row[column] for row in english] == [row[column] for row in norwegian]
        assert english[0]["heading"] == "Requirements for the working environment"

    def test_formula_in_a_clause_is_words(self, ask) -> None:
        code = CodeOfConduct.objects.get()
        code.requirements.filter(key="complaints").update(
            number="=1+1", heading_nb='@SUM("A1";2)', text_nb="<p>-en</p><p>to; «tre»</p>"
        )
        publish(code)
        row = next(row for row in rows(ask(CSV).content) if row["key"] == "complaints")
        assert (row["number"], row["heading"], row["text"]) == ("'=1+1", '\'@SUM("A1";2)', "'-en\nto; «tre»")


class TestComparison:
    def test_counts_come_first_then_each_clause_and_every_edition(
        self, ask, public_record_only: Callable
    ) -> None:
        second_edition()
        with public_record_only(), CaptureQueriesContext(connection) as queries:
            answer = ask(FROM_ONE_TO_TWO)
        text = public_pages.main_text(answer)
        assert (answer.status, len(queries)) == (200, 4)
        assert "Nye Fjernet Endret Uendret Avsnitt 1 0 0 14 Krav 0 1 1 7" in text
        assert "Nytt nytt: Gjelder fra: 1. desember 2026" in text
        assert "12.4 Klageordning for de ansatte Endret Nummer fjernet: 6.1 nytt: 12.4 Krav" in text
        assert "8.1 Revisjon på stedet for egne varemerker Fjernet" in text
        assert text.index("Krav, ett for ett") < text.index("Alle utgaver Ingen utgave blir borte")
        for number in (1, 2):
            assert f'href="{PAGE}utgave/{number}/"' in answer.text
            assert f'href="{PAGE}utgave/{number}.pdf"' in answer.text
            assert Edition.objects.get(kind="code-of-conduct", number=number).sha256 in text

    def test_without_a_choice_leads_to_the_two_newest(self, ask) -> None:
        second_edition()
        answer = ask(CHANGES)
        assert (answer.status, answer.headers["location"]) == (302, FROM_ONE_TO_TWO)

    def test_one_edition_alone_is_listed(self, ask) -> None:
        answer = ask(CHANGES)
        assert answer.status == 200
        assert "Det finnes bare én utgave av retningslinjene" in public_pages.main_text(answer)
        assert f'href="{FIRST_PDF}"' in answer.text

    @pytest.mark.parametrize(
        ("query", "status", "told"),
        [
            ("fra=supplier-code:9&til=supplier-code", 404, "Utgaven «supplier-code:9» finnes ikke her."),
            ("fra=%3Cscript%3E&til=supplier-code", 404, "Utgaven «<script>» finnes ikke her."),
            ("fra=2022-09_2023-06&til=supplier-code", 404, "Utgaven «2022-09_2023-06» finnes ikke her."),
            ("fra=supplier-code:2&til=supplier-code", 200, "De to er helt like"),
            ("fra=supplier-code:1&fra=%00&til=supplier-code", 404, "finnes ikke her."),
            ("fra=supplier-code:2&til=supplier-code:1", 200, "6.1 Klageordning for de ansatte Endret"),
        ],
    )
    def test_what_is_asked_for_is_answered_plainly(self, ask, query, status, told) -> None:
        second_edition()
        answer = ask(f"{CHANGES}?{query}")
        assert answer.status == status
        assert told in public_pages.main_text(answer)
        assert "<script>" not in answer.text

    def test_redacted_edition_says_so_and_offers_no_pdf(self, ask) -> None:
        redact_first(second_edition())
        answer = ask(FROM_ONE_TO_TWO)
        assert answer.status == 410
        assert "Utgave 1 er sladdet og kan ikke sammenlignes." in public_pages.main_text(answer)
        assert f'href="{FIRST_PDF}"' not in answer.text

    def test_english_page_compares_the_english_words(self, ask) -> None:
        code = second_edition()
        code.requirements.filter(key="complaints").update(text_en="<p>Let them complain.</p>")
        publish(code)
        answer = ask("/en/suppliers/code-of-conduct/changes/?fra=supplier-code:2&til=supplier-code:3")
        text = public_pages.main_text(answer)
        assert "12.4 Complaint mechanism for workers Changed Requirement" in text
        assert "new: Let them" in text
