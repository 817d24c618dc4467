import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainability_site.content.spreadsheets import safe, table


def test_table_is_written_for_norwegian_excel() -> None:
    rows = [("Blåbær; «to»", 'sa "ja"\nog gikk'), (None, ["x", "y"]), (True, 0), (False, -15)]
    assert (
        table(["a", "b"], rows)
        == ('\ufeffa;b\r\n"Blåbær; «to»";"sa ""ja""\nog gikk"\r\n;x y\r\ntrue;0\r\nfalse;-15\r\n').encode()
    )


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+47 22",
        "-2",
        "@SUM(A1)",
        '=HYPERLINK("http://evil.example")',
        "\t=1",
        " =1",
        "\u00a0=1",
        "＝1",
        "\r=1",
    ],
)
def test_formula_is_made_text(formula: str) -> None:
    assert safe(formula) == f"'{formula}"
    written = table(["a"], [[formula]]).decode("utf-8-sig")
    assert list(csv.reader(StringIO(written, newline=""), delimiter=";")) == [["a"], [f"'{formula}"]]


@pytest.mark.parametrize("text", ["15 prosent", "a=b", "'=1", "", "3.1", "2 - 1", "«=x»"])
def test_other_text_stands_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=5))
def test_every_cell_comes_back(cells: list[str]) -> None:
    written = table(["c"] * len(cells), [cells]).decode("utf-8-sig")
    [_head, row] = csv.reader(StringIO(written, newline=""), delimiter=";")
    assert row == [safe(cell) for cell in cells]
