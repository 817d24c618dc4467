"""Every field that an editor fills in says what it is for."""

from collections.abc import Iterator

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.forms import ModelForm
from django.test import RequestFactory
from django.urls import resolve

from sustainability_site.content.models import Image, Publishable

pytestmark = pytest.mark.django_db


def fields(form: type[ModelForm], within: str) -> Iterator[tuple[str, str]]:
    """(where it stands, its help) of each field that is seen, both languages as one."""
    for name, field in form.base_fields.items():
        if not field.widget.is_hidden and not name.endswith("_en"):
            yield f"{within}.{name}", str(field.help_text)


def every_field() -> Iterator[tuple[str, str]]:
    request = RequestFactory().get("/admin/")
    request.resolver_match = resolve("/admin/")
    request.user = User(username="kari", is_superuser=True, is_staff=True)
    request.csp_nonce = "x"
    for model, model_admin in site._registry.items():
        if not issubclass(model, (Publishable, Image)):
            continue
        yield from fields(model_admin.get_form(request), model.__name__)
        for inline in model_admin.get_inline_instances(request):
            yield from fields(inline.get_formset(request).form, f"{model.__name__}.{inline.model.__name__}")


def test_every_field_has_a_help_text() -> None:
    found = dict(every_field())
    assert len(found) > 150
    assert sorted(name for name, text in found.items() if len(text) < 10) == []
