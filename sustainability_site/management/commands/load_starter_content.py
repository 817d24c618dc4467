from django.core.management.base import BaseCommand
from django.utils import timezone

from sustainability_site import starter


class Command(BaseCommand):
    help = "Reads the starter content into an empty database and publishes it as edition 1 of everything."

    def handle(self, *args: object, **options: object) -> None:
        number = starter.load(actor="startinnhold", at=timezone.now())
        self.stdout.write(
            f"Publiserte {number} sider og oppslag."
            if number
            else "Databasen er i bruk. Ingenting er endret."
        )
