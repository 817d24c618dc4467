import pytest

from sustainability_site.content.spreadsheets import safe, table


def test_table_has_a_mark_semicolons_and_quoted_line_breaks() -> None:
    assert table(("key", "text"), [("a", "en;to"), ("b", "linje\nto")]) == (
        b'\xef\xbb\xbfkey;text\r\na;"en;to"\r\nb;"linje\nto"\r\n'
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_cells_are_never_formulas(sign: str) -> None:
    assert safe(f"{sign}HYPERLINK(1)") == f"'{sign}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["", "2 - 1", "a=b", "«=x»"])
def test_ordinary_cells_stay_as_they_are(text: str) -> None:
    assert safe(text) == text
