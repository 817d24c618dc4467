"""C1–C5: what § 5 a, b and c and the six steps of § 4 want told."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from django.utils.text import get_text_list

from sustainability_site.content.faults import Fault, Level
from sustainability_site.content.links import plain_text
from transparency.circumstances import Circumstances
from transparency.enums import OecdStep
from transparency.statement_texts import field, row_field, rows_of

if TYPE_CHECKING:
    from transparency.models import Statement

LETTERS = {
    "organisation": "a",
    "guidelines": "a",
    "actual_impacts": "b",
    "significant_risks": "b",
    "measures_summary": "c",
    "results": "c",
}
METHOD_WORDS = 15
_NEGATION = re.compile(r"\b(?:ingen|ikke)\b", re.IGNORECASE)
_FINDING = re.compile(r"\b(?:funn|fant|finn|avdek|identifis|registrer|oppdag|kjen[nt])", re.IGNORECASE)


def words_of(statement: "Statement", name: str) -> str:
    return plain_text(getattr(statement, f"{name}_nb") or "")


def every_letter_is_answered(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C1: § 5 a, b and c each have text, and not the same text."""
    answers = (
        ("organisation", "Redegjørelsen beskriver ikke virksomheten og driftsområdet.", ()),
        ("guidelines", "Redegjørelsen beskriver ikke retningslinjer og rutiner.", ()),
        (
            "significant_risks",
            "Redegjørelsen sier ingenting om vesentlige risikoer.",
            statement.risk_findings(),
        ),
        ("measures_summary", "Redegjørelsen nevner ingen tiltak.", statement.measures.all()),
    )
    for name, sentence, rows in answers:
        if not words_of(statement, name) and not rows:
            yield Fault("C1", f"§ 5 {LETTERS[name]}", sentence, field(name), Level.BLOCK)
    for first, second in combinations(LETTERS, 2):
        if LETTERS[first] != LETTERS[second] and _same(statement, first, second):
            names = [statement._meta.get_field(name).verbose_name for name in (first, second)]
            sentence = f"«{names[0]}» og «{names[1]}» har samme tekst, men skal svare på hver sin bokstav."
            yield Fault("C1", f"§ 5 {LETTERS[second]}", sentence, field(second), Level.BLOCK)


def _same(statement: "Statement", first: str, second: str) -> bool:
    words = words_of(statement, first).casefold()
    return bool(words) and words == words_of(statement, second).casefold()


def actual_impacts_are_told_apart_from_risks(
    statement: "Statement", around: Circumstances
) -> Iterator[Fault]:
    """C2: § 5 b asks for actual impacts and for significant risks; that none was found must have been looked into."""
    told = words_of(statement, "actual_impacts")
    if not told and not statement.actual_findings():
        sentence = "Redegjørelsen sier ikke om dere har funnet faktiske negative konsekvenser."
        yield Fault("C2", "§ 5 b", sentence, field("actual_impacts"), Level.BLOCK)
    if _same(statement, "actual_impacts", "significant_risks"):
        sentence = (
            "Faktiske konsekvenser og vesentlige risikoer har samme tekst, men er to forskjellige ting."
        )
        yield Fault("C2", "§ 5 b", sentence, field("actual_impacts"), Level.BLOCK)
    nothing = says_none_found(told) and not statement.actual_findings()
    if nothing and len(words_of(statement, "method").split()) < METHOD_WORDS:
        sentence = (
            "Redegjørelsen sier at ingenting er funnet, men ikke hva som ble undersøkt, hvordan og av hvem."
        )
        yield Fault("C2", "§ 5 b", sentence, field("method"), Level.BLOCK)


def says_none_found(words: str) -> bool:
    return any(
        _NEGATION.search(sentence) and _FINDING.search(sentence) for sentence in re.split(r"[.!?]", words)
    )


def every_finding_has_a_measure(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C3: § 5 c ties measures to what was found."""
    met = {finding.key for measure in statement.measures.all() for finding in measure.findings.all()}
    for number, finding in enumerate(statement.findings.all()):
        if finding.key not in met and not finding.no_measure_reason_nb:
            sentence = f"«{finding.title_nb}» har ingen tiltak, og det står ikke hvorfor."
            field_of = row_field("findings", number, "no_measure_reason_nb")
            yield Fault("C3", "§ 5 c", sentence, field_of, Level.WARN)


def every_measure_has_a_result(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C4: § 5 c asks for results or expected results; how far it has come, who answers and when belong with them."""
    measures = list(statement.measures.all())
    if not measures and not words_of(statement, "results"):
        sentence = "Redegjørelsen oppgir verken resultater eller forventede resultater."
        yield Fault("C4", "§ 5 c", sentence, field("results"), Level.BLOCK)
    for number, measure in enumerate(measures):
        if not (measure.result_nb or measure.expected_result_nb):
            sentence = f"«{measure.title_nb}» har verken resultat eller forventet resultat."
            yield Fault("C4", "§ 5 c", sentence, row_field("measures", number, "result_nb"), Level.BLOCK)
        missing = {
            name: label
            for name, label, value in (
                ("status", "status", measure.status),
                ("responsible_role_nb", "ansvarlig rolle", measure.responsible_role_nb),
                ("dated_on", "dato", measure.dated_on),
            )
            if not value
        }
        if missing:
            sentence = f"«{measure.title_nb}» mangler {get_text_list(list(missing.values()), 'og')}."
            yield Fault(
                "C4", "§ 5 c", sentence, row_field("measures", number, next(iter(missing))), Level.WARN
            )


def every_step_is_told(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C5: the six steps of § 4, after OECD's guidance."""
    told = {step.step for step in statement.steps.all() if plain_text(step.body_nb or "")}
    for step in OecdStep:
        if step not in told:
            sentence = f"Redegjørelsen forteller ikke om steget «{step.label}»."
            yield Fault("C5", "§ 4", sentence, rows_of("steps"), Level.WARN)
