import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Creates the administrator «admin» with a random password, printed once, where there is no administrator."

    def handle(self, *args: object, **options: object) -> None:
        users = get_user_model()
        if users.objects.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(15)
        users.objects.create_superuser("admin", password=password)
        self.stdout.write(
            "The first administrator is made. This password is shown only now:\n"
            f"    user name: admin\n    password:  {password}\n"
            "Sign in at /admin/ and choose your own under «Endre passord»."
        )
