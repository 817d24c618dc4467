"""Letters on their way out: a row is written in the transaction of the event that it tells of."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from sustainability_site.content.models.shelves import Guarded, GuardedQuerySet
from transparency.models.request_rows import Attachment, RequestEvent
from transparency.models.requests import InformationRequest
from transparency.request_enums import LetterKind, Medium

CASE_LINK = "{case_link}"


class OutgoingMailQuerySet(GuardedQuerySet):
    def held(self) -> "OutgoingMailQuerySet":
        """Waiting for a person to release the request."""
        return self.filter(held=True, sent_at=None)

    def unsent(self) -> "OutgoingMailQuerySet":
        """E-mail that should have gone out, oldest first: the age of the first is the age of what is unsent."""
        return self._waiting(Medium.EMAIL)

    def due(self, at: datetime) -> "OutgoingMailQuerySet":
        """E-mail to try now: its next attempt has come, and no other process has taken it."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.unsent().filter(free, next_attempt_at__lte=at)

    def to_post(self) -> "OutgoingMailQuerySet":
        """Letters to print and put in the post."""
        return self._waiting(Medium.POST)

    def _waiting(self, medium: str) -> "OutgoingMailQuerySet":
        """A letter emptied by anonymising waits for nothing."""
        waiting = self.filter(medium=medium, held=False, sent_at=None).exclude(body="")
        return waiting.order_by("created_at", "pk")


class OutgoingMail(Guarded):
    """One letter. Its words never change once written: `transparency.outbox` writes the sending fields alone.

    `body` holds {case_link} where the secret address goes: it is filled in when the letter leaves, so that no token
    lies in the database. Without `request` it is a reminder to those who run the site.
    """

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, null=True, blank=True, related_name="mail", verbose_name="krav"
    )
    event = models.ForeignKey(
        RequestEvent, models.PROTECT, null=True, blank=True, related_name="mail", verbose_name="hendelse"
    )
    kind = models.CharField("type", max_length=20, choices=LetterKind)
    medium = models.CharField("sendes som", max_length=10, choices=Medium)
    to = models.TextField("til", blank=True)
    subject = models.CharField("emne", max_length=200, blank=True)
    body = models.TextField("tekst", blank=True)
    language = models.CharField("språk", max_length=10)
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="mail", verbose_name="vedlegg")
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    created_at = models.DateTimeField("skrevet")
    held = models.BooleanField("venter på kontroll", default=False)
    attempts = models.PositiveIntegerField("forsøk", default=0)
    next_attempt_at = models.DateTimeField("neste forsøk")
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField("sendt", null=True, blank=True)
    last_error = models.CharField("siste feil", max_length=300, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta(Guarded.Meta):
        verbose_name = "brev"
        verbose_name_plural = "brev"
        ordering = ("created_at", "pk")
        indexes = (models.Index(fields=("sent_at", "next_attempt_at")),)
        constraints = (
            models.CheckConstraint(condition=Q(sent_at=None) | Q(held=False), name="mail_held_is_not_sent"),
        )

    def __str__(self) -> str:
        return self.subject or f"{self.get_kind_display()} {self.pk}"
