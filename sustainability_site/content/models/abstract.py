"""What every published object and every row that it owns has in common."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.crypto import get_random_string

from sustainability_site.content.faults import Fault


def random_key() -> str:
    return get_random_string(8, "abcdefghijkmnpqrstuvwxyz23456789")


class Row(models.Model):
    """A row owned by one publishable object, and frozen, restored and deleted with it.

    The foreign key to the owner has the relation's name as `related_name`.
    `key` identifies the row within its owner, through every edition and restoration.
    """

    public_fields: ClassVar[tuple[str, ...]]
    relations: ClassVar[tuple[str, ...]] = ()

    LAST_POSITION: ClassVar[int] = 9999

    key = models.SlugField("nøkkel", max_length=40, default=random_key, editable=False)
    position = models.PositiveSmallIntegerField(
        "rekkefølge",
        default=0,
        blank=True,
        validators=[MaxValueValidator(LAST_POSITION)],
        help_text="Lavest tall vises først, for eksempel 10, 20, 30. Uten tall kommer raden sist.",
    )

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class Publishable(models.Model):
    """Something an editor works on, and the public reads as editions.

    `(kind, code)` is its identity in documents, links, open data and query strings, and never changes.
    `public_fields` and `relations` are all that a public document holds. `upgrades[n]` takes a document of
    shape n to shape n + 1. What is `fixed` the site is built around: it is never withdrawn. What has `four_eyes` is
    published by someone who has not changed it since its last edition. What is `reviewed` must be found true once a year. What has no page of its own may say what it `stands_on`:
    another object's page ("kind/code"), with its code as the anchor: links to it lead there.
    """

    kind: ClassVar[str]
    shape: ClassVar[int] = 1
    upgrades: ClassVar[dict[int, Callable[[dict], dict]]] = {}
    public_fields: ClassVar[tuple[str, ...]]
    relations: ClassVar[tuple[str, ...]]
    in_frame: ClassVar[bool] = False
    fixed: ClassVar[bool] = False
    stands_on: ClassVar[str] = ""
    four_eyes: ClassVar[bool] = False
    reviewed: ClassVar[bool] = True

    code = models.SlugField(
        "kode",
        max_length=80,
        unique=True,
        help_text="Fast kjennetegn i lenker og åpne data, for eksempel «tco-certified». Kan ikke endres senere.",
    )

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")

    @property
    def subject(self) -> str:
        """`kind/code`, as it stands in editions and references."""
        return f"{self.kind}/{self.code}"

    def address(self, language: str) -> str | None:
        """The full path of the page in `language`, or None for vocabulary without a page of its own."""
        raise ImproperlyConfigured(f"{type(self).__name__} declares no address().")

    def card(self) -> dict:
        """`{"title", "lead", "facts"}` in the active language: what lists, search and feeds read."""
        raise ImproperlyConfigured(f"{type(self).__name__} declares no card().")

    def publication_faults(self, document: dict, *, at: datetime) -> Iterable[Fault]:
        """What is missing in the document that is about to be published; blocking faults stop it."""
        return []


def publishable_models() -> dict[str, type[Publishable]]:
    """Every publishable model by its kind."""
    from django.apps import apps

    return {model.kind: model for model in apps.get_models() if issubclass(model, Publishable)}
