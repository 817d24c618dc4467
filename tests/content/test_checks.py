"""The house rules as start-up errors."""

from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core import checks
from django.db import models
from django.test.utils import isolate_apps

from sustainability_site.content import checks as house_rules
from sustainability_site.content.fields import RichTextField
from sustainability_site.content.models import Page, PageSection, Publishable, Row


def test_the_site_keeps_its_own_rules():
    assert house_rules.check_publishables(None) == []
    assert house_rules.check_publishables in checks.registry.registry.get_checks()


@pytest.fixture
def faults() -> Iterator[Callable[[type], list[str]]]:
    """What the rules say of a model that is not part of the site."""
    with isolate_apps("sustainability_site.content"):
        yield lambda model: [f"{error.id} {error.msg}" for error in house_rules._faults(model)]


def test_publishable_that_declares_nothing(faults):
    class Bare(Publishable):
        class Meta:
            app_label = "content"

    assert faults(Bare) == [
        "content.E001 Declare public_fields.",
        "content.E001 Declare relations.",
        "content.E001 Declare kind.",
        "content.E002 Define address().",
        "content.E002 Define card().",
        "content.E003 Let Meta inherit Publishable.Meta.",
        "content.E008 Register the model's texts for translation.",
    ]


def declared(**attributes: object) -> type[Publishable]:
    meta = type("Meta", (Publishable.Meta,), {"app_label": "content"})
    return type(
        "Thing",
        (Publishable,),
        {
            "__module__": __name__,
            "Meta": meta,
            "kind": "thing",
            "public_fields": (),
            "relations": (),
            "address": lambda self, language: None,
            "card": lambda self: {},
        }
        | attributes,
    )


def of_interest(found: list[str]) -> list[str]:
    return [fault for fault in found if "Register the model's texts" not in fault]


def test_publishable_that_declares_everything(faults):
    assert of_interest(faults(declared())) == []


@pytest.mark.parametrize("name", ["password", "created_by_user", "actor", "permission_given"])
def test_private_field_is_not_made_public(faults, name):
    thing = declared(**{name: models.CharField(max_length=9), "public_fields": (name,)})

    assert of_interest(faults(thing)) == [f"content.E006 «{name}» must not be public."]


@pytest.mark.parametrize("name", ["emission_factor", "users", "factory"])
def test_field_whose_name_only_resembles_a_private_one_may_be_public(faults, name):
    thing = declared(**{name: models.CharField(max_length=9), "public_fields": (name,)})

    assert of_interest(faults(thing)) == []


def test_public_field_that_is_not_there(faults):
    assert of_interest(faults(declared(public_fields=("nothing",)))) == [
        "content.E006 No public field «nothing»."
    ]


def test_reference_to_what_is_not_published(faults):
    thing = declared(owner=models.ForeignKey(User, models.CASCADE), public_fields=("owner",))

    assert of_interest(faults(thing)) == ["content.E006 «owner» leads to what is not published."]


def test_rich_text_that_is_not_translated(faults):
    thing = declared(body=RichTextField(), public_fields=("body",))

    assert [fault for fault in faults(thing) if "body" in fault] == [
        "content.E008 Register «body» for translation to ('nb', 'en')."
    ]


def test_relation_that_is_not_there(faults):
    assert of_interest(faults(declared(relations=("nothing",)))) == ["content.E005 No relation «nothing»."]


def test_relation_that_leads_to_something_else_than_rows(faults):
    thing = declared(others=models.ManyToManyField(Page), relations=("others",))
    assert of_interest(faults(thing)) == ["content.E005 «others» does not lead to Rows."]


def test_shape_without_an_upgrade(faults):
    thing = declared(shape=3, upgrades={2: dict})

    assert of_interest(faults(thing)) == ["content.E004 Documents of shape [1] have no upgrade."]


def test_row_without_an_owner_and_row_that_makes_its_owner_public(faults):
    class Loose(Row):
        public_fields = ()

        class Meta(Row.Meta):
            app_label = "content"

    assert faults(Loose) == ["content.E005 A Row needs the foreign key that its owner's relations name."]


def test_owner_of_a_row_is_not_public(monkeypatch):
    monkeypatch.setattr(PageSection, "public_fields", ("page", "heading"))

    assert [error.msg for error in house_rules.check_publishables(None)] == ["«page» must not be public."]


def test_kind_that_two_models_claim(monkeypatch):
    source = apps.get_model("content", "Source")
    monkeypatch.setattr(source, "kind", "page")

    assert [error.id for error in house_rules.check_publishables(None)] == ["content.E007"]
