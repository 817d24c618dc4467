"""The second step: a one-time code from an app, or one of ten recovery codes. Each code opens once."""

import hashlib
import re
import secrets
from base64 import b32encode
from datetime import datetime
from urllib.parse import quote

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from sustainability_site.people.models import RecoveryCode

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
NUMBER_OF_CODES, LENGTH, GROUP = 10, 25, 5


class Locked(Exception):
    """Too many wrong codes: the next is looked at from `until` on."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def device_of(user: User) -> TOTPDevice | None:
    """The app that the person has shown to work."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()


def has_app() -> Exists:
    """For queries over users: whether the person has such an app."""
    return Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True))


def new_key() -> str:
    return secrets.token_hex(20)


def in_base32(key: str) -> str:
    """The key as an app wants it typed."""
    return b32encode(bytes.fromhex(key)).decode()


def config_address(key: str, *, user: User, issuer: str) -> str:
    """What the QR code says to the app."""
    label = quote(f"{issuer}:{user.get_username()}", safe="")
    return f"otpauth://totp/{label}?secret={in_base32(key)}&issuer={quote(issuer)}&algorithm=SHA1&digits=6&period=30"


def enrol(user: User, *, key: str, code: str, at: datetime) -> list[str] | None:
    """Let the app with this key be the person's only one, if it gives the right code: her recovery codes, else None.

    The code is used up with it.
    """
    totp = TOTP(bytes.fromhex(key))
    totp.time = at.timestamp()
    if not (re.fullmatch(r"[0-9]{6}", code) and totp.verify(int(code), tolerance=1)):
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        TOTPDevice.objects.create(user=user, name="app", key=key, last_t=totp.t(), drift=totp.drift)
        return new_recovery_codes(user)


def install(user: User, *, key: str) -> list[str]:
    """Give the person an app without asking for a code, as someone at the server may: her recovery codes."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        TOTPDevice.objects.create(user=user, name="app", key=key)
        return new_recovery_codes(user)


def remove(user: User) -> None:
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        RecoveryCode.objects.filter(user=user).delete()


def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes, in place of those from before. They can't be read again."""
    plain = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(NUMBER_OF_CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(user=user, sha256=_hash(code)) for code in plain)
    return ["-".join(code[i : i + GROUP] for i in range(0, LENGTH, GROUP)) for code in plain]


def codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def prove(user: User, typed: str, *, at: datetime) -> str:
    """ "app" or "recovery" for the kind of code that opened, "" for a wrong one. Raises Locked.

    The device is locked meanwhile, so that of two who send the same code one gets in.
    """
    code = re.sub(r"[\s-]", "", typed).lower()
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        if device is None:
            return ""
        allowed, why = device.verify_is_allowed()
        if not allowed:
            raise Locked(why["locked_until"])
        if re.fullmatch(r"[0-9]{6}", code):
            return "app" if device.verify_token(code) else ""
        unused = RecoveryCode.objects.filter(user=user, sha256=_hash(code), used_at=None)
        if unused.update(used_at=at):
            device.throttle_reset()
            return "recovery"
        device.throttle_increment()
        return ""


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
