from datetime import date

import pytest
from django.core.exceptions import ValidationError

from labels.enums import Stage, Standing
from labels.models import Coverage, Scope


def test_stages_follow_the_life_cycle_whatever_the_order_of_ticking() -> None:
    row = Coverage(in_recycling=True, in_raw_material=True, in_use=True)
    assert row.stages() == [Stage.RAW_MATERIAL, Stage.USE, Stage.RECYCLING]


def test_stages_of_an_unplaced_row_are_none() -> None:
    assert Coverage().stages() == []


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_column(stage: Stage) -> None:
    assert Coverage(**{f"in_{stage.name.lower()}": True}).stages() == [stage]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, Standing.CURRENT),
        ({"valid_until": date(2026, 11, 23)}, Standing.CURRENT),
        ({"valid_until": date(2026, 11, 22)}, Standing.PAST),
        ({"valid_from": date(2026, 11, 23)}, Standing.CURRENT),
        ({"valid_from": date(2026, 11, 24)}, Standing.FUTURE),
    ],
)
def test_standing_on_a_day_follows_the_dates(dates: dict, expected: Standing, today: date) -> None:
    assert Scope(standing=Standing.CURRENT, **dates).standing_on(today) is expected


@pytest.mark.parametrize("stated", [Standing.UNCERTAIN, Standing.PAST])
def test_standing_that_is_not_current_is_left_as_stated(stated: Standing, today: date) -> None:
    assert Scope(standing=stated, valid_until=date(2021, 12, 31)).standing_on(today) is stated


@pytest.mark.django_db
def test_scope_with_dates_in_the_wrong_order_is_refused() -> None:
    scope = Scope(valid_from=date(2026, 1, 2), valid_until=date(2026, 1, 1))
    with pytest.raises(ValidationError, match="«Gjelder fra» kan ikke være etter «gjelder til og med»"):
        scope.validate_constraints(exclude={"label", "category", "source"})
