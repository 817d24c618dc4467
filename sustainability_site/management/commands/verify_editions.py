from django.core.management.base import BaseCommand, CommandError

from sustainability_site.content import chain, publishing


class Command(BaseCommand):
    help = "Checks every edition and the chain; says which row has been tampered with, and what is redacted."

    def handle(self, *args: object, **options: object) -> None:
        for sentence in chain.redactions():
            self.stdout.write(sentence)
        faults = list(chain.verify())
        if faults:
            raise CommandError("\n".join(faults))
        length, newest = publishing.head()
        self.stdout.write(f"Kjeden er hel: {length} innføringer, siste hash {newest}.")
