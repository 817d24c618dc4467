"""Whether the assessment of risks has changed, § 5: the statement is then updated outside its yearly round."""

from typing import TYPE_CHECKING

from sustainability_site.content.shapes import public_fields

if TYPE_CHECKING:
    from transparency.models import Finding, Statement


def changed_risks(statement: "Statement", published: "Statement") -> set[str]:
    """The keys of the risks that are new, gone or told otherwise than in the published statement."""
    here, there = _told(statement), _told(published)
    return {key for key in here | there if here.get(key) != there.get(key)}


def _told(statement: "Statement") -> dict[str, tuple]:
    return {finding.key: _values(finding) for finding in statement.risk_findings()}


def _values(finding: "Finding") -> tuple:
    return tuple(getattr(finding, field.name) or "" for field in public_fields(type(finding)))
