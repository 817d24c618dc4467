"""A request for information under §§ 6-7, as it stands now. The verbs in `transparency.casework` write it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from transparency import deadlines
from transparency.request_enums import Channel, Outcome, ReplyBy, Status

LONGEST_QUESTION = 20_000
# How many working days before its internal date a case is in danger.
DANGER = 3

ANSWER_RUNS = Q(status__in=(Status.OPEN, Status.QUARANTINED))
REASONS_RUN = Q(reasons_due_on__isnull=False)


class InformationRequestQuerySet(models.QuerySet):
    def real(self) -> "InformationRequestQuerySet":
        return self.filter(demo=False)

    def open(self) -> "InformationRequestQuerySet":
        """Those that a handler owes something: an answer, or fuller reasons. Not those in quarantine."""
        return self.filter(Q(status=Status.OPEN) | REASONS_RUN)

    def running(self) -> "InformationRequestQuerySet":
        """Those with a clock that runs, in quarantine too: a deadline counts from receipt whatever we suspect."""
        return self.filter(ANSWER_RUNS | REASONS_RUN)

    def quarantined(self) -> "InformationRequestQuerySet":
        return self.filter(status=Status.QUARANTINED)

    def overdue(self, today: date) -> "InformationRequestQuerySet":
        """Those whose legal date has passed."""
        return self._by_day(
            today,
            lambda day: (ANSWER_RUNS & Q(due_on__lt=day)) | (REASONS_RUN & Q(reasons_due_on__lt=day)),
        )

    def in_danger(self, today: date) -> "InformationRequestQuerySet":
        """Those at most three working days from their internal date, or past it, with the legal date unbroken."""

        def near(day: date) -> Q:
            late = (ANSWER_RUNS & Q(due_on__lt=day)) | (REASONS_RUN & Q(reasons_due_on__lt=day))
            limit = deadlines.working_days_after(day, DANGER)
            answer = ANSWER_RUNS & Q(internal_due_on__lte=limit)
            return ~late & (answer | (REASONS_RUN & Q(reasons_internal_due_on__lte=limit)))

        return self._by_day(today, near)

    def by_urgency(self, today: date) -> "InformationRequestQuerySet":
        """What is due first, first; what owes nothing last, newest first."""
        both = ANSWER_RUNS & REASONS_RUN
        return self.annotate(
            urgent_on=models.Case(
                models.When(both & Q(due_on__lte=F("reasons_due_on")), then=F("due_on")),
                models.When(REASONS_RUN, then=F("reasons_due_on")),
                models.When(ANSWER_RUNS, then=F("due_on")),
                output_field=models.DateField(),
            )
        ).order_by(F("urgent_on").asc(nulls_last=True), "-received_on", "-pk")

    def _by_day(self, today: date, condition: Callable[[date], Q]) -> "InformationRequestQuerySet":
        """`condition(day)`, where a rehearsal's day is the one its own clock shows."""
        moved = type(self)(self.model).filter(demo_days__gt=0).values_list("demo_days", flat=True)
        any_day = Q(pk__in=())
        for days in {0, *moved}:
            any_day |= Q(demo_days=days) & condition(today + timedelta(days=days))
        return self.filter(any_day)


