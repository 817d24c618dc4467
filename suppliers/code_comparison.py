"""Two editions of the code of conduct laid side by side, clause by clause.

Pure: reads two thawed codes and nothing else.
"""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from suppliers.models import CodeOfConduct, Requirement
from sustainability_site.content.comparison import (
    Comparison,
    RowComparison,
    RowsComparison,
    parts_compared,
    places_changed,
    row_compared,
)
from sustainability_site.content.passages import Passage, Section, lines, plain, rich, whole


def compare(before: CodeOfConduct, after: CodeOfConduct) -> Comparison:
    """What a reader of `after` meets that was not in `before`, in the active language, and the other way round."""
    clauses = RowsComparison(
        anchor="krav",
        heading=_("Krav, ett for ett"),
        name=pgettext("clauses", "Krav"),
        folded=_("Uendrede krav"),
        rows=list(_clauses(before, after)),
    )
    return Comparison(parts_compared(_sections(before), _sections(after)), [clauses])


def _sections(code: CodeOfConduct) -> list[Section]:
    return [
        Section("om", _("Om retningslinjene"), list(_facts(code))),
        Section("innledning", pgettext("part of a code", "Innledning"), list(rich(code.introduction))),
        Section("oppfolging", _("Slik følger vi opp"), list(rich(code.follow_up))),
        Section("kilder", pgettext("sources", "Kilder"), list(_sources(code))),
    ]


def _facts(code: CodeOfConduct) -> Iterator[Passage]:
    yield from lines(code.title, code.lead)
    if code.effective_date:
        yield Passage(_("Gjelder fra: {day}").format(day=date_format(code.effective_date)))


def _sources(code: CodeOfConduct) -> Iterator[Passage]:
    for source in code.sources.all():
        told = (plain(source.title), source.publisher, source.url)
        yield Passage(", ".join(part for part in told if part))


def _clauses(before: CodeOfConduct, after: CodeOfConduct) -> Iterator[RowComparison]:
    """Clauses are matched by key, which outlives a new number and a new heading."""
    old = {clause.key: clause for clause in before.requirements.all()}
    new = {clause.key: clause for clause in after.requirements.all()}
    names = {key: _name(clause) for key, clause in (old | new).items()}
    moved = places_changed(list(old), list(new), names)
    for key, clause in new.items():
        if key not in old:
            yield row_compared(names[key], None, _said(clause))
            continue
        then, now = moved.get(key, ({}, {}))
        yield row_compared(names[key], _told(old[key]) | then, _told(clause) | now)
    yield from (
        row_compared(names[key], _said(clause), None) for key, clause in old.items() if key not in new
    )


def _name(clause: Requirement) -> str:
    return f"{clause.number} {plain(clause.heading)}"


def _told(clause: Requirement) -> dict[str, Passage]:
    """All that is said of a clause, by label."""
    return {
        pgettext("clause", "Nummer"): Passage(clause.number),
        pgettext("clause", "Overskrift"): Passage(plain(clause.heading)),
    } | _said(clause)


def _said(clause: Requirement) -> dict[str, Passage]:
    """What stands below the clause's name."""
    frameworks = "\n".join(plain(framework.short_name) for framework in clause.framework_rows())
    step = f"{clause.step}: {clause.get_step_display()}" if clause.step else ""
    return {
        pgettext("clause", "Område"): Passage(str(clause.get_area_display())),
        pgettext("clause", "Krav"): whole(clause.text),
        _("Bygger på"): Passage(frameworks),
        _("Steg i OECDs aktsomhetsvurderinger"): Passage(step),
    }
