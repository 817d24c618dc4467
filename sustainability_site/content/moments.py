"""Moments as admin writes them."""

from datetime import datetime

from django.utils import timezone


def in_figures(moment: datetime) -> str:
    """«01.12.2026 kl. 09.00», Norwegian time."""
    return f"{timezone.localtime(moment):%d.%m.%Y kl. %H.%M}"
