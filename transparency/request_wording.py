"""Dates and deadlines in the case handler's words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from sustainability_site.content.counting import counted

SOON = 3


@dataclass(frozen=True)
class Urgency:
    """`level` is late, soon or calm; "" in `words` means that nothing is due."""

    level: str = "calm"
    words: str = ""

    @property
    def panel(self) -> str:
        return {"late": "is-late", "soon": "is-soon"}.get(self.level, "")


def in_words(day: date | datetime) -> str:
    day = timezone.localdate(day) if isinstance(day, datetime) else day
    with override("nb"):
        return date_format(day, "j. F Y")


def in_figures(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def with_weekday(day: date) -> str:
    with override("nb"):
        return date_format(day, "l j. F Y")


def urgency_of(due: date, *, today: date, works: Callable[[date], bool]) -> Urgency:
    """How near a legal deadline is, in working days, since nobody answers on other days."""
    if today > due:
        return Urgency("late", f"{counted((today - due).days, 'dag', 'dager')} over fristen")
    if today == due:
        return Urgency("soon", "fristen er i dag")
    following = (today + timedelta(days=number) for number in range(1, (due - today).days + 1))
    left = sum(map(works, following))
    if not left:
        return Urgency("soon", f"ingen arbeidsdager igjen: fristen er {with_weekday(due)}")
    return Urgency("soon" if left <= SOON else "calm", f"om {counted(left, 'arbeidsdag', 'arbeidsdager')}")


def age_in_words(since: datetime, at: datetime) -> str:
    minutes = int((at - since).total_seconds() // 60)
    if minutes < 1:
        return "under ett minutt"
    if minutes < 60:
        return counted(minutes, "minutt", "minutter")
    if minutes < 48 * 60:
        return counted(minutes // 60, "time", "timer")
    return counted(minutes // (24 * 60), "døgn", "døgn")


def beginning(text: str, length: int = 80) -> str:
    """The first words, cut between words."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    return f"{words[: length + 1].rsplit(' ', 1)[0]} …"


# What the outbox keeps of an error is its name and code; the rest may quote an address.
FAILURES = {
    "SSLCertVerificationError": "E-posttjenerens sertifikat holder ikke, så ingenting ble sendt",
    "SMTPNotSupportedError": "E-posttjeneren tilbyr ikke kryptering, så ingenting ble sendt",
    "SMTPAuthenticationError": "E-posttjeneren godtar ikke brukernavnet eller passordet",
    "SMTPRecipientsRefused": "E-posttjeneren tar ikke imot brev til denne adressen",
    "ConnectionRefusedError": "E-posttjeneren svarer ikke",
    "TimeoutError": "E-posttjeneren svarer ikke",
}


def failure_in_words(error: str) -> str:
    """Why a letter did not leave, for whoever handles the case; "" where only whoever runs the site can tell."""
    return FAILURES.get(error.partition(" ")[0], "")
