"""The form parts that a page has hundreds of, written without the template engine, to the byte as Django's own templates do.

Half the time of an editor's form in two languages went to these few lines of markup (`python -m tests.desk_speed`).
"""

from collections.abc import Callable, Mapping
from html import escape

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Context = Mapping[str, object]


class QuickForms(DjangoTemplates):
    """FORM_RENDERER. What it has no words for is left to Django's templates."""

    def render(self, template_name: str, context: Context, request: HttpRequest | None = None) -> SafeString:
        written = WRITTEN.get(template_name)
        if written is None:
            return super().render(template_name, context, request)
        return mark_safe(written(context))  # noqa: S308 (every value is escaped below)


def as_shown(value: object) -> str:
    """As {{ value }} writes it. Plain strings, nearly all there are, need neither Django's localising nor its lazy escaping."""
    return escape(value) if type(value) is str else conditional_escape(localize(value))


def _as_string(value: object) -> str:
    """As {{ value|stringformat:"s" }} writes it."""
    return value if isinstance(value, SafeString) else escape(str(value))


def _attributes(attrs: Mapping[str, object]) -> str:
    return "".join(
        f" {as_shown(name)}" if value is True else f' {as_shown(name)}="{_as_string(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(context: Context) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{_as_string(widget["value"])}"'
    kind, name = as_shown(widget["type"]), as_shown(widget["name"])
    return f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>'


def _textarea(context: Context) -> str:
    widget = context["widget"]
    text = as_shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{as_shown(widget["name"])}"{_attributes(widget["attrs"])}>\n{text}</textarea>'


def _option(widget: Context) -> str:
    attributes = _attributes(widget["attrs"])
    return f'<option value="{_as_string(widget["value"])}"{attributes}>{as_shown(widget["label"])}</option>\n'


def _select(context: Context) -> str:
    widget, lines = context["widget"], []
    for name, options, _index in widget["optgroups"]:
        inner = "".join(f"\n  {_option(option)}" for option in options)
        group = f'\n  <optgroup label="{as_shown(name)}">{inner}\n  </optgroup>' if name else inner
        lines.append(group)
    opening = f'<select name="{as_shown(widget["name"])}"{_attributes(widget["attrs"])}>'
    return f"{opening}{''.join(lines)}\n</select>"


def _label(context: Context) -> str:
    label = as_shown(context["label"])
    if not context["use_tag"]:
        return label.strip()
    return f"<{context['tag']}{_attributes(context['attrs'])}>{label}</{context['tag']}>"


def _faults(context: Context) -> str:
    errors = context["errors"]
    if not errors:
        return ""
    place = f' id="{as_shown(errors.field_id)}_error"' if errors.field_id else ""
    lines = "".join(f"<li>{as_shown(error)}</li>" for error in errors)
    return f'<ul class="{as_shown(context["error_class"])}"{place}>{lines}</ul>'


INPUTS = ("input", "text", "hidden", "number", "email", "url", "checkbox", "date", "password")
WRITTEN: dict[str, Callable[[Context], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/label.html": _label,
    "django/forms/errors/list/default.html": _faults,
    "django/forms/errors/list/ul.html": _faults,
}
