"""A statement in which no check finds anything, as a document to take something out of."""

from copy import deepcopy
from datetime import date

from sustainability_site.content.documents import thaw
from sustainability_site.content.faults import Fault
from sustainability_site.content.models import Organisation
from transparency.circumstances import Circumstances
from transparency.completeness import CHECKS
from transparency.enums import OecdStep
from transparency.models import Statement

COMPLETE = {
    "kind": "statement",
    "shape": 3,
    "code": "2025-01_2025-12",
    "period_start": "2025-01-01",
    "period_end": "2025-12-31",
    "title_nb": "Redegjørelse 2025",
    "first_published_on": "2026-06-20",
    "organisation_nb": "<p>Vi selger IT-utstyr fra Moss.</p>",
    "guidelines_nb": "<p>Styret vedtar innkjøpsreglene i mars hvert år.</p>",
    "method_nb": "<p>Innkjøpssjefen gikk i mai 2025 gjennom de 40 største leverandørene med spørreskjema, besøk og "
    "samtaler med tillitsvalgte.</p>",
    "actual_impacts_nb": "<p>Ved en fabrikk i Penang ble lønn holdt tilbake i to måneder.</p>",
    "significant_risks_nb": "<p>Størst er risikoen der kobolt blir utvunnet.</p>",
    "measures_summary_nb": "<p>Vi begynner der skaden er størst.</p>",
    "results_nb": "<p>Ni av tolv avvik ble lukket.</p>",
    "annual_report_nb": "Årsberetningen for 2025, side 12.",
    "contact_nb": "Innkjøpssjefen, innsyn@eksempel.no",
    "signatories": 2,
    "companies": [{"key": "a", "name": "Eksempel AS", "organisation_number": "974760673"}],
    "steps": [
        {"key": step, "step": step, "body_nb": f"<p>Dette gjorde vi: {step.label}.</p>"} for step in OecdStep
    ],
    "findings": [
        {"key": "wages", "kind": "actual", "title_nb": "Lønn holdt tilbake"},
        {"key": "cobalt", "kind": "risk", "title_nb": "Barnearbeid", "severity": "high"},
    ],
    "measures": [
        {
            "key": "visit",
            "title_nb": "Besøk",
            "findings": ["wages", "cobalt"],
            "status": "done",
            "responsible_role_nb": "innkjøpssjef",
            "dated_on": "2025-10-01",
            "result_nb": "Lønnen er utbetalt.",
        }
    ],
    "signatures": [
        {"key": "a", "company": "a", "role": "chair", "name": "Kari Eksempel", "signed_on": "2026-06-18"},
        {
            "key": "b",
            "company": "a",
            "role": "general-manager",
            "name": "Ola Eksempel",
            "signed_on": "2026-06-19",
        },
    ],
}
TODAY = date(2026, 6, 21)


def statement(**changes: object) -> Statement:
    return thaw(deepcopy(COMPLETE) | changes)


def with_row(relation: str, number: int = 0, **changes: object) -> Statement:
    """The statement with one row changed."""
    rows = deepcopy(COMPLETE[relation])
    rows[number] |= changes
    return statement(**{relation: rows})


def found(code: str, judged: Statement, **around: object) -> list[Fault]:
    circumstances = Circumstances(**{"today": TODAY, "organisation": Organisation()} | around)
    return list(CHECKS[code](judged, circumstances))


def told(code: str, judged: Statement, **around: object) -> list[tuple[str, str, str]]:
    """(level, sentence, field) of what one check finds."""
    return [(fault.level, fault.sentence, fault.field) for fault in found(code, judged, **around)]
