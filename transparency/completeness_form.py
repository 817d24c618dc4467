"""C6, C8, C9 and C11–C13: period, dates, address to ask at, annual report and companies."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format

from sustainability_site.content.faults import Fault, Level
from transparency.circumstances import Circumstances
from transparency.periods import deadline_met_by
from transparency.risks import changed_risks
from transparency.statement_texts import field, row_field, rows_of
from transparency.validators import validate_organisation_number

if TYPE_CHECKING:
    from transparency.models import Statement

LONGEST_PERIOD = 18  # months
PLACEHOLDER = re.compile(
    r"@(?:.*\.)?(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)$", re.IGNORECASE
)
EMAIL = re.compile(r"[^\s<>,;:()«»]+@[^\s<>,;:()«»]+")
WEB = re.compile(r"https?://\S+\.\S+")


def periods_follow_each_other(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C6: § 5 asks for a statement every year, so that the periods cover every day once."""
    start, end = statement.period_start, statement.period_end
    if start >= end:
        yield _period("Perioden slutter før den begynner.")
    elif _is_longer(start, end + timedelta(days=1), LONGEST_PERIOD):
        yield _period(f"Perioden er lengre enn {LONGEST_PERIOD} måneder.")
    if end == deadline_met_by(end):
        yield _period("Perioden slutter på selve fristen, så redegjørelsen kan ikke bli ferdig i tide.")
    if around.before is None:
        return
    expected = around.before.period_end + timedelta(days=1)
    if start > expected:
        gap = f"{date_format(expected)} til {date_format(start - timedelta(days=1))}"
        yield _period(f"Ingen redegjørelse dekker tiden fra {gap}.")
    elif start < expected:
        until = date_format(around.before.period_end)
        yield _period(f"Perioden overlapper forrige redegjørelse, som gjelder til og med {until}.")


def _period(sentence: str) -> Fault:
    return Fault("C6", "§ 5", sentence, "#id_period_start", Level.WARN)


def _is_longer(start: date, end: date, months: int) -> bool:
    """Whether more than so many months lie between a first day and the day after the last."""
    between = (end.year - start.year) * 12 + end.month - start.month
    return (between, end.day) > (months, start.day)


def published_by_the_deadline(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C8: § 5: updated and published by 30 June each year."""
    deadline = deadline_met_by(statement.period_end)
    told, here = statement.first_published_on, around.first_edition_on
    if (told or here or around.today) <= deadline:
        return
    if told:
        sentence = f"Redegjørelsen ble publisert {date_format(told)}, etter fristen {date_format(deadline)}."
    else:
        sentence = (
            f"Fristen var {date_format(deadline)}, og det står ikke at redegjørelsen ble publisert før den."
        )
    yield Fault("C8", "§ 5", sentence, "#id_first_published_on", Level.WARN)


def risks_are_as_published(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C9: § 5: updated also when the risk assessments change materially."""
    if around.published is not None and changed_risks(statement, around.published):
        sentence = (
            "Risikoene er endret siden forrige utgave: publiser en oppdatering med dato og begrunnelse."
        )
        yield Fault("C9", "§ 5", sentence, rows_of("findings"), Level.WARN)


def there_is_an_address_to_ask_at(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C11: § 6: the page tells where to ask. Its own contact stands in the place of the organisation's address."""
    shown = statement.contact_nb or (around.organisation and around.organisation.request_email) or ""
    if not WEB.search(shown) and not any(_works(found) for found in EMAIL.findall(shown)):
        sentence = "Siden viser ingen adresse som virker for den som vil spørre: skriv den her eller i skjemaet for virksomheten."
        yield Fault("C11", "§ 6", sentence, field("contact"), Level.BLOCK)


def _works(address: str) -> bool:
    try:
        validate_email(address.rstrip("."))
    except ValidationError:
        return False
    return not PLACEHOLDER.search(address.rstrip("."))


def annual_report_is_named(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C12: § 5: the annual report tells where the statement is, and the statement leads back to it."""
    if not statement.annual_report_nb and not statement.annual_report_url:
        sentence = "Redegjørelsen viser ikke til årsberetningen, som skal si hvor redegjørelsen finnes."
        yield Fault("C12", "§ 5", sentence, field("annual_report"), Level.WARN)


def companies_are_named(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C13: §§ 2 and 5 a: which companies the statement is for."""
    companies = list(statement.companies.all())
    if not companies:
        sentence = "Redegjørelsen sier ikke hvilke selskaper den gjelder for."
        yield Fault("C13", "§ 5 a", sentence, rows_of("companies"), Level.BLOCK)
    for number, company in enumerate(companies):
        where = row_field("companies", number, "organisation_number")
        if not company.organisation_number:
            yield Fault("C13", "§ 5 a", f"«{company.name}» mangler organisasjonsnummer.", where, Level.BLOCK)
        elif not _is_organisation_number(company.organisation_number):
            sentence = f"Organisasjonsnummeret til «{company.name}» er ikke gyldig."
            yield Fault("C13", "§ 5 a", sentence, where, Level.BLOCK)
        elif company.organisation_number in {other.organisation_number for other in companies[:number]}:
            sentence = f"«{company.name}» har samme organisasjonsnummer som et annet selskap i redegjørelsen."
            yield Fault("C13", "§ 5 a", sentence, where, Level.BLOCK)


def _is_organisation_number(value: str) -> bool:
    try:
        validate_organisation_number(value)
    except ValidationError:
        return False
    return True
