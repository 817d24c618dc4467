"""The rows of an inline formset in admin, written without the template engine as Django's own stacked template does.

A page may have dozens, and a fifth of its form's time went to what stands around their fields (`python -m tests.desk_speed`).
"""

from django import template
from django.contrib.admin.helpers import InlineAdminForm, InlineAdminFormSet, InlineFieldset
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from sustainability_site.form_rendering import as_shown
from sustainability_site.templatetags.fieldset_lines import fieldset_lines

register = template.Library()


@register.simple_tag
def row_forms(formset: InlineAdminFormSet) -> SafeString:
    rows = list(formset)
    empty = len(rows) - 1 if formset.has_add_permission else None
    written = (_row(formset, row, number, is_empty=number == empty) for number, row in enumerate(rows))
    return mark_safe("".join(written))  # noqa: S308 (every value is escaped below, or safe in Django's own)


def _row(formset: InlineAdminFormSet, row: InlineAdminForm, number: int, *, is_empty: bool) -> str:
    prefix = as_shown(formset.formset.prefix)
    classes = "inline-related"
    classes += " has_original" if row.original else ""
    classes += " empty-form last-related" if is_empty else ""
    faults = row.form.non_field_errors()
    sets = (_fieldset(each, f"{prefix}-{number}-{place}") for place, each in enumerate(row))
    hidden = str(row.pk_field().field) if row.needs_explicit_pk_field() else ""
    hidden += str(row.fk_field().field)
    return (
        f'<div class="{classes}" id="{prefix}-{"empty" if is_empty else number}">'
        f"{_heading(formset, row, number)}{faults or ''}{''.join(sets)}{hidden}</div>\n"
    )


def _heading(formset: InlineAdminFormSet, row: InlineAdminForm, number: int) -> str:
    kind = as_shown(capfirst(formset.opts.verbose_name))
    name = as_shown(str(row.original)) if row.original else f"#{number + 1}"
    deletion = ""
    if row.original and formset.formset.can_delete and formset.has_delete_permission:
        tick = row.deletion_field()
        deletion = f'<span class="delete">{tick.field} {tick.label_tag()}</span>'
    return f'<h3><b>{kind}:</b> <span class="inline_label">{name}</span>{deletion}</h3>'


def _fieldset(fieldset: InlineFieldset, place: str) -> str:
    named = heading = ""
    if fieldset.name:
        named = f' aria-labelledby="{place}-heading"'
        heading = f'<h4 id="{place}-heading" class="fieldset-heading">{as_shown(fieldset.name)}</h4>'
    return (
        f'<fieldset class="module aligned {as_shown(fieldset.classes)}"{named}>{heading}'
        f"{fieldset_lines(fieldset)}</fieldset>"
    )
