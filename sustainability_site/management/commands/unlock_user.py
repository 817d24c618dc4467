from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sustainability_site.people import lockout, two_factor


class Command(BaseCommand):
    help = "Lets a user who has failed to sign in too often try again at once, from everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: object, username: str, **options: object) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user «{username}».")
        lockout.unlock(username)
        if (device := two_factor.device_of(user)) is not None:
            device.throttle_reset()
        self.stdout.write(f"«{username}» may try again.")
