"""Reading lists of facilities from CSV, in the columns of the Open Supply Hub.

Reading changes nothing: it gives the rows, or every fault in the file by line and column. Nothing here knows of a database.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import StringIO
from math import ceil
from typing import NoReturn

from sustainability_site.content.spreadsheets import FORMULA_SIGNS

REQUIRED = ("country", "name", "address")
OPTIONAL = ("sector_product_type", "facility_type_processing_type", "number_of_workers", "parent_company")
COLUMNS = (*REQUIRED, *OPTIONAL)
LARGEST_FILE = 10 * 1024 * 1024
MOST_ROWS = 5000
LONGEST_CELL = 199
NO_ANSWER = frozenset(("n/a", "na", "none", "null", "-", "ukjent", "ikke oppgitt"))
WORKERS = re.compile(r"(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?")

Row = dict[str, str]


@dataclass(frozen=True)
class Fault:
    """`line` and `column` are where an editor finds it in the file; line 0 is the file as a whole."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        place = [f"Linje {self.line}"] if self.line else []
        place += [f"kolonnen {self.column}"] if self.column else []
        return f"{', '.join(place)}: {self.sentence}" if place else self.sentence


@dataclass
class Reading:
    """The rows of a file without faults, or the faults of one that has them."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class Unreadable(ValueError):
    """The file as a whole can't be read; the fault says why."""

    def __init__(self, sentence: str, line: int = 0, column: str = "") -> None:
        self.fault = Fault(line, column, sentence)
        super().__init__(sentence)


def read(data: bytes) -> Reading:
    try:
        text = decoded(data)
        delimiter = delimiter_of(text)
        lines = list(_lines(text, delimiter)) or _nothing()
        if len(lines) > 1 and lines[0][1][0].casefold() == "sep=":  # Excel's own line on the delimiter
            lines = lines[1:]
    except Unreadable as unreadable:
        return Reading(faults=[unreadable.fault])
    header = [name.strip() for name in lines[0][1]]
    faults = list(_faults_in_header(header))
    if faults:
        return Reading(faults=faults)
    reading = Reading()
    places: dict[tuple[str, ...], int] = {}
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            sentence = f"Linjen har {len(cells)} celler, men overskriften har {len(header)}. Mangler det skilletegn eller anførselstegn?"
            reading.faults.append(Fault(line, "", sentence))
            continue
        row = dict.fromkeys(COLUMNS, "") | {
            name: cell.strip() for name, cell in zip(header, cells, strict=True)
        }
        reading.faults += _faults_in_row(line, row)
        place = tuple(row[name].casefold() for name in REQUIRED)
        if all(place) and (first := places.setdefault(place, line)) != line:
            reading.faults.append(Fault(line, "", f"Samme land, navn og adresse står på linje {first}."))
        reading.rows.append(row)
    if not reading.rows and not reading.faults:
        reading.faults.append(Fault(0, "", "Filen har overskrifter, men ingen produksjonssteder."))
    if reading.faults:
        reading.rows = []
    return reading


def decoded(data: bytes) -> str:
    """The text of the file. Raises Unreadable."""
    if len(data) > LARGEST_FILE:
        megabytes = f"{ceil(len(data) / 1024 / 1024 * 10) / 10}".replace(".", ",")
        raise Unreadable(f"Filen er på {megabytes} MB. Den kan være på høyst 10 MB.")
    if not data.strip():
        _nothing()
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(
            "Dette er en Excel-fil. Åpne den, velg «Lagre som» og «CSV UTF-8», og last opp den nye filen."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("Filen er lagret som UTF-16. Lagre den som «CSV UTF-8», og last opp på nytt.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        sentence = "Her står et tegn som ikke er UTF-8, ofte æ, ø eller å fra en eldre fil. Lagre filen som «CSV UTF-8», og last opp på nytt."
        raise Unreadable(sentence, line) from None
    if "\x00" in text:
        raise Unreadable(
            "Her står et nulltegn, så dette er ikke en tekstfil.", text[: text.index("\x00")].count("\n") + 1
        )
    return text


def _nothing() -> NoReturn:
    raise Unreadable("Filen er tom.")


def delimiter_of(text: str) -> str:
    """Semicolon, comma or tab: the one that gives most of the known columns in the first line."""
    first = next(iter(text.lstrip("\r\n").splitlines()), "")
    known = {sign: len({name.strip(' "') for name in first.split(sign)} & set(COLUMNS)) for sign in ";,\t"}
    return max(known, key=lambda sign: (known[sign], first.count(sign)))


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The line where each row begins, and its cells; empty rows are left out. Raises Unreadable."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for number, cells in enumerate(reader):
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
            if number > MOST_ROWS:
                raise Unreadable(
                    f"Filen har flere enn {MOST_ROWS} rader. Del den opp eller ta bort rader.", begins
                )
    except csv.Error:
        sentence = (
            "Et anførselstegn mangler eller står feil i raden som begynner her, eller en celle er svært lang."
        )
        raise Unreadable(sentence, begins) from None


def _faults_in_header(header: Sequence[str]) -> Iterator[Fault]:
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield Fault(1, name or "uten navn", "Kolonnen står mer enn én gang.")
        if name not in COLUMNS:
            near = get_close_matches(
                name.casefold(), [c for c in COLUMNS if c not in header], n=1, cutoff=0.6
            )
            hint = f" Mente du {near[0]}?" if near else f" Kolonnene kan hete {', '.join(COLUMNS)}."
            yield Fault(1, name[:60] or "uten navn", f"Ingen kolonne heter dette.{hint}")
    for name in REQUIRED:
        if name not in header:
            yield Fault(1, name, "Kolonnen mangler. Den må være med.")


def _faults_in_row(line: int, row: Row) -> Iterator[Fault]:
    for name, cell in row.items():
        if name in REQUIRED and not cell:
            yield Fault(line, name, "Cellen er tom, men må fylles ut.")
        elif cell.casefold() in NO_ANSWER and not (name == "country" and cell == "NA"):  # Namibia
            yield Fault(line, name, f"La cellen stå tom i stedet for å skrive «{cell}».")
        elif (shown := cell.lstrip("'\u00a0 ")).startswith(FORMULA_SIGNS):
            yield Fault(
                line,
                name,
                f"Cellen begynner med «{shown[0]}» og kan bli kjørt som en formel i et regneark. Skriv ren tekst.",
            )
        elif len(cell) > LONGEST_CELL:
            yield Fault(line, name, f"Cellen har {len(cell)} tegn. Den må ha færre enn 200.")
        elif not cell.isprintable():
            yield Fault(line, name, "Cellen har linjeskift eller usynlige tegn. Skriv alt på én linje.")
        elif name == "number_of_workers" and cell and not _is_number_of_workers(cell):
            yield Fault(
                line, name, "Skriv et helt tall, for eksempel 250, eller fra og til, for eksempel 1001-5000."
            )


def _is_number_of_workers(cell: str) -> bool:
    found = WORKERS.fullmatch(cell)
    return bool(found) and (found[2] is None or int(found[1]) <= int(found[2]))
