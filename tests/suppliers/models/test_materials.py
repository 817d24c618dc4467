from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from suppliers.models import Mineral, Regulation, Substance
from sustainability_site.content.documents import freeze, thaw

pytestmark = pytest.mark.django_db


@pytest.fixture
def cadmium() -> Substance:
    return Substance.objects.get(code="cadmium")


@pytest.mark.parametrize(
    ("stored", "shown"), [("0.100", "0.1"), ("0.010", "0.01"), ("10.000", "10"), ("0.000", "0")]
)
def test_limit_has_no_trailing_zeros(stored: str, shown: str) -> None:
    assert f"{Substance(limit_percent=Decimal(stored)).limit:f}" == shown


def test_limit_not_stated_is_none_and_not_zero() -> None:
    assert Substance(limit_percent=None).limit is None
    assert Substance(limit_percent=None).card()["facts"]["limit_percent"] is None


@pytest.mark.parametrize("limit", ["-0.001", "100.001"])
def test_limit_that_is_no_percentage_is_refused(limit: str, cadmium: Substance) -> None:
    cadmium.limit_percent = Decimal(limit)
    with pytest.raises(ValidationError, match="Grensen må være mellom 0 og 100 prosent"):
        cadmium.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        cadmium.save()


def test_substance_comes_back_from_its_document(cadmium: Substance) -> None:
    rohs = Regulation.objects.get(code="rohs")
    thawed = thaw(freeze(cadmium), {"regulation/rohs": rohs})
    assert (thawed.limit, thawed.regulation.identifier) == (Decimal("0.01"), "2011/65/EU")


def test_materials_have_no_page_of_their_own(cadmium: Substance) -> None:
    assert cadmium.address("nb") is None
    assert Mineral.objects.get(code="tin").address("en") is None


def test_conflict_minerals_are_the_four() -> None:
    four = Mineral.objects.filter(conflict_mineral=True).values_list("code", flat=True)
    assert list(four) == ["tin", "tantalum", "tungsten", "gold"]
