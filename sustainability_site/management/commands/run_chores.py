from django.core.management.base import BaseCommand
from django.utils import timezone

from sustainability_site.content import publishing


class Command(BaseCommand):
    help = "What should happen by itself. Safe to run every five minutes, or twice at once."

    def handle(self, *args: object, **options: object) -> None:
        entered = publishing.enter_due(at=timezone.now())
        self.stdout.write(f"Førte {entered} planlagte utgaver i kjeden.")
