"""The two shelves of documents: private drafts, and the public record with its chain.

Nothing here is changed after it is written. The guarded managers refuse; the verbs in
`sustainability_site.content.publishing` are the only writers.
"""

from typing import Never

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Q

from sustainability_site.content.untranslated import Untranslated


class RecordIsFinal(PermissionDenied):
    """Something tried to change or delete what has been entered in the public record."""


class GuardedQuerySet(models.QuerySet):
    def _refuse(self, *args: object, **kwargs: object) -> Never:
        raise RecordIsFinal(
            f"{self.model.__name__}: det som er ført i det offentlige registeret, kan ikke endres."
        )

    update = delete = bulk_update = update_or_create = _raw_delete = _update = _refuse

    def bulk_create(self, objs, *args: object, update_conflicts: bool = False, **kwargs: object):
        if update_conflicts:
            self._refuse()
        return super().bulk_create(objs, *args, **kwargs)


def live_condition(at, prefix: str = "") -> Q:
    """True for the one edition per object that the public meets at the moment `at`, scheduled ones included.

    `prefix` leads from the filtered model to its edition, for example "edition__".
    """
    later = Edition.objects.filter(subject=OuterRef(f"{prefix}subject"), moment__lte=at).filter(
        Q(moment__gt=OuterRef(f"{prefix}moment"))
        | Q(moment=OuterRef(f"{prefix}moment"), pk__gt=OuterRef(f"{prefix}pk"))
    )
    return Q(**{f"{prefix}moment__lte": at}) & ~Exists(later) & ~withdrawn(at, prefix)


def withdrawn(at, prefix: str = "") -> Exists:
    """True for an edition that had been withdrawn at the moment `at`; `prefix` as in live_condition()."""
    entries = Entry.objects.filter(act=Entry.Act.WITHDRAW, edition=OuterRef(f"{prefix}pk"), moment__lte=at)
    return Exists(entries)


class EditionQuerySet(GuardedQuerySet):
    def in_force(self, at):
        """Editions whose moment has come, superseded and withdrawn ones included."""
        return self.filter(moment__lte=at)

    def live(self, at):
        return self.filter(live_condition(at))

    def scheduled(self):
        """Editions not yet entered in the chain; the moment of the last of them may have passed."""
        return self.filter(number=None)

    def planned(self, at):
        """Those of scheduled() whose moment is still to come."""
        return self.scheduled().filter(moment__gt=at)


class CardQuerySet(GuardedQuerySet):
    def live_or_scheduled(self, at):
        return self.filter(live_condition(at, "edition__") | Q(edition__number=None))

    def live(self, at, language: str):
        return (
            self.filter(live_condition(at, "edition__"), language=language)
            .select_related("edition")
            .defer("edition__document")
        )


class Guarded(models.Model):
    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_permissions = ("view",)

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise RecordIsFinal(f"{type(self).__name__} {self.pk} kan ikke endres.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> Never:
        raise RecordIsFinal(f"{type(self).__name__} {self.pk} kan ikke slettes.")


class Edition(Guarded):
    """One publication of one object (utgave): its document as canonical JSON text, for ever.

    `number` is None while the edition is scheduled; it is drawn when the edition enters the chain.
    `subject` is "kind/code". `sha256` is the hash of the document's UTF-8 bytes, and stays when the document is redacted to "".
    """

    kind = models.CharField("type", max_length=40)
    subject = models.CharField("gjelder", max_length=121)
    number = models.PositiveIntegerField("utgave", null=True)
    shape = models.PositiveSmallIntegerField("form")
    document = models.TextField("dokument", blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    moment = models.DateTimeField("gjelder fra")
    reason = models.CharField("begrunnelse", max_length=500)
    actor = models.CharField("utført av", max_length=200)

    objects = EditionQuerySet.as_manager()

    class Meta(Guarded.Meta):
        verbose_name = "utgave"
        verbose_name_plural = "utgaver"
        ordering = ("-moment", "-pk")
        indexes = (
            models.Index(fields=("subject", "moment")),
            models.Index(fields=("kind", "moment")),
            models.Index(fields=("moment",)),
        )
        constraints = (
            models.UniqueConstraint(fields=("subject", "number"), name="edition_number_once"),
            models.UniqueConstraint(
                fields=("subject",), condition=Q(number=None), name="one_scheduled_edition_per_object"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} utgave {self.number or '(planlagt)'}"

    @property
    def code(self) -> str:
        return self.subject.partition("/")[2]

    @property
    def redacted(self) -> bool:
        return not self.document


class Entry(Guarded):
    """A link of the chain over the whole site: what was done, with the hash of all before it."""

    class Act(models.TextChoices):
        PUBLISH = "publish", "publisert"
        WITHDRAW = "withdraw", "trukket tilbake"
        REDACT = "redact", "sladdet"

    sequence = models.PositiveBigIntegerField("løpenummer", primary_key=True)
    act = models.CharField("handling", max_length=10, choices=Act)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries", verbose_name="utgave")
    moment = models.DateTimeField("gjelder fra")
    entered_at = models.DateTimeField("ført")
    reason = models.CharField("begrunnelse", max_length=500)
    actor = models.CharField("utført av", max_length=200)
    actor_salt = models.CharField(max_length=32)
    document_sha256 = models.CharField("dokumentets SHA-256", max_length=64)
    previous_hash = models.CharField("forrige hash", max_length=64)
    hash = models.CharField("hash", max_length=64, unique=True)

    objects = GuardedQuerySet.as_manager()

    class Meta(Guarded.Meta):
        verbose_name = "innføring"
        verbose_name_plural = "innføringer"
        ordering = ("sequence",)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.edition} {self.get_act_display()}"


class Head(models.Model):
    """The chain's head, one row, locked before numbers are drawn.

    `latest_moment` is the latest that any entry counts from: where another machine's clock is ahead, in the future.
    """

    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    latest_moment = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.sequence}: {self.hash}"


class Card(Guarded):
    """What lists, navigation, feeds and sitemaps read of an edition, in one language.

    `path` is the full address in that language, or "" for vocabulary without a page. `translated` tells of
    the whole document, `fallback` which of the card's own texts stand in the source language.
    """

    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="cards")
    language = models.CharField(max_length=10)
    path = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=300)
    lead = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    translated = models.BooleanField(default=True)
    fallback = models.JSONField(default=list)

    objects = CardQuerySet.as_manager()

    class Meta(Guarded.Meta):
        default_permissions = ()
        indexes = (models.Index(fields=("path",)),)
        constraints = (models.UniqueConstraint(fields=("edition", "language"), name="one_card_per_language"),)

    def __str__(self) -> str:
        return self.title

    @classmethod
    def from_db(cls, db: str, field_names: list[str], values: list) -> "Card":
        card = super().from_db(db, field_names, values)
        for name in card.fallback:
            if name in card.facts:
                card.facts[name] = Untranslated(card.facts[name])
            else:
                setattr(card, name, Untranslated(getattr(card, name)))
        return card

    @property
    def kind(self) -> str:
        return self.edition.kind

    @property
    def code(self) -> str:
        return self.edition.code


class Reference(Guarded):
    """An edition leans on another object: `required` for vocabulary, not for a link in running text."""

    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="references")
    subject = models.CharField(max_length=121)
    required = models.BooleanField()

    objects = GuardedQuerySet.as_manager()

    class Meta(Guarded.Meta):
        default_permissions = ()
        indexes = (models.Index(fields=("subject",)),)

    def __str__(self) -> str:
        return self.subject
