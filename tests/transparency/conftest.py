from collections.abc import Callable
from datetime import date

import pytest

from transparency.models import Statement


@pytest.fixture
def starter(db: None) -> Statement:
    return Statement.objects.get(code="2022-09_2023-06")


@pytest.fixture
def make_statement(db: None) -> Callable[..., Statement]:
    """A saved statement for the calendar year 2024, unless told otherwise."""

    def make(**values: object) -> Statement:
        year = {
            "period_start": date(2024, 1, 1),
            "period_end": date(2024, 12, 31),
            "title": "Redegjørelse 2024",
        }
        return Statement.objects.create(**year | values)

    return make
