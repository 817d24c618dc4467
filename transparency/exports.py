"""Findings and measures as tables for a spreadsheet.

Semicolons, since Norwegian Excel opens a file with commas as one single column, and the same in English, so that a
period's two files differ in words only. A byte order mark, or Excel takes æ, ø and å for other letters.
"""

import csv
from collections.abc import Iterable
from io import StringIO

from transparency.models import Finding, Measure, Statement
from transparency.passages import plain

FINDING_COLUMNS = (
    "period", "edition", "key", "kind", "kind_text", "title", "description", "right_concerned", "country", "tier",
    "tier_text", "product", "severity", "severity_text", "likelihood", "likelihood_text", "how_found",
    "no_measure_reason",
)  # fmt: skip
MEASURE_COLUMNS = (
    "period", "edition", "key", "title", "description", "findings", "findings_text", "status", "status_text",
    "responsible_role", "dated_on", "outcome", "outcome_text", "result", "expected_result",
)  # fmt: skip
# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def findings_table(statement: Statement, *, edition: int | None) -> bytes:
    return _table(FINDING_COLUMNS, statement.findings.all(), statement.code, edition)


def measures_table(statement: Statement, *, edition: int | None) -> bytes:
    return _table(MEASURE_COLUMNS, statement.measures.all(), statement.code, edition)


def _table(
    columns: tuple[str, ...], rows: Iterable[Finding | Measure], period: str, edition: int | None
) -> bytes:
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        known = {"period": period, "edition": edition or ""}
        writer.writerow([safe(known.get(column, _value(row, column))) for column in columns])
    return file.getvalue().encode("utf-8-sig")


def _value(row: Finding | Measure, column: str) -> object:
    if column in ("findings", "findings_text"):
        name = "key" if column == "findings" else "title"
        return ", ".join(plain(getattr(finding, name)) for finding in row.findings.all())
    if column.endswith("_text"):
        return getattr(row, f"get_{column.removesuffix('_text')}_display")()
    return getattr(row, column, "")


def safe(value: object) -> str:
    """The cell's text, with an apostrophe before what would be run as a formula."""
    text = plain(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_SIGNS) else text
