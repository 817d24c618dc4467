from datetime import date, timedelta

import pytest

from tests.transparency.cases import oslo
from transparency.deadlines import working_day
from transparency.request_wording import Urgency, age_in_words, beginning, urgency_of


@pytest.mark.parametrize(
    ("due", "today", "level", "words"),
    [
        (date(2026, 4, 2), date(2026, 4, 4), "late", "2 dager over fristen"),
        (date(2026, 4, 2), date(2026, 4, 3), "late", "1 dag over fristen"),
        (date(2026, 4, 2), date(2026, 4, 2), "soon", "fristen er i dag"),
        (
            date(2026, 4, 2),
            date(2026, 4, 1),
            "soon",
            "ingen arbeidsdager igjen: fristen er torsdag 2. april 2026",
        ),
        (date(2026, 5, 2), date(2026, 4, 29), "soon", "om 1 arbeidsdag"),
        (date(2026, 3, 13), date(2026, 3, 10), "soon", "om 3 arbeidsdager"),
        (date(2026, 3, 13), date(2026, 3, 9), "calm", "om 4 arbeidsdager"),
        (
            date(2026, 12, 25),
            date(2026, 12, 23),
            "soon",
            "ingen arbeidsdager igjen: fristen er fredag 25. desember 2026",
        ),
    ],
)
def test_days_left_are_told_in_working_days(due: date, today: date, level: str, words: str) -> None:
    assert urgency_of(due, today=today, works=working_day) == Urgency(level, words)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=20), "under ett minutt"),
        (timedelta(minutes=1), "1 minutt"),
        (timedelta(hours=47), "47 timer"),
        (timedelta(days=3, hours=5), "3 døgn"),
    ],
)
def test_age_is_told_in_one_unit(age: timedelta, words: str) -> None:
    at = oslo(2026, 3, 12)
    assert age_in_words(at - age, at) == words


def test_beginning_is_cut_between_words_on_one_line() -> None:
    assert beginning("Hvor er\n\nskjermen laget?", 16) == "Hvor er skjermen …"
    assert beginning("Kort  spørsmål", 16) == "Kort spørsmål"
