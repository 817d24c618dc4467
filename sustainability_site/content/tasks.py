"""What is left for an editor to do, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from sustainability_site.content.models import Organisation, Publishable


@dataclass(frozen=True)
class Task:
    subject: Publishable
    text: str


def tasks_of(subject: Publishable) -> Iterator[Task]:
    """What is left to do with one object."""
    if isinstance(subject, Organisation) and not subject.request_email:
        yield Task(subject, "Kontaktadresse for innsynskrav mangler.")


def open_tasks() -> Iterator[Task]:
    for organisation in Organisation.objects.all():
        yield from tasks_of(organisation)
