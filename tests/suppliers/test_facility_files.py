import pytest

from suppliers.facility_files import COLUMNS, LARGEST_FILE, MOST_ROWS, Reading, read

HEAD = "country,name,address"
GOOD = f"{HEAD},number_of_workers\nTestland,Ærlig fabrikk,Gate 1,250\nTestland,Fabrikk B,Gate 2,1001-5000\n"


def told(data: str | bytes) -> list[str]:
    reading: Reading = read(data.encode() if isinstance(data, str) else data)
    assert not (reading.rows and reading.faults)
    return [str(fault) for fault in reading.faults]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_file_is_read_with_or_without_a_mark_whatever_the_delimiter(
    mark: bytes, delimiter: str, newline: str
) -> None:
    reading = read(mark + GOOD.replace(",", delimiter).replace("\n", newline).encode())
    assert reading.faults == []
    assert [(row["name"], row["number_of_workers"]) for row in reading.rows] == [
        ("Ærlig fabrikk", "250"),
        ("Fabrikk B", "1001-5000"),
    ]
    assert tuple(reading.rows[0]) == COLUMNS
    assert reading.rows[0]["parent_company"] == ""


def test_delimiter_in_a_quoted_cell_is_text() -> None:
    reading = read(b'country;name;address\nTestland;"A; B";"Gate 1, By"\n\n')
    assert [(row["name"], row["address"]) for row in reading.rows] == [("A; B", "Gate 1, By")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Filen er tom."),
        (b" \n\n", "Filen er tom."),
        (b"PK\x03\x04rest", "Dette er en Excel-fil."),
        (GOOD.encode("utf-16"), "Filen er lagret som UTF-16."),
        (GOOD.encode("latin-1"), "Linje 2: Her står et tegn som ikke er UTF-8"),
        (f"{HEAD}\nA,B,C\x00\n".encode(), "Linje 2: Her står et nulltegn"),
        (HEAD.encode(), "Filen har overskrifter, men ingen produksjonssteder."),
        (f'{HEAD}\nA,B,C\nA,"B,C\n'.encode(), "Linje 3: Et anførselstegn mangler"),
        (f"{HEAD}\nA,B,{'x' * 200_000}\n".encode(), "Linje 2: Et anførselstegn mangler eller står feil i raden som begynner her, eller en celle er svært lang."),
        ((HEAD + "\nA,B,C" * (MOST_ROWS + 2)).encode(), f"Filen har flere enn {MOST_ROWS} rader."),
    ],
)  # fmt: skip
def test_file_that_cannot_be_read_says_why(data: bytes, sentence: str) -> None:
    (fault,) = told(data)
    assert sentence in fault


def test_missing_and_misspelt_columns_are_named_with_what_was_meant() -> None:
    assert told("country;nmae;adress;Name;color\nA;B;C;D;E\n") == [
        "Linje 1, kolonnen nmae: Ingen kolonne heter dette. Mente du name?",
        "Linje 1, kolonnen adress: Ingen kolonne heter dette. Mente du address?",
        "Linje 1, kolonnen Name: Ingen kolonne heter dette. Mente du name?",
        (
            "Linje 1, kolonnen color: Ingen kolonne heter dette. Kolonnene kan hete country, name, address, "
            "sector_product_type, facility_type_processing_type, number_of_workers, parent_company."
        ),
        "Linje 1, kolonnen name: Kolonnen mangler. Den må være med.",
        "Linje 1, kolonnen address: Kolonnen mangler. Den må være med.",
    ]


def test_column_that_stands_twice_is_a_fault() -> None:
    assert told("country,name,address,name\nA,B,C,D\n") == [
        "Linje 1, kolonnen name: Kolonnen står mer enn én gang."
    ]


def test_every_fault_is_told_by_line_and_column() -> None:
    data = (
        f"{HEAD},number_of_workers,parent_company\n"
        ",B,C,10,\n"
        "A,B,C,mange,N/A\n"
        f"A,{'b' * 200},C,5000-1001,\n"
        'A,"B\nb",C,,\n'
        "A,B\n"
        "A,B,C,10,\n"
        "a, b ,c,,\n"
    )
    assert told(data) == [
        "Linje 2, kolonnen country: Cellen er tom, men må fylles ut.",
        "Linje 3, kolonnen number_of_workers: Skriv et helt tall, for eksempel 250, eller fra og til, for eksempel 1001-5000.",
        "Linje 3, kolonnen parent_company: La cellen stå tom i stedet for å skrive «N/A».",
        "Linje 4, kolonnen name: Cellen har 200 tegn. Den må ha færre enn 200.",
        "Linje 4, kolonnen number_of_workers: Skriv et helt tall, for eksempel 250, eller fra og til, for eksempel 1001-5000.",
        "Linje 5, kolonnen name: Cellen har linjeskift eller usynlige tegn. Skriv alt på én linje.",
        "Linje 7: Linjen har 2 celler, men overskriften har 5. Mangler det skilletegn eller anførselstegn?",
        "Linje 8: Samme land, navn og adresse står på linje 3.",
        "Linje 9: Samme land, navn og adresse står på linje 3.",
    ]


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("http://evil.example";"x")', "+1", "-2+3", "@SUM(A1)", "'=1+1", "＝1", "\u00a0=1"]
)
def test_cell_that_a_spreadsheet_would_run_is_refused(cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    (fault,) = told(f"{HEAD}\nA,{quoted},C\n")
    assert fault.startswith("Linje 2, kolonnen name: Cellen begynner med «")
    assert "formel" in fault


def test_namibia_is_a_country_and_no_missing_answer() -> None:
    assert read(f"{HEAD}\nNA,B,C\n".encode()).rows[0]["country"] == "NA"
    assert "kolonnen name" in told(f"{HEAD}\nNA,na,C\n")[0]


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b";;;\n;;;\n", "\u00a0".encode(), b"\n\n,,"]
)
def test_file_of_signs_without_a_word_is_empty(data: bytes) -> None:
    assert told(data) == ["Filen er tom."]


def test_formula_behind_an_apostrophe_is_told_by_its_own_sign() -> None:
    assert "begynner med «=»" in told(f"{HEAD}\nA,'=1+1,C\n")[0]


def test_line_in_which_excel_names_the_delimiter_is_passed_over() -> None:
    lines = GOOD.replace(",", ";")
    assert read(f"sep=;\n{lines}".encode()).rows == read(GOOD.encode()).rows
    assert told(f"sep=;\n{lines}Testland;;Gate 3;\n")[0].startswith("Linje 5, kolonnen name:")


def test_file_just_above_the_limit_is_not_told_to_be_at_it() -> None:
    assert told(b"x" * (LARGEST_FILE + 1)) == ["Filen er på 10,1 MB. Den kan være på høyst 10 MB."]
