"""The statement's PDF, read back with another library than the one that made it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sustainability_site.content import chain, publishing
from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.models import Edition, Head
from tests import public_pages
from tests.content.pdfs import addresses, read, roles, squeezed, words
from tests.transparency.editions import PAGE, PERIOD, second_edition

PDF = f"/apenhetsloven/{PERIOD}.pdf"
NOT_IN_THE_PDF = ("nav",)


@pytest.mark.django_db
class TestStatement:
    def test_is_tagged_with_language_and_title(self, ask, starter) -> None:
        answer = ask(PDF)
        root = read(answer.content).trailer["/Root"]
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == f'inline; filename="redegjorelse-{PERIOD}-1.pdf"'
        assert root["/Lang"] == "nb-NO"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert read(answer.content).metadata.title == starter.title_nb
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()

    def test_has_headings_lists_and_tables_with_header_cells(self, ask) -> None:
        found = roles(read(ask(PDF).content))
        assert {
            "/Title",
            "/H1",
            "/H2",
            "/P",
            "/L",
            "/LI",
            "/Table",
            "/TR",
            "/TH",
            "/TD",
            "/Link",
            "/TOC",
        } <= set(found)
        assert found.count("/TH") == 5

    @pytest.mark.parametrize("language", ["nb", "en"])
    def test_says_all_that_the_page_says(self, ask, language) -> None:
        path = localised_reverse("transparency:statement_detail", language, period=PERIOD)
        answer = ask(localised_reverse("transparency:statement_pdf", language, period=PERIOD))
        told = words(read(answer.content))
        main = public_pages.parsed(ask(path))[0].find(".//article")
        for parent in list(main.iter()):
            for child in [child for child in parent if child.tag in NOT_IN_THE_PDF]:
                parent.remove(child)
        said = [
            squeezed(public_pages.text_of(element))
            for element in main.iter()
            if element.tag in ("h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "th", "td", "caption")
            and not any(child.tag in ("ul", "p", "h3", "div") for child in element)
        ]
        assert [text for text in said if text not in told] == []
        assert len(said) > 150

    def test_colophon_places_the_edition_in_the_record(self, ask, starter) -> None:
        second_edition(starter)
        edition = Edition.objects.get(subject=starter.subject, number=2)
        told = words(read(ask(PDF).content))
        for expected in (
            edition.sha256,
            edition.entries.get().hash,
            Head.objects.get().hash,
            "Tallet på ansatte var galt.",
            f"http://127.0.0.1:8000{PAGE}utgave/2/",
        ):
            assert squeezed(expected) in told

    def test_every_page_has_its_number_edition_and_hash(self, ask, starter) -> None:
        reader = read(ask(PDF).content)
        sha256 = Edition.objects.get(subject=starter.subject).sha256
        for number, page in enumerate(reader.pages, 1):
            text = squeezed(page.extract_text())
            assert squeezed(f"Side {number} av {len(reader.pages)}") in text
            assert "Utgave1," in text
            assert squeezed(f"SHA-256 {sha256[:16]}…") in text

    def test_earlier_edition_keeps_its_words(self, ask, starter) -> None:
        second_edition(starter)
        first = words(read(ask(f"{PAGE}utgave/1.pdf").content))
        second = words(read(ask(PDF).content))
        assert ("Over2400ansatte" in first, "Over2300ansatte" in first) == (True, False)
        assert ("Over2400ansatte" in second, "Over2300ansatte" in second) == (False, True)

    def test_superseded_edition_says_so_and_leads_on(self, ask, starter) -> None:
        second_edition(starter)
        content = ask(f"{PAGE}utgave/1.pdf").content
        assert "Dengjelderikkelenger" in words(read(content))
        assert f"http://127.0.0.1:8000{PAGE}" in addresses(read(content))
        assert "Dengjelder" not in words(read(ask(PDF).content))

    def test_same_record_gives_the_same_bytes(self, ask) -> None:
        assert ask(PDF).content == ask(PDF).content

    @pytest.mark.parametrize(("path", "most"), [(PDF, 3), (f"{PAGE}utgave/1.pdf", 4)])
    def test_reads_the_record_only(self, ask, public_record_only, path, most) -> None:
        with public_record_only(), CaptureQueriesContext(connection) as queries:
            assert ask(path).content.startswith(b"%PDF")
        assert len(queries) == most

    def test_redacted_edition_has_no_pdf(self, ask, starter) -> None:
        second_edition(starter)
        first = Edition.objects.get(subject=starter.subject, number=1)
        chain.redact(first, ground="Personopplysning", actor="Prøve", at=timezone.now())
        assert ask(f"{PAGE}utgave/1.pdf").status == 410

    def test_withdrawn_statement_has_no_pdf(self, ask, starter) -> None:
        publishing.withdraw(starter, actor="Prøve", reason="Feil", at=timezone.now())
        assert ask(PDF).status == 410
        assert ask(f"{PAGE}utgave/1.pdf").content.startswith(b"%PDF")

    @pytest.mark.parametrize("path", ["/apenhetsloven/2019-01_2019-12.pdf", f"{PAGE}utgave/9.pdf"])
    def test_what_is_not_there_is_not_found(self, ask, path) -> None:
        assert ask(path).status == 404

    def test_missing_english_is_marked_as_norwegian(self, ask, starter) -> None:
        second_edition(starter, plans_en="")
        content = ask(localised_reverse("transparency:statement_pdf", "en", period=PERIOD)).content
        assert read(content).trailer["/Root"]["/Lang"] == "en-GB"
        assert b"/Lang" in content
