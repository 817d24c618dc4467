import json

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sustainability_site.content import chain, picture_redaction
from sustainability_site.content.documents import pictures
from sustainability_site.content.models import Edition


class Command(BaseCommand):
    help = (
        "Blanks the document of an edition for good; its hash, and an entry with who, when and on what ground, remain. "
        "For example: redact_edition page/about 1 --ground 'Personopplysning' --actor 'Kari Nordmann'"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", help="kind/code, for example page/about")
        parser.add_argument("number", type=int, help="the edition's number")
        parser.add_argument("--ground", required=True, help="why; it stays in the record")
        parser.add_argument("--actor", required=True, help="who decides; it stays in the record")
        parser.add_argument(
            "--with-pictures",
            action="store_true",
            help="blank its picture files as well, however they are cut",
        )

    def handle(self, *args: object, **options: object) -> None:
        edition = Edition.objects.filter(subject=options["subject"], number=options["number"]).first()
        if edition is None:
            raise CommandError(f"{options['subject']} har ingen utgave {options['number']}.")
        with_pictures = options["with_pictures"] and edition.document
        embedded = list(pictures(json.loads(edition.document))) if with_pictures else []
        names = set().union(*map(picture_redaction.names_of, embedded))
        try:
            chain.redact(edition, ground=options["ground"], actor=options["actor"], at=timezone.now())
        except chain.RedactionRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        picture_redaction.redact(names)
        self.stdout.write(f"{edition} er sladdet. Bildefiler tømt: {len(names)}.")
