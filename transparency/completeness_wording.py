"""C14–C17: how the statement is worded."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sustainability_site.content.faults import Fault, Level
from sustainability_site.content.links import subjects_in
from transparency.circumstances import Circumstances
from transparency.statement_texts import Paragraph, field, paragraphs

if TYPE_CHECKING:
    from transparency.models import Statement

FINDINGS_AND_MEASURES = (
    "actual_impacts_nb",
    "significant_risks_nb",
    "measures_summary_nb",
    "results_nb",
    "findings-",
    "measures-",
)
MOST_ALIKE = 0.8
RUN = 5  # words in a row that must be the same
SHORTEST = 20  # words; less than that is too little to compare

_WORD = re.compile(r"\w+")
_NUMBER_OR_MONTH = re.compile(
    r"\d|\b(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"\b(?:kontinuerlige?|løpende|ved behov)\b", re.IGNORECASE)
_ABSOLUTE = re.compile(r"\b(?:garanter(?:er|t|te)|fri for)\b|\b100\s*(?:%|prosent\b)", re.IGNORECASE)
_SWEDISH = re.compile(
    r"\b(?:tillgänglig\w*|årsredovisning\w*|hållbarhet\w*|leverantör\w*|företag\w*|användare|mänskliga|rättighet\w*"
    r"|åtgärd\w*|även|också|för|är|och|inte|från)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r'href="#([^"]*)"')
_HAS_SOURCE = re.compile(r"<a\s|https?://")


def text_is_of_this_year(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C14: § 5: updated every year. Compares runs of words in what is told of findings and measures."""
    if around.before is None:
        return
    words, earlier = _compared_words(statement), _compared_words(around.before)
    if len(words) < SHORTEST:
        return
    runs, known = _runs(words), set(_runs(earlier))
    share = sum(run in known for run in runs) / len(runs)
    if share > MOST_ALIKE:
        sentence = f"{share:.0%} av teksten om funn og tiltak er den samme som i forrige redegjørelse."
        yield Fault("C14", "§ 5", sentence.replace("%", " %"), field("significant_risks"), Level.WARN)


def _compared_words(statement: "Statement") -> list[str]:
    return [
        word.casefold()
        for paragraph in paragraphs(statement)
        if paragraph.field.removeprefix("#id_").startswith(FINDINGS_AND_MEASURES)
        for word in _WORD.findall(paragraph.words)
    ]


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(RUN)), strict=False))


def vague_words_have_numbers(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C15: a word like «løpende» tells nothing without a number or a date in the same paragraph."""
    for paragraph in paragraphs(statement):
        found = _VAGUE.search(paragraph.words)
        if found and not _NUMBER_OR_MONTH.search(paragraph.words):
            sentence = f"«{found[0]}» sier ikke når eller hvor ofte: {_beginning(paragraph)}"
            yield Fault("C15", "§ 5", sentence, paragraph.field, Level.HINT)


def links_and_language_hold(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C16: internal links lead somewhere, and the Norwegian text is Norwegian."""
    anchors = _anchors(statement)
    for paragraph in paragraphs(statement):
        dead = around.dead_links.intersection(subjects_in(paragraph.source))
        gone = [name for name in _FRAGMENT.findall(paragraph.source) if name not in anchors]
        for target in (*sorted(dead), *(f"#{name}" for name in gone)):
            sentence = f"En lenke leder ingen steder ({target}): {_beginning(paragraph)}"
            yield Fault("C16", "§ 5", sentence, paragraph.field, Level.HINT)
        if found := _SWEDISH.search(paragraph.words):
            sentence = f"«{found[0]}» er ikke bokmål: {_beginning(paragraph)}"
            yield Fault("C16", "§ 5", sentence, paragraph.field, Level.HINT)


def _anchors(statement: "Statement") -> set[str]:
    rows = (*statement.findings.all(), *statement.measures.all())
    return {part.anchor for part in statement.parts()} | {row.anchor for row in rows} | {"paragraf-5"}


def absolute_claims_have_sources(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C17: what is claimed without reservation must be documented, markedsføringsloven § 3."""
    for paragraph in paragraphs(statement):
        found = _ABSOLUTE.search(paragraph.words)
        if found and not _HAS_SOURCE.search(paragraph.source):
            sentence = f"«{found[0]}» er en absolutt påstand uten kilde: {_beginning(paragraph)}"
            yield Fault("C17", "markedsføringsloven § 3", sentence, paragraph.field, Level.WARN)


def _beginning(paragraph: Paragraph) -> str:
    words = paragraph.words.split()
    return f"«{' '.join(words[:8])}{' …' if len(words) > 8 else ''}»"
