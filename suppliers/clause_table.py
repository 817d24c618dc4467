"""The clauses of the code of conduct as a table for a spreadsheet."""

from suppliers.models import CodeOfConduct, Requirement
from sustainability_site.content.passages import plain, whole
from sustainability_site.content.spreadsheets import table

COLUMNS = (
    "code", "edition", "effective_date", "key", "address", "number", "area", "area_text", "heading", "text",
    "frameworks", "frameworks_text", "step", "step_text",
)  # fmt: skip


def clause_table(code: CodeOfConduct, *, edition: int | None, address: str) -> bytes:
    """A row for each clause. `address` is the whole address of the page that holds them; `key` stays through every
    edition, `number` need not."""
    known = {
        "code": code.code,
        "edition": edition or "",
        "effective_date": code.effective_date.isoformat() if code.effective_date else "",
    }
    rows = (known | _values(clause, address) for clause in code.requirements.all())
    return table(COLUMNS, ([row[column] for column in COLUMNS] for row in rows))


def _values(clause: Requirement, address: str) -> dict[str, object]:
    frameworks = clause.framework_rows()
    return {
        "key": clause.key,
        "address": f"{address}#{clause.anchor}",
        "number": clause.number,
        "area": clause.area,
        "area_text": clause.get_area_display(),
        "heading": clause.heading,
        "text": whole(clause.text).text,
        "frameworks": ", ".join(framework.code for framework in frameworks),
        "frameworks_text": ", ".join(plain(framework.short_name) for framework in frameworks),
        "step": clause.step or "",
        "step_text": clause.get_step_display() or "",
    }
