"""What happens by itself. Every chore may be run at any time, again, or twice at once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from sustainability_site.content import keeping, publishing
from sustainability_site.content.upkeep import UPKEEP
from transparency import anonymising, case_reminders, outbox, reminders, spam

logger = logging.getLogger(__name__)


@dataclass
class Report:
    """What was done, by name, and the names of the chores that failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def run(*, at: datetime) -> Report:
    """Run every chore; one that fails does not stop the others. Sending comes last, so that what is written leaves."""
    report = Report()
    for name, chore in {**UPKEEP, **CHORES}.items():
        try:
            report.done[name] = chore(at) or 0
        except Exception as error:
            # The message of an error may quote what somebody wrote.
            logger.error("The chore «%s» failed: %s", name, type(error).__name__)
            report.failed.append(name)
    return report


CHORES: dict[str, Callable[[datetime], int | None]] = {
    "planlagte utgaver ført i kjeden": lambda at: publishing.enter_due(at=at),
    "påminnelser om redegjørelsen": lambda at: reminders.statement_reminders(at=at),
    "påminnelser om innsynskrav": lambda at: case_reminders.remind(at=at),
    "saker anonymisert": lambda at: anonymising.anonymise_old(at=at, months=settings.ANONYMISE_AFTER_MONTHS),
    "løse filer slettet": lambda at: anonymising.sweep(at=at),
    "gamle tellinger glemt": lambda at: spam.forget(at=at),
    "tekst som aldri ble lagret, glemt": lambda at: keeping.forget_old(at=at),
    "brev sendt": lambda at: outbox.send_due(at=at),
}
