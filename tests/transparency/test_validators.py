import pytest
from django.core.exceptions import ValidationError

from transparency.validators import validate_organisation_number


@pytest.mark.parametrize("number", ["974760673", "123456785"])
def test_organisation_number_with_right_check_digit_passes(number: str) -> None:
    validate_organisation_number(number)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("974760674", "check_digit"),
        ("947760673", "check_digit"),
        ("974 760 673", "length"),
        ("97476067", "length"),
        ("97476067x", "length"),
        ("٩٧٤٧٦٠٦٧٣", "length"),
        ("", "length"),
    ],
)
def test_organisation_number_that_cannot_exist_is_refused(number: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_organisation_number(number)
    assert refused.value.code == code


def test_organisation_number_whose_check_would_be_ten_is_refused() -> None:
    for last in range(10):
        with pytest.raises(ValidationError):
            validate_organisation_number(f"10000013{last}")
