"""People who sign in, and the codes that their telephones would show."""

import re

from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from sustainability_site.people import two_factor

PASSWORD = "fire ord som ikke henger sammen"  # noqa: S105  of accounts that live for one test


def person(name: str = "kari", *, superuser: bool = True) -> User:
    return User.objects.create_user(
        name,
        password=PASSWORD,
        is_staff=True,
        is_superuser=superuser,
        first_name=name.title(),
        last_name="Nordmann",
    )


def code_of(user: User) -> str:
    """What the app shows now."""
    return f"{totp(TOTPDevice.objects.get(user=user).bin_key):06}"


def enrolled(user: User) -> list[str]:
    """Gives the person an app: her recovery codes."""
    return two_factor.install(user, key=two_factor.new_key())


def sign_in(client: Client, user: User, password: str = PASSWORD):
    return client.post("/admin/login/?next=/admin/", {"username": user.username, "password": password})


def said(response) -> list[str]:
    """The complaints of a form."""
    return [str(error) for errors in response.context["form"].errors.values() for error in errors]


def shown_codes(html: str) -> list[str]:
    return re.findall(r"<code>([a-z2-9-]{29})</code>", html)
