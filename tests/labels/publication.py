from django.utils import timezone

from labels.models import Label
from sustainability_site.content import publishing


def publish(label: Label, **changes: object) -> None:
    """Change the working copy, and make it the live edition."""
    for name, value in changes.items():
        setattr(label, name, value)
    label.save()
    publishing.publish(label, actor="Prøve", reason="Prøve", at=timezone.now())
