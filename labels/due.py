"""Which labels an editor should look at: the date for a new check, or the criteria, have passed."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q, QuerySet

SOON = timedelta(days=30)


class Due(models.TextChoices):
    OVERDUE = "overdue", "kontrollfrist passert"
    SOON = "soon", "kontrollfrist innen 30 dager"
    UNSET = "unset", "uten kontrollfrist"
    LAPSED = "lapsed", "utgaven er utløpt"


def due(labels: QuerySet, what: str, day: date) -> QuerySet:
    """The labels that `what`, a value of Due, is true of on the day. A last day is itself in time."""
    conditions = {
        Due.OVERDUE: Q(check_again_by__lt=day),
        Due.SOON: Q(check_again_by__gte=day, check_again_by__lte=day + SOON),
        Due.UNSET: Q(check_again_by=None),
        Due.LAPSED: Q(generation_until__lt=day),
    }
    return labels.filter(conditions[Due(what)])


def check_in_words(again_by: date | None, day: date) -> str:
    if again_by is None:
        return "Ingen kontrollfrist er satt"
    said = f"{again_by:%d.%m.%Y}"
    if again_by < day:
        return f"Fristen er passert: {said}"
    return f"Snart: innen {said}" if again_by - day <= SOON else f"Innen {said}"


def generation_in_words(until: date | None, day: date) -> str:
    if until is None:
        return "Ingen sluttdato"
    return f"Utløpt {until:%d.%m.%Y}" if until < day else f"Til og med {until:%d.%m.%Y}"
