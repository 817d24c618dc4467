from django.core.exceptions import ValidationError

ORGANISATION_NUMBER_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def validate_organisation_number(value: str) -> None:
    """Nine digits, the last of them a check digit (modulus 11)."""
    if not (len(value) == 9 and value.isascii() and value.isdigit()):
        raise ValidationError("Et organisasjonsnummer har ni siffer, uten mellomrom.", code="length")
    *digits, control = map(int, value)
    total = sum(weight * digit for weight, digit in zip(ORGANISATION_NUMBER_WEIGHTS, digits, strict=True))
    if -total % 11 != control:
        raise ValidationError(
            "Kontrollsifferet stemmer ikke. Se etter at alle sifrene er riktige.", code="check_digit"
        )
