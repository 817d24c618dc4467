"""Publishing and withdrawing, as an editor would, in one call."""

from django.utils import timezone

from sustainability_site.content import publishing
from sustainability_site.content.models import Publishable


def publish(subject: Publishable, **changes: object) -> None:
    for name, value in changes.items():
        setattr(subject, name, value)
    subject.save()
    publishing.publish(subject, actor="Prøve", reason="Prøve", at=timezone.now())


def withdraw(subject: Publishable) -> None:
    publishing.withdraw(subject, actor="Prøve", reason="Prøve", at=timezone.now())
