"""What belongs to a request for information: its parts, its history and its files."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q

from sustainability_site.content.models.shelves import Guarded, GuardedQuerySet
from transparency.models.requests import InformationRequest
from transparency.request_enums import A_TO_D, EventKind, Ground, Outcome


class PrivateStorage(FileSystemStorage):
    """Outside the media folder: nothing in it has an address of its own."""

    @property
    def base_location(self) -> Path:
        return settings.VAR / "attachments"

    @property
    def location(self) -> str:
        return str(self.base_location)


def private_storage() -> PrivateStorage:
    return PrivateStorage(file_permissions_mode=0o600, directory_permissions_mode=0o700)


class CaseCounter(models.Model):
    """The last number drawn in a series: a year, or the rehearsals. Locked before the next is drawn."""

    series = models.CharField(max_length=10, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


class RequestPart(models.Model):
    """What is decided on its own. A request has one part, with the whole question, until it is split."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="parts", verbose_name="krav")
    number = models.PositiveSmallIntegerField("del")
    text = models.TextField("gjelder", blank=True)
    outcome = models.CharField("utfall", max_length=10, choices=Outcome, default=Outcome.NONE)
    ground = models.CharField("grunn", max_length=20, choices=Ground, blank=True)
    known_harm = models.BooleanField("kjent skade på grunnleggende menneskerettigheter", null=True)
    answer_text = models.TextField("svar", blank=True)
    decided_on = models.DateField("avgjort", null=True, blank=True)

    class Meta:
        verbose_name = "del av krav"
        verbose_name_plural = "deler av krav"
        default_permissions = ()
        ordering = ("request", "number")
        constraints = (
            models.UniqueConstraint(fields=("request", "number"), name="part_number_once"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.NONE, ground="", decided_on=None)
                | Q(outcome=Outcome.ANSWERED, ground="", decided_on__isnull=False)
                | Q(outcome=Outcome.REFUSED, ground__in=Ground.values, decided_on__isnull=False),
                name="part_outcome_has_its_facts",
            ),
            # § 6: what is known of actual harm to fundamental human rights is given whatever a-d say.
            models.CheckConstraint(
                condition=~Q(ground__in=A_TO_D) | Q(known_harm__isnull=False, known_harm=False),
                name="part_refused_on_a_to_d_without_known_harm",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request} del {self.number}"


class RequestEvent(Guarded):
    """What happened, when, and by whom. Nothing here is changed, but emptied of words when the case is anonymised.

    `once` names a sending of a form, or a reminder: the same one is entered once.
    """

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="events", verbose_name="krav"
    )
    kind = models.CharField("hendelse", max_length=20, choices=EventKind)
    at = models.DateTimeField("tidspunkt")
    actor = models.CharField("utført av", max_length=200, blank=True)
    text = models.TextField("tekst", blank=True)
    details = models.JSONField("detaljer", default=dict)
    once = models.CharField(max_length=100, unique=True, null=True, blank=True, editable=False)

    objects = GuardedQuerySet.as_manager()

    class Meta(Guarded.Meta):
        verbose_name = "hendelse"
        verbose_name_plural = "hendelser"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.request}: {self.get_kind_display()}"


class Attachment(models.Model):
    """A file in a case, in private storage under a random name."""

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="attachments", verbose_name="krav"
    )
    event = models.ForeignKey(
        RequestEvent,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name="hendelse",
    )
    name = models.CharField("filnavn", max_length=200)
    content_type = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("størrelse")
    file = models.FileField("fil", storage=private_storage, max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = "vedlegg"
        verbose_name_plural = "vedlegg"
        default_permissions = ()
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
