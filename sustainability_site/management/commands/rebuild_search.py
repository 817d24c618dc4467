from django.core.management.base import BaseCommand

from sustainability_site.content import indexing


class Command(BaseCommand):
    help = "Reads every edition anew for the search. Safe to run at any time."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"Leste {indexing.rebuild()} utgaver på nytt for søket.")
