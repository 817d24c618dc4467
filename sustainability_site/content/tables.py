"""Rows as a table for a spreadsheet.

Semicolons, since Norwegian Excel opens a file with commas as one single column. A byte order mark, or Excel takes
æ, ø and å for other letters.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

DELIMITER, LINE_END = ";", "\r\n"
# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A header and a line for each row; None is an empty cell, and what would be run as a formula is made text."""
    file = StringIO()
    writer = csv.writer(file, delimiter=DELIMITER, lineterminator=LINE_END)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return file.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        value = " ".join(map(str, value))
    return safe(value) if isinstance(value, str) else value


def safe(text: str) -> str:
    """The text, with an apostrophe before what would be run as a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_SIGNS) else text
