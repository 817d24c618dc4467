"""What a statement says, passage by passage in reading order, as plain words. Reads thawed statements only."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sustainability_site.content.passages import Passage, Section, lines, plain, rich
from transparency.models import Finding, Measure, Statement


def sections(statement: Statement) -> list[Section]:
    """Every part of the statement but its findings and measures."""
    told = {
        "virksomheten": lambda: rich(statement.organisation),
        "retningslinjer": lambda: rich(statement.guidelines),
        "steg": lambda: _steps(statement),
        "metode": lambda: rich(statement.method),
        "konsekvenser": lambda: rich(statement.actual_impacts),
        "risikoer": lambda: rich(statement.significant_risks),
        "tiltak": lambda: rich(statement.measures_summary),
        "resultater": lambda: rich(statement.results),
        "videre-arbeid": lambda: rich(statement.plans),
        "underskrifter": lambda: _signatures(statement),
        "arsrapport": lambda: lines(statement.annual_report, statement.annual_report_url),
        "spor-oss": lambda: lines(statement.contact),
    }
    return [
        Section("redegjorelsen", _("Om redegjørelsen"), list(_facts(statement))),
        *(
            Section(part.anchor, part.heading, list(told[part.anchor]()))
            for part in statement.parts()
            if part.anchor in told
        ),
        Section("kilder", pgettext("part of a statement", "Kilder"), list(_sources(statement))),
    ]


def row_texts(row: Finding | Measure) -> dict[str, Passage]:
    """All that is said about a finding or measure, by label, its title first."""
    if isinstance(row, Finding):
        first = [(_("hva det er"), row.get_kind_display())]
        last = [(_("hvorfor det ikke er tiltak"), row.no_measure_reason)]
    else:
        first = [(pgettext("measure", "status"), row.get_status_display())]
        last = [(_("gjelder funn"), "\n".join(plain(finding.title) for finding in row.findings.all()))]
    told = [
        (pgettext("finding or measure", "tittel"), row.title),
        (pgettext("finding or measure", "beskrivelse"), row.description),
        *first,
        *row.facts(),
        *last,
    ]
    return {str(label): Passage(plain(value)) for label, value in told}


def _facts(statement: Statement) -> Iterator[Passage]:
    yield from lines(statement.title, statement.lead)
    period = f"{date_format(statement.period_start)} – {date_format(statement.period_end)}"
    yield Passage(_("Periode: {period}").format(period=period))
    for company in statement.companies.all():
        number = company.organisation_number or _("organisasjonsnummer ikke oppgitt")
        yield Passage(_("Gjelder for: {name} ({number})").format(name=company.name, number=number))
    if statement.first_published_on:
        yield Passage(_("Først publisert: {day}").format(day=date_format(statement.first_published_on)))
    if statement.retold:
        yield Passage(_("Gjengir en tidligere publisering med nye ord."))
    yield from lines(statement.retold_note)


def _steps(statement: Statement) -> Iterator[Passage]:
    for step in statement.steps.all():
        yield Passage(str(step.get_step_display()), "h3")
        yield from rich(step.body)


def _signatures(statement: Statement) -> Iterator[Passage]:
    if statement.signatories:
        yield Passage(
            _("Styret og daglig leder er til sammen {number} personer.").format(number=statement.signatories)
        )
    for company in statement.companies.all():
        if company.signatories:
            told = {"company": company.name, "number": company.signatories}
            yield Passage(_("{company}: {number} skal undertegne.").format(**told))
    for signature in statement.signatures.all():
        signed = (
            _("undertegnet {day}").format(day=date_format(signature.signed_on))
            if signature.signed_on
            else _("ikke undertegnet ennå")
        )
        company = signature.company.name if signature.company else ""
        told = (signature.name, str(signature.get_role_display()), company, signed, signature.reference)
        yield Passage(", ".join(part for part in told if part))


def _sources(statement: Statement) -> Iterator[Passage]:
    for source in statement.sources.all():
        told = (plain(source.title), source.publisher, source.url)
        yield Passage(", ".join(part for part in told if part))
