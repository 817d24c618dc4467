from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sustainability_site.content.source_fetching import Network
from sustainability_site.content.source_visits import Manners, NobodyAnswers, visit_sources


class Command(BaseCommand):
    help = "Visits every source that has an address, and gives the editors a task for each that is dead, moved or changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=6, help="Leave alone what was visited in the last so many days (6)."
        )

    def handle(self, *args: object, days: int, **options: object) -> None:
        number = 0
        visits = visit_sources(
            at=timezone.now(),
            agent=f"source-check (+{settings.SITE_URL}/)",
            days=days,
            network=Network(),
            manners=Manners(),
        )
        try:
            for visit in visits:
                number += 1
                if visit.told:
                    self.stdout.write(f"{visit.source.code}: {visit} {visit.explanation}")
        except NobodyAnswers:
            raise CommandError(
                "Ingen av kildene svarte. Kommer denne maskinen ut på nettet? Stillheten er ikke notert."
            ) from None
        self.stdout.write(f"{number} kilder besøkt.")
