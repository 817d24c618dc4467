"""The lines of a fieldset in admin, written without the template engine as Django's own template does.

A form in two languages has hundreds, and a third of its time went to them (`python -m tests.desk_speed`).
"""

from django import template
from django.contrib.admin.helpers import AdminField, AdminReadonlyField, Fieldline, Fieldset
from django.utils.safestring import SafeString, mark_safe

from sustainability_site.form_rendering import as_shown

register = template.Library()


@register.simple_tag
def fieldset_lines(fieldset: Fieldset) -> SafeString:
    return mark_safe("".join(map(_line, fieldset)))  # noqa: S308 (every value is escaped below, or safe in Django's own)


def _line(line: Fieldline) -> str:
    fields, alone = list(line), len(line.fields) == 1
    faults = line.errors() if alone else ""
    classes = ["form-row"]
    if alone and faults:
        classes.append("errors")
    if not line.has_visible_field:
        classes.append("hidden")
    classes += [f"field-{as_shown(_of(field, 'name'))}" for field in fields if _of(field, "name")]
    inner = "".join(_field(field, alone=alone) for field in fields)
    if not alone:
        inner = f'<div class="flex-container form-multiline">{inner}</div>'
    return f'<div class="{" ".join(classes)}">{faults}{inner}</div>\n'


def _field(field: AdminField | AdminReadonlyField, *, alone: bool) -> str:
    name, is_hidden = _of(field, "name"), _of(field, "is_hidden")
    faults = "" if alone or field.is_readonly else field.errors()
    classes = ["flex-container"]
    if not alone:
        classes.append("fieldBox")
        classes += [f"field-{as_shown(name)}"] if name else []
        classes += ["errors"] if faults else []
        classes += ["hidden"] if is_hidden else []
    label = as_shown(field.label_tag())
    if field.is_checkbox:
        classes.append("checkbox-row")
        shown = f"{field.field}{label}"
    elif field.is_readonly:
        shown = f'{label}<div class="readonly">{as_shown(field.contents())}</div>'
    else:
        shown = f"{label}{field.field}"
    return (
        f'<div>{faults}<div class="{" ".join(classes)}">{shown}</div>{_help(field, hidden=is_hidden)}</div>'
    )


def _help(field: AdminField | AdminReadonlyField, *, hidden: bool) -> str:
    """Django takes help texts for safe: they are the code's own."""
    text = _of(field, "help_text")
    if not text:
        return ""
    place = _of(field, "id_for_label")
    named = f' id="{as_shown(place)}_helptext"' if place else ""
    return f'<div class="help{" hidden" if hidden else ""}"{named}><div>{text}</div></div>'


def _of(field: AdminField | AdminReadonlyField, name: str) -> object:
    """Of what is only read, admin knows its field as a dict."""
    return field.field.get(name, "") if isinstance(field.field, dict) else getattr(field.field, name)
