"""Findings and measures as tables for a spreadsheet."""

from collections.abc import Iterable

from sustainability_site.content.passages import plain
from sustainability_site.content.spreadsheets import table
from transparency.models import Finding, Measure, Statement

FINDING_COLUMNS = (
    "period", "edition", "key", "kind", "kind_text", "title", "description", "right_concerned", "country", "tier",
    "tier_text", "product", "severity", "severity_text", "likelihood", "likelihood_text", "how_found",
    "no_measure_reason",
)  # fmt: skip
MEASURE_COLUMNS = (
    "period", "edition", "key", "title", "description", "findings", "findings_text", "status", "status_text",
    "responsible_role", "dated_on", "outcome", "outcome_text", "result", "expected_result",
)  # fmt: skip


def findings_table(statement: Statement, *, edition: int | None) -> bytes:
    return _table(FINDING_COLUMNS, statement.findings.all(), statement.code, edition)


def measures_table(statement: Statement, *, edition: int | None) -> bytes:
    return _table(MEASURE_COLUMNS, statement.measures.all(), statement.code, edition)


def _table(
    columns: tuple[str, ...], rows: Iterable[Finding | Measure], period: str, edition: int | None
) -> bytes:
    known = {"period": period, "edition": edition or ""}
    return table(columns, ([known.get(column, _value(row, column)) for column in columns] for row in rows))


def _value(row: Finding | Measure, column: str) -> object:
    if column in ("findings", "findings_text"):
        name = "key" if column == "findings" else "title"
        return ", ".join(plain(getattr(finding, name)) for finding in row.findings.all())
    if column.endswith("_text"):
        return getattr(row, f"get_{column.removesuffix('_text')}_display")()
    return getattr(row, column, "")
