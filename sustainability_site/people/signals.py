"""The two moments that Django alone knows of."""

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from sustainability_site.people import two_factor
from sustainability_site.people.access import end_sessions, remember
from sustainability_site.people.models import AccessEvent
from sustainability_site.people.session_limits import start_session


@receiver(user_logged_in)
def begin(sender: type, request: HttpRequest, user: User, **kwargs: object) -> None:
    """Who has a second step is told of when it is taken, and takes it again at every sign-in: the session's hours start anew."""
    at = timezone.now()
    request.session.pop(DEVICE_ID_SESSION_KEY, None)
    start_session(request.session, at=at)
    if two_factor.device_of(user) is None:
        remember(AccessEvent.Kind.SIGNED_IN, user=user, at=at)


@receiver(post_save, sender=User)
def shut_out(sender: type, instance: User, update_fields: frozenset | None, **kwargs: object) -> None:
    """Who may no longer work here is out at once, and stays out when the account is opened again."""
    if update_fields != {"last_login"} and not (instance.is_active and instance.is_staff):
        end_sessions(instance)
