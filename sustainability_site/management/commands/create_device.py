from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sustainability_site.people import two_factor
from sustainability_site.people.access import end_sessions, remember
from sustainability_site.people.models import AccessEvent


class Command(BaseCommand):
    help = (
        "Gives a user her first app for one-time codes and ten recovery codes, shown only now. In production nobody "
        "comes in without; those who sign in can also enrol themselves."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--replace", action="store_true", help="take away the app that the user has, and sign her out"
        )

    def handle(self, *args: object, username: str, replace: bool, **options: object) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user «{username}».")
        if two_factor.device_of(user) is not None and not replace:
            raise CommandError(f"«{username}» has an app already. Take it away with --replace.")
        key = two_factor.new_key()
        codes = two_factor.install(user, key=key)
        end_sessions(user)
        remember(AccessEvent.Kind.ENROLLED, user=user, at=timezone.now(), about="kommando på tjeneren")
        address = two_factor.config_address(key, user=user, issuer="Redaksjon")
        self.stdout.write(
            f"Key for the app, shown only now: {two_factor.in_base32(key)}\n"
            f"The same as an address, for a program that makes QR codes: {address}\n"
            "Recovery codes, each opens once:\n" + "\n".join(f"    {code}" for code in codes)
        )
