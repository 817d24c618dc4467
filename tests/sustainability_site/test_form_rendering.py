"""What is written without the template engine is what Django's own templates write, to the byte."""

import re
from collections.abc import Iterator
from pathlib import Path

import django.contrib.admin
import pytest
from django import forms
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.template import Context, Engine
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils.safestring import mark_safe

from labels.models import Label
from sustainability_site.form_rendering import WRITTEN, QuickForms
from sustainability_site.templatetags.fieldset_lines import fieldset_lines
from tests.content.admin_forms import form_values

DJANGOS_TEMPLATES = Path(django.contrib.admin.__file__).parent / "templates"
ADMINS_TAGS = {
    "i18n": "django.templatetags.i18n",
    "admin_urls": "django.contrib.admin.templatetags.admin_urls",
}
DJANGOS, OURS = DjangoTemplates(), QuickForms()
NASTY = [
    "",
    None,
    0,
    1234567,
    1.5,
    True,
    False,
    "<b>&\"'</b>",
    mark_safe("<b>&amp;</b>"),
    "æøå\r\nto\nlinjer",
    ["a", 2],
]


def alike(template: str, context: dict) -> None:
    assert OURS.render(template, context) == DJANGOS.render(template, context)


@pytest.mark.parametrize("value", NASTY, ids=repr)
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput({"class": "a<b", "required": True, "disabled": False, "maxlength": 1200}),
        forms.HiddenInput(),
        forms.NumberInput({"min": 0.5}),
        forms.EmailInput(),
        forms.URLInput(),
        forms.CheckboxInput(),
        forms.DateInput(),
        forms.PasswordInput(render_value=True),
        forms.Textarea({"rows": 3}),
        forms.Select(
            choices=[("", "–"), (0, 1234567), ("a<", "b & c"), ("Gruppe <1>", [(2, "to"), ("x", "y")])]
        ),
        forms.SelectMultiple({"size": 10}, choices=[("a", "A"), (2, "to")]),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_widgets_with_every_kind_of_value(widget: forms.Widget, value: object) -> None:
    context = widget.get_context('na"me', value, {"id": "id_x"})
    assert widget.template_name in WRITTEN
    alike(widget.template_name, context)


@pytest.mark.parametrize("use_tag", [True, False])
def test_labels(use_tag: bool) -> None:
    for label in ("Navn & adresse:", mark_safe("<i>x</i>"), " luft ", 1234567):
        alike(
            "django/forms/label.html",
            {"field": None, "label": label, "attrs": {"for": "id_x"}, "use_tag": use_tag, "tag": "label"},
        )


@pytest.mark.parametrize("errors", [[], ["Skriv <noe>."], ["En.", mark_safe("<b>To</b>.")]], ids=len)
def test_faults(errors: list) -> None:
    for field_id in (None, "id_x"):
        for template in ("default", "ul"):
            found = ErrorList(errors, field_id=field_id)
            alike(f"django/forms/errors/list/{template}.html", found.get_context())


@pytest.mark.django_db
def test_every_field_of_every_form_in_admin() -> None:
    request = RequestFactory().get("/admin/")
    request.resolver_match = resolve("/admin/")
    request.user, request.csp_nonce = User(username="kari", is_superuser=True, is_staff=True), "x"
    seen = 0
    for field in every_field(request):
        context = field.field.widget.get_context(field.html_name, field.value(), {"id": "id_x"})
        alike(field.field.widget.template_name, context)
        seen += 1
    assert seen > 250


def every_field(request) -> Iterator[forms.BoundField]:
    for model, model_admin in site._registry.items():
        subject = model._base_manager.first()
        if not model_admin.has_add_permission(request) or subject is None:
            continue
        yield from model_admin.get_form(request, subject)(instance=subject)
        for inline in model_admin.get_inline_instances(request, subject):
            for form in inline.get_formset(request, subject)(instance=subject).forms[:1]:
                yield from form


@pytest.mark.parametrize("sent", [None, {}, {"title_nb": "", "menu_position": "x", "code": "Ikke en kode"}])
@pytest.mark.parametrize(
    "address", ["/admin/content/page/add/", "/admin/content/image/add/", "/admin/auth/user/add/"]
)
def test_lines_of_a_fieldset_are_what_djangos_own_template_writes(
    admin_client: Client, address: str, sent: dict | None
) -> None:
    """Shown for the first time, with every fault, with lines of one field and of two, hidden, read only and to tick."""
    answer = admin_client.get(address) if sent is None else admin_client.post(address, sent)
    sets = list(answer.context["adminform"])
    sets += [each for inline in answer.context["inline_admin_formsets"] for form in inline for each in form]
    own = Engine(dirs=[DJANGOS_TEMPLATES], app_dirs=False)
    theirs = own.get_template("admin/includes/fieldset.html")
    assert len(sets) > 0
    for fieldset in sets:
        djangos = theirs.render(Context({"fieldset": fieldset}))
        lines = djangos[djangos.index('<div class="form-row') : djangos.rindex("</fieldset>")]
        assert _tight(fieldset_lines(fieldset)) == _tight(lines)


@pytest.mark.parametrize("sent", [None, {}])
@pytest.mark.parametrize("may_delete", [True, False])
def test_rows_are_what_djangos_own_template_writes(
    admin_client: Client, sent: dict | None, may_delete: bool
) -> None:
    """Rows that are saved, new and empty, with several fieldsets and with one, and with faults."""
    label = Label.objects.get(code="epeat")
    address = f"/admin/labels/label/{label.pk}/change/"
    answer = admin_client.get(address)
    if sent is not None:
        sent = form_values(admin_client, address) | {
            "coverages-0-topic": [""],
            "coverages-TOTAL_FORMS": ["99"],
        }
        answer = admin_client.post(address, sent)
    own = Engine(dirs=[DJANGOS_TEMPLATES], app_dirs=False, libraries=ADMINS_TAGS)
    theirs = own.get_template("admin/edit_inline/stacked.html")
    formsets = answer.context["inline_admin_formsets"]
    assert sum(len(formset.formset.forms) for formset in formsets) > 10
    for formset in formsets:
        formset.has_delete_permission = may_delete
        djangos = theirs.render(Context({"inline_admin_formset": formset}))
        ours = get_template("admin/content/rows.html").render({"inline_admin_formset": formset})
        assert _tight(ours) == _tight(djangos)


def _tight(html: str) -> str:
    return re.sub(r">\s+|\s+<", lambda found: found[0].strip(), " ".join(html.split()))
