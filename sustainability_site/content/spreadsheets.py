"""Tables for a spreadsheet.

Semicolons, since Norwegian Excel opens a file with commas as one single column, and the same in English, so that the
two languages' files differ in words only. A byte order mark, or Excel takes æ, ø and å for other letters.
"""

import csv
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse

from sustainability_site.content.passages import plain

# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe(value) for value in row])
    return file.getvalue().encode("utf-8-sig")


def safe(value: object) -> str:
    """The cell's text, with an apostrophe before what would be run as a formula."""
    text = plain(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_SIGNS) else text


def download(content: bytes, *, name: str) -> HttpResponse:
    """The table as a file to save, `name` without its ending."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
