from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from transparency import chores


class Command(BaseCommand):
    help = "What should happen by itself. Safe to run every five minutes, or twice at once."

    def handle(self, *args: object, **options: object) -> None:
        report = chores.run(at=timezone.now())
        for name, number in report.done.items():
            if number:
                self.stdout.write(f"{name.capitalize()}: {number}.")
        if report.failed:
            raise CommandError(f"Ikke gjort: {', '.join(report.failed)}.")
