"""What is left for an editor to do, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from sustainability_site.content.models import Finding, Organisation, Publishable, Source, SourceVisit


@dataclass(frozen=True)
class Task:
    subject: Publishable
    text: str
    urgent: bool = False


def tasks_of(subject: Publishable, at: datetime) -> Iterator[Task]:
    """What is left to do with one object."""
    if isinstance(subject, Organisation) and not subject.request_email:
        yield Task(subject, "Kontaktadresse for innsynskrav mangler.", urgent=True)
    if isinstance(subject, Source):
        if subject.expired(timezone.localdate(at)):
            yield _expired(subject)
        yield from (_visited(subject, visit) for visit in subject.visits.telling())


def open_tasks(at: datetime) -> Iterator[Task]:
    for organisation in Organisation.objects.all():
        yield from tasks_of(organisation, at)
    for source in Source.objects.filter(valid_until__lt=timezone.localdate(at)):
        yield _expired(source)
    for visit in SourceVisit.objects.telling():
        yield _visited(visit.source, visit)


def _expired(source: Source) -> Task:
    return Task(source, f"Kilden «{source}» gjaldt til og med {source.valid_until:%d.%m.%Y}. Finn en nyere.")


def _visited(source: Source, visit: SourceVisit) -> Task:
    since = f"{timezone.localdate(visit.since):%d.%m.%Y}"
    words = Finding(visit.finding).label
    return Task(source, f"Kilden «{source}» {words} (siden {since}). {visit.explanation}".strip())