class InformationRequest(models.Model):
    """`due_on` is the legal date, which never moves but by an extension told of in time; `internal_due_on` is what the
    handler aims for: the last working day on or before it, or before `expected_on` once that is promised."""

    number = models.CharField("saksnummer", max_length=20, unique=True)
    channel = models.CharField("kom som", max_length=10, choices=Channel)
    language = models.CharField("språk", max_length=10, choices=settings.LANGUAGES)
    received_on = models.DateField("mottatt")
    registered_at = models.DateTimeField("registrert")
    question = models.TextField("spørsmål", max_length=LONGEST_QUESTION, blank=True)
    reply_by = models.CharField("svar sendes som", max_length=10, choices=ReplyBy)
    email = models.EmailField("e-post", blank=True)
    postal_address = models.TextField("postadresse", max_length=500, blank=True)
    name = models.CharField("navn", max_length=200, blank=True)
    suspicion = models.CharField("hvorfor kravet ble holdt tilbake", max_length=500, blank=True)

    token_nonce = models.CharField(max_length=64, blank=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    submission_key = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    repeats = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, verbose_name="gjentar sak", related_name="repeated_by"
    )

    status = models.CharField("status", max_length=12, choices=Status, default=Status.OPEN)
    outcome = models.CharField("utfall", max_length=10, choices=Outcome, default=Outcome.NONE)
    ordinary_due_on = models.DateField("tre uker etter mottak")
    longest_due_on = models.DateField("to måneder etter mottak")
    due_on = models.DateField("lovens frist")
    internal_due_on = models.DateField("intern frist")
    extended_on = models.DateField("varslet lengre tid", null=True, blank=True)
    extended_late = models.BooleanField("varslet for sent", default=False)
    expected_on = models.DateField("lovet svar innen", null=True, blank=True)
    answered_on = models.DateField("avgjort", null=True, blank=True)
    refused_on = models.DateField("siste avslag", null=True, blank=True)
    reasons_asked_on = models.DateField("begrunnelse krevd", null=True, blank=True)
    reasons_asked_late = models.BooleanField("krevd etter tre uker", default=False)
    reasons_due_on = models.DateField("frist for begrunnelse", null=True, blank=True)
    reasons_internal_due_on = models.DateField("intern frist for begrunnelse", null=True, blank=True)
    closed_on = models.DateField("lukket", null=True, blank=True)
    anonymised_on = models.DateField("anonymisert", null=True, blank=True)
    demo = models.BooleanField("øvelse", default=False)
    demo_days = models.PositiveSmallIntegerField("dager klokka er flyttet", default=0)

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "innsynskrav"
        verbose_name_plural = "innsynskrav"
        default_permissions = ("view", "change")
        ordering = ("-received_on", "-pk")
        indexes = (models.Index(fields=("status", "due_on")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    due_on=F("ordinary_due_on"), extended_late=False, extended_on=None, expected_on=None
                )
                | Q(
                    extended_late=False,
                    due_on=F("longest_due_on"),
                    extended_on__isnull=False,
                    extended_on__lte=F("ordinary_due_on"),
                    expected_on__isnull=False,
                    expected_on__lte=F("longest_due_on"),
                )
                | Q(
                    extended_late=True,
                    due_on=F("ordinary_due_on"),
                    extended_on__isnull=False,
                    extended_on__gt=F("ordinary_due_on"),
                    expected_on__isnull=False,
                    expected_on__lte=F("longest_due_on"),
                ),
                name="request_extended_as_section_7_says",
            ),
            models.CheckConstraint(
                condition=Q(
                    ordinary_due_on__gt=F("received_on"),
                    longest_due_on__gt=F("ordinary_due_on"),
                    internal_due_on__lte=F("due_on"),
                )
                | Q(
                    ordinary_due_on__gt=F("received_on"),
                    longest_due_on__gt=F("ordinary_due_on"),
                    extended_late=True,
                    internal_due_on__lte=F("expected_on"),
                ),
                name="request_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ANSWERED, answered_on__isnull=False, closed_on__isnull=False)
                & ~Q(outcome=Outcome.NONE)
                | Q(status__in=(Status.WITHDRAWN, Status.SPAM), closed_on__isnull=False)
                | Q(status__in=(Status.OPEN, Status.QUARANTINED), closed_on=None, answered_on=None),
                name="request_status_fits_outcome",
            ),
            models.CheckConstraint(
                condition=Q(reasons_due_on=None, reasons_internal_due_on=None)
                | Q(
                    refused_on__isnull=False,
                    reasons_asked_on__isnull=False,
                    reasons_due_on__isnull=False,
                    reasons_internal_due_on__isnull=False,
                    reasons_due_on__gt=F("reasons_asked_on"),
                    reasons_internal_due_on__lte=F("reasons_due_on"),
                ),
                name="request_reasons_after_refusal",
            ),
            models.CheckConstraint(
                condition=Q(anonymised_on=None)
                | Q(
                    closed_on__isnull=False, question="", email="", postal_address="", name="", token_nonce=""
                ),
                name="request_anonymised_is_empty",
            ),
            models.CheckConstraint(condition=Q(demo=True) | Q(demo_days=0), name="request_real_clock"),
        )

    def __str__(self) -> str:
        return self.number

    def day(self, at: datetime) -> date:
        """The day in Oslo; in a rehearsal, the day its own clock shows."""
        return timezone.localdate(at) + timedelta(days=self.demo_days)

    @property
    def next_due_on(self) -> date | None:
        """The legal date of what is owed first; None when nothing is."""
        return min(filter(None, (self._answer_due_on, self.reasons_due_on)), default=None)

    @property
    def next_internal_due_on(self) -> date | None:
        answer = self.internal_due_on if self._answer_due_on else None
        return min(filter(None, (answer, self.reasons_internal_due_on)), default=None)

    @property
    def _answer_due_on(self) -> date | None:
        return self.due_on if self.status in (Status.OPEN, Status.QUARANTINED) else None
