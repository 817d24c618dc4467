"""Editions of statements for tests of the archive."""

from django.utils import timezone

from sustainability_site.content import publishing
from sustainability_site.content.models import Edition, Publishable
from transparency.models import Measure, Statement

PERIOD = "2022-09_2023-06"
ACTOR = "Redaktør Eksempelsen"
PAGE = f"/apenhetsloven/{PERIOD}/"


def publish(subject: Publishable, reason: str = "Prøve") -> Edition:
    return publishing.publish(subject, actor=ACTOR, reason=reason, at=timezone.now(), override_reason="Prøve")


def second_edition(statement: Statement, **changes: str) -> Edition:
    """Edition 2: fewer employees, results, one finding graver, one gone, one measure new."""
    statement.organisation_nb = statement.organisation_nb.replace("2 400 ansatte", "2 300 ansatte")
    statement.results_nb = "<p>Ni av tolv avvik ble lukket.</p>"
    for name, value in changes.items():
        setattr(statement, name, value)
    statement.save()
    statement.findings.filter(key="child-and-slave-labour").update(severity="high")
    statement.findings.get(key="terms-of-employment").delete()
    Measure.objects.create(statement=statement, title_nb="Ny kanal", status="planned", position=500)
    return publish(statement, "Tallet på ansatte var galt.")
