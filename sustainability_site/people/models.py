"""What the site knows of those who sign in, besides Django's own account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from sustainability_site.content.models.shelves import Guarded, GuardedQuerySet


class Session(AbstractBaseSession):
    """A session that knows whose it is, so that all of one person's can be ended."""

    user_id = models.BigIntegerField(null=True, db_index=True)

    class Meta(AbstractBaseSession.Meta):
        default_permissions = ()
        db_table = "people_session"

    @classmethod
    def get_session_store_class(cls):
        from sustainability_site.people.sessions import SessionStore

        return SessionStore


class SignInBudget(models.Model):
    """How often signing in has failed lately, for an account from an address, or for an address.

    `share` and `account` are keyed hashes: neither what was typed nor an address is kept.
    """

    share = models.CharField(max_length=64, primary_key=True)
    account = models.CharField(max_length=64, blank=True, db_index=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.share[:8]}: {self.failures}"


class RecoveryCode(models.Model):
    """A way in for someone without her telephone. Of the code, which holds 120 random bits, only the hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    sha256 = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.used_at or 'ubrukt'}"


class AccessEvent(Guarded):
    """Who came in, who was refused, and whose access was changed. Nothing here is altered; chores forget what is old.

    `user` is None where what was typed is no one's user name: that itself is not kept.
    """

    KEPT = timedelta(days=365)

    class Kind(models.TextChoices):
        SIGNED_IN = "signed-in", "Logget inn"
        RECOVERED = "recovered", "Logget inn med gjenopprettingskode"
        FAILED = "failed", "Feil brukernavn eller passord"
        WRONG_CODE = "wrong-code", "Feil engangskode"
        LOCKED = "locked", "Innlogging sperret en stund"
        REFUSED = "refused", "Nektet adgang"
        ENROLLED = "enrolled", "Slo på totrinnsinnlogging"
        NEW_CODES = "new-codes", "Laget nye gjenopprettingskoder"
        NEW_PASSWORD = "new-password", "Byttet passord"
        ACCESS_CHANGED = "access-changed", "Endret en brukers tilgang"
        SESSIONS_ENDED = "sessions-ended", "Logget ut en bruker overalt"
        DEVICE_REMOVED = "device-removed", "Slo av en brukers totrinnsinnlogging"

    at = models.DateTimeField("tidspunkt", db_index=True)
    kind = models.CharField("hendelse", max_length=20, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="access_events", verbose_name="hvem"
    )
    about = models.CharField("gjelder", max_length=300, blank=True)

    objects = GuardedQuerySet.as_manager()

    class Meta(Guarded.Meta):
        verbose_name = "adgangshendelse"
        verbose_name_plural = "adgangshendelser"
        default_permissions = ()
        permissions = (("view_record", "Kan lese loggen"),)
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"


def forget_old(*, at: datetime) -> int:
    """Remove what is past its time, and say how many events that was."""
    Session.objects.filter(expire_date__lt=at).delete()
    SignInBudget.objects.filter(last_at__lt=at - timedelta(days=1)).delete()
    # The guarded manager refuses this to everyone else.
    number, _by_model = models.QuerySet(AccessEvent).filter(at__lt=at - AccessEvent.KEPT).delete()
    return number
