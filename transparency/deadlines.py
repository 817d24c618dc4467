"""When the Transparency Act (åpenhetsloven, lov 2021-06-18 nr. 99) asks for something to be done. Pure.

The Act has no rule for counting. Weeks and months end on the same weekday or the same number of the month, and
on the month's last day where that number is missing: domstolloven § 148 by analogy. Domstolloven § 149, which moves
a day that falls on a weekend or a holiday, is not relied on: the legal date never moves. What the house aims for is
the internal date, the last Norwegian working day on or before the legal one.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

DAY = timedelta(days=1)
# Lov om helligdager og helligdagsfred (lov 1995-02-24 nr. 12) § 2, and lov om 1 og 17 mai (lov 1947-04-26 nr. 1): by the
# calendar, and in days from Easter Sunday.
HOLIDAYS = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
# Most offices are closed on the two eves, though neither is a public holiday.
CLOSED_EVES = ((12, 24), (12, 31))


@dataclass(frozen=True)
class Rule:
    """A length of time that the Act gives from `in_force_from` until a later rule of the same name."""

    name: str
    paragraph: str
    in_force_from: date
    weeks: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        return months_later(day + timedelta(weeks=self.weeks), self.months)


ANSWER, EXTENDED_ANSWER = "answer", "extended answer"
ASK_FOR_REASONS, GIVE_REASONS = "ask for reasons", "give reasons"
IN_FORCE = date(2022, 7, 1)

RULES = (
    Rule(ANSWER, "åpenhetsloven § 7", IN_FORCE, weeks=3),
    Rule(EXTENDED_ANSWER, "åpenhetsloven § 7", IN_FORCE, months=2),
    Rule(ASK_FOR_REASONS, "åpenhetsloven § 7", IN_FORCE, weeks=3),
    Rule(GIVE_REASONS, "åpenhetsloven § 7", IN_FORCE, weeks=3),
)


def rule(name: str, on: date) -> Rule:
    """The rule that held on a day. Raises LookupError for a day before the Act came into force."""
    held = [rule for rule in RULES if rule.name == name and rule.in_force_from <= on]
    if not held:
        raise LookupError(f"No rule «{name}» on {on}.")
    return max(held, key=lambda rule: rule.in_force_from)


def answer_due(received_on: date) -> date:
    """§ 7: an answer is given within reasonable time, and at the latest three weeks after receipt."""
    return rule(ANSWER, received_on).after(received_on)


def extension_notice_due(received_on: date) -> date:
    """§ 7: whoever needs more time says so, and why, and until when, within the three weeks."""
    return answer_due(received_on)


def extended_due(received_on: date) -> date:
    """§ 7: two months after receipt, not after the three weeks, where an extension was told of in time."""
    return rule(EXTENDED_ANSWER, received_on).after(received_on)


def fuller_reasons_may_be_asked_until(refused_on: date) -> date:
    """§ 7: three weeks after the refusal was received. `refused_on` is the earliest that can have been."""
    return rule(ASK_FOR_REASONS, refused_on).after(refused_on)


def fuller_reasons_due(asked_on: date) -> date:
    """§ 7: in writing, as soon as possible, and at the latest three weeks after they were asked for."""
    return rule(GIVE_REASONS, asked_on).after(asked_on)


def internal_due(legal: date) -> date:
    """The last Norwegian working day on or before a legal date."""
    return legal if working_day(legal) else internal_due(legal - DAY)


def working_day(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in CLOSED_EVES and not is_holiday(day)


def is_holiday(day: date) -> bool:
    """Whether the law makes it one, Sundays apart."""
    return (day.month, day.day) in HOLIDAYS or (day - easter(day.year)).days in FROM_EASTER


def working_days_before(day: date, count: int) -> date:
    """The working day that is `count` working days before `day`."""
    while count:
        day -= DAY
        count -= working_day(day)
    return day


def working_days_after(day: date, count: int) -> date:
    """The working day that is `count` working days after `day`."""
    while count:
        day += DAY
        count -= working_day(day)
    return day


def months_later(day: date, months: int) -> date:
    """Domstolloven § 148 by analogy."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
