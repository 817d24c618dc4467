"""The parts of a statement in reading order, and which duty of § 5 each of them answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from transparency.models import Finding, Measure, Statement

DUTIES = (
    ("a", _("organisering, driftsområde, retningslinjer og rutiner")),
    ("b", _("faktiske negative konsekvenser og vesentlige risikoer")),
    ("c", _("tiltak, og resultater eller forventede resultater")),
)


@dataclass(frozen=True)
class Part:
    """`letter` is the letter of § 5 that the part answers, "" for none; `answered` is False where nothing is said."""

    anchor: str
    letter: str
    heading: str | Promise
    answered: bool
    silence: str | Promise

    @property
    def template(self) -> str:
        return f"transparency/parts/_{self.anchor}.html"


@dataclass(frozen=True)
class Duty:
    letter: str
    text: str | Promise
    answered: list[Part]
    silent: list[Part]


@dataclass(frozen=True)
class FactTable:
    """Rows with the facts that any of them states, and in `gaps` those that none does."""

    labels: list[str | Promise]
    lines: list[tuple["Finding | Measure", list[tuple[str | Promise, str]]]]
    gaps: list[str | Promise]


def parts(statement: "Statement") -> list[Part]:
    return [
        *_organisation_parts(statement),
        *_finding_parts(statement),
        *_measure_parts(statement),
        *_formal(statement),
    ]


def duties(statement: "Statement") -> list[Duty]:
    every = parts(statement)
    return [
        Duty(
            letter=letter,
            text=text,
            answered=[part for part in every if part.letter == letter and part.answered],
            silent=[part for part in every if part.letter == letter and not part.answered],
        )
        for letter, text in DUTIES
    ]


def told_of(rows: Iterable["Finding | Measure"]) -> FactTable:
    """A column for each fact that at least one of the rows, all of one kind, states."""
    rows = list(rows)
    facts = [row.facts() for row in rows]
    columns = [[*column] for column in zip(*facts, strict=True)]
    stated = [column for column in columns if any(value for _label, value in column)]
    return FactTable(
        labels=[column[0][0] for column in stated],
        lines=[(row, [column[number] for column in stated]) for number, row in enumerate(rows)],
        gaps=[column[0][0] for column in columns if column not in stated],
    )


def _organisation_parts(statement: "Statement") -> list[Part]:
    return [
        Part(
            "virksomheten",
            "a",
            _("Virksomheten og driftsområdet"),
            bool(statement.organisation),
            _("Redegjørelsen beskriver ikke virksomheten."),
        ),
        Part(
            "retningslinjer",
            "a",
            _("Retningslinjer og rutiner"),
            bool(statement.guidelines),
            _("Redegjørelsen beskriver ikke retningslinjer og rutiner."),
        ),
        Part(
            "steg",
            "a",
            _("Aktsomhetsvurderinger i seks steg"),
            bool(statement.steps.all()),
            _("Redegjørelsen følger ikke de seks stegene."),
        ),
    ]


def _finding_parts(statement: "Statement") -> list[Part]:
    return [
        Part(
            "metode",
            "b",
            _("Slik ble risikoene kartlagt"),
            bool(statement.method),
            _("Redegjørelsen sier ikke hvordan risikoene ble kartlagt."),
        ),
        Part(
            "konsekvenser",
            "b",
            _("Faktiske negative konsekvenser"),
            bool(statement.actual_impacts or statement.actual_findings()),
            _(
                "Redegjørelsen sier ingenting om faktiske negative konsekvenser, verken at det fantes noen "
                "eller at det ikke fantes noen."
            ),
        ),
        Part(
            "risikoer",
            "b",
            _("Vesentlige risikoer"),
            bool(statement.significant_risks or statement.risk_findings()),
            _("Redegjørelsen sier ingenting om vesentlige risikoer."),
        ),
    ]


def _measure_parts(statement: "Statement") -> list[Part]:
    return [
        Part(
            "tiltak",
            "c",
            pgettext_lazy("part of a statement", "Tiltak"),
            bool(statement.measures_summary or statement.measures.all()),
            _("Redegjørelsen nevner ingen tiltak."),
        ),
        Part(
            "resultater",
            "c",
            pgettext_lazy("part of a statement", "Resultater"),
            bool(statement.results),
            _("Redegjørelsen oppgir ingen samlede resultater av tiltakene."),
        ),
        Part(
            "videre-arbeid",
            "c",
            _("Planer for det videre arbeidet"),
            bool(statement.plans),
            _("Redegjørelsen sier ikke noe om planer."),
        ),
    ]


def _formal(statement: "Statement") -> list[Part]:
    return [
        Part(
            "underskrifter",
            "",
            pgettext_lazy("part of a statement", "Underskrifter"),
            bool(statement.signatures.all()),
            _("Ingen underskrifter er registrert her."),
        ),
        Part(
            "arsrapport",
            "",
            pgettext_lazy("part of a statement", "Årsrapport"),
            bool(statement.annual_report or statement.annual_report_url),
            _("Redegjørelsen viser ikke til årsrapporten."),
        ),
        Part("spor-oss", "", _("Du har rett til å spørre"), True, ""),
    ]
