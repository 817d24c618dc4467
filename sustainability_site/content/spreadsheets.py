"""Tables for a spreadsheet.

Semicolons, since Norwegian Excel opens a file with commas as one single column, and the same in English, so that the
two languages' files differ in words only. A byte order mark, or Excel takes æ, ø and å for other letters.
"""

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

from django.http import HttpResponse

from sustainability_site.content.passages import plain

DELIMITER, LINE_END = ";", "\r\n"
# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A header and a line for each row; None is an empty cell, a list its parts with spaces between."""
    file = StringIO()
    writer = csv.writer(file, delimiter=DELIMITER, lineterminator=LINE_END)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return file.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    return safe(" ".join(map(str, value)) if isinstance(value, (list, tuple)) else plain(value))


def safe(text: str) -> str:
    """The text, with an apostrophe before what would be run as a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_SIGNS) else text


def download(content: bytes, *, name: str) -> HttpResponse:
    """The table as a file to save, `name` without its ending."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
