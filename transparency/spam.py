"""What speaks for spam, and how much the form takes. A suspect waits for a person; nothing is dropped.

No address is kept: a part of the net is known by a keyed hash that is new each day.
"""

import ipaddress
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from django.db import models
from django.db.models import F
from django.utils.crypto import salted_hmac

from transparency.models import RequestBudget

# What one hour takes. A suspect can't use up the places of the others.
MOST_IN_ALL = 1_000
MOST_SUSPECTS = 300
MOST_FROM_ONE_NETWORK = 5
MOST_OF_ONE_TEXT = 3
MOST_IN_ONE_CASE = 20
MOST_MESSAGES = 500
MOST_WAITING_IN_QUARANTINE = 2_000
MOST_LINKS = 4
KEPT = timedelta(days=1)


class Sign(models.TextChoices):
    TRAP = "trap", "feltet som skal stå tomt, var fylt ut"
    QUICK = "quick", "sendt under tre sekunder etter at skjemaet ble vist"
    NETWORK = "network", "mange skjemaer fra samme del av nettet"
    TEXT = "text", "samme tekst sendt flere ganger"
    NO_ORIGIN = "no-origin", "nettleseren sa ikke hvor skjemaet kom fra"
    LINKS = "links", "mange lenker i teksten"


# Old browsers and careful askers give one of these away; two together are another matter.
WEAK = frozenset({Sign.NO_ORIGIN, Sign.LINKS})


class Sender(Enum):
    """Where the browser says that the form was sent from."""

    OWN = "own"
    UNKNOWN = "unknown"
    FOREIGN = "foreign"


class OverBudget(Exception):
    """The form takes no more for now: nothing is stored, and the visitor must be told so."""


@dataclass(frozen=True)
class Submission:
    """What is known of a sending besides its words."""

    sender: Sender
    network: str
    trapped: bool
    too_quick: bool


def sender_of(headers: Mapping[str, str], own_origin: str) -> Sender:
    """Judges Sec-Fetch-Site, and Origin where it is missing. A page without referrer sends the Origin «null»."""
    site, origin = headers.get("Sec-Fetch-Site"), headers.get("Origin")
    if site is not None:
        return Sender.OWN if site in ("same-origin", "none") else Sender.FOREIGN
    if origin in (None, "null"):
        return Sender.UNKNOWN
    return Sender.OWN if origin == own_origin else Sender.FOREIGN


def client_address(meta: Mapping[str, str], header: str) -> str:
    """The visitor's address: the server's own word, or the last one in the header that the proxy writes."""
    if not header:
        return meta.get("REMOTE_ADDR", "")
    return meta.get(f"HTTP_{header.upper().replace('-', '_')}", "").rpartition(",")[2].strip()


def network_of(address: str) -> str:
    """The part of the net (/24, /48) an address is in; "" for one that tells nothing of the visitor."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if not ip.is_global:
        return ""
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False))


def signs_of(submission: Submission, question: str) -> list[Sign]:
    links = question.casefold().count("http://") + question.casefold().count("https://")
    signs = {
        Sign.TRAP: submission.trapped,
        Sign.QUICK: submission.too_quick,
        Sign.NO_ORIGIN: submission.sender is Sender.UNKNOWN,
        Sign.LINKS: links > MOST_LINKS,
    }
    return [sign for sign, seen in signs.items() if seen]


def is_suspect(signs: Iterable[Sign]) -> bool:
    signs = set(signs)
    return bool(signs - WEAK) or len(signs) > 1


def judge(submission: Submission, question: str, *, waiting: int, at: datetime) -> str:
    """Why a submission goes to quarantine, "" when it does not. Counts it; call in the transaction that stores it.

    `waiting` is the number in quarantine. Raises OverBudget.
    """
    signs = signs_of(submission, question)
    if submission.network and _spend("network", submission.network, at) > MOST_FROM_ONE_NETWORK:
        signs.append(Sign.NETWORK)
    if _spend("text", " ".join(question.split()).casefold(), at) > MOST_OF_ONE_TEXT:
        signs.append(Sign.TEXT)
    if _spend("all", "", at) > MOST_IN_ALL:
        raise OverBudget
    if not is_suspect(signs):
        return ""
    if waiting >= MOST_WAITING_IN_QUARANTINE or _spend("suspects", "", at) > MOST_SUSPECTS:
        raise OverBudget
    return "; ".join(sign.label for sign in signs)


def count_message(case_number: str, *, at: datetime) -> None:
    """Counts what is sent within a case. Raises OverBudget."""
    if _spend("case", case_number, at) > MOST_IN_ONE_CASE or _spend("messages", "", at) > MOST_MESSAGES:
        raise OverBudget


def require_room(folder: Path, least: int) -> None:
    """Raises OverBudget while the disk is too full for more cases."""
    if shutil.disk_usage(folder).free < least:
        raise OverBudget


def forget(*, at: datetime) -> None:
    """Removes counts that no longer matter."""
    RequestBudget.objects.filter(hour__lt=at - KEPT).delete()


def _spend(kind: str, value: str, at: datetime) -> int:
    hour = at.replace(minute=0, second=0, microsecond=0)
    message = f"{at:%Y-%m-%d} {kind} {value}"
    share = salted_hmac("transparency.spam", message, algorithm="sha256").hexdigest()[:32]
    row, _created = RequestBudget.objects.get_or_create(hour=hour, share=share)
    RequestBudget.objects.filter(pk=row.pk).update(spent=F("spent") + 1)
    row.refresh_from_db(fields=["spent"])
    return row.spent
