"""What is done with a page besides saving and publishing it: entered in Django's own log, under flags of its own."""

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import models

from sustainability_site.content.models import Publishable


class Deed(models.IntegerChoices):
    """Numbers that Django does not use for what is added, changed and deleted."""

    PLANNED = 11, "Planla en utgave"
    CANCELLED = 12, "Avlyste en planlagt utgave"
    REVIEWED = 13, "Gjennomgikk siden"
    GIVEN = 14, "Endret hvem som er ansvarlig"


def enter(deed: Deed, subject: Publishable, *, user: User, words: str = "") -> None:
    """`words` say more than the deed's name, as the object's own history shows it."""
    message = f"{deed.label}{words}."
    LogEntry.objects.log_actions(user.pk, [subject], deed, message, single_object=True)
