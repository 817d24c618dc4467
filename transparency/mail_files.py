"""Where e-mail lands without a mail server: one file for each letter, under var/mail."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def path_of(message_id: str) -> Path:
    """The same letter sent again is the same file."""
    return settings.VAR / "mail" / f"{re.sub(r'[^A-Za-z0-9.@-]', '', message_id)}.eml"


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            path = path_of(message.extra_headers.get("Message-ID", ""))
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            half = path.with_suffix(".half")
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(message.message().as_bytes())
            half.replace(path)
        return len(email_messages)
