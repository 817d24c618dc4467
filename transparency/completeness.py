"""The checks C1–C17 of a statement: each says what is missing, which paragraph asks for it, and where to write it.

The paragraphs are those of åpenhetsloven unless another law is named. The checks are pure functions of a statement
(loaded or thawed) and its circumstances, and read the Norwegian text. C10, that the statement is easy to find, is a
promise of the whole site and stands among its tests.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sustainability_site.content.faults import Fault, Level
from transparency import completeness_content as content
from transparency import completeness_form as form
from transparency import completeness_signatures as signatures
from transparency import completeness_wording as wording
from transparency.circumstances import Circumstances

if TYPE_CHECKING:
    from transparency.models import Statement

Check = Callable[["Statement", Circumstances], Iterator[Fault]]

CHECKS: dict[str, Check] = {
    "C1": content.every_letter_is_answered,
    "C2": content.actual_impacts_are_told_apart_from_risks,
    "C3": content.every_finding_has_a_measure,
    "C4": content.every_measure_has_a_result,
    "C5": content.every_step_is_told,
    "C6": form.periods_follow_each_other,
    "C7": signatures.whole_board_has_signed,
    "C8": form.published_by_the_deadline,
    "C9": form.risks_are_as_published,
    "C11": form.there_is_an_address_to_ask_at,
    "C12": form.annual_report_is_named,
    "C13": form.companies_are_named,
    "C14": wording.text_is_of_this_year,
    "C15": wording.vague_words_have_numbers,
    "C16": wording.links_and_language_hold,
    "C17": wording.absolute_claims_have_sources,
}


def faults(statement: "Statement", circumstances: Circumstances) -> list[Fault]:
    """Everything the checks find, what blocks publication first."""
    found = [fault for check in CHECKS.values() for fault in check(statement, circumstances)]
    return sorted(found, key=lambda fault: [*Level].index(fault.level))


def grouped(found: list[Fault]) -> dict[Level, dict[str, list[Fault]]]:
    """The faults by level and then by code; a level without faults is left out."""
    groups: dict[Level, dict[str, list[Fault]]] = {}
    for fault in found:
        groups.setdefault(fault.level, {}).setdefault(fault.code, []).append(fault)
    return groups
