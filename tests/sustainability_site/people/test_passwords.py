import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

GUESSED = "Passordet er lett å gjette. Velg for eksempel fire ord som ikke hører sammen."


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("passordpassord1", [GUESSED]),
        ("P@ssw0rd12345678!", [GUESSED]),
        ("sommer2026202620", [GUESSED]),
        ("velkommenoslo2026", [GUESSED]),
        ("qwertyuiopåasdfg", [GUESSED]),
        ("2wsx3edc4rfv5tgb", [GUESSED]),
        ("9876543210987654", [GUESSED]),
        ("jordbærjordbærjordbær", [GUESSED]),
        ("nordmann20260101", [GUESSED]),
        ("ababababababababa", ["Passordet har for få ulike tegn. Bruk minst 6 forskjellige."]),
        ("kort og godt 12", []),
        ("fire ord som ikke henger sammen", []),
        ("tåke-sykkel-orgel-linje", []),
        ("xK7#mQ2!vL9$zR4w", []),
    ],
)
def test_password_that_is_the_first_to_be_tried_is_refused(password: str, told: list[str]) -> None:
    user = User(username="kari", last_name="Nordmann")
    try:
        validate_password(password, user)
        found = []
    except ValidationError as refused:
        found = [message for message in refused.messages if "ligner for mye" not in message]
    assert found == told


def test_short_password_is_refused_in_norwegian() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("tåke-sykkel-12")
    assert refused.value.messages == ["Passordet er for kort. Det må ha minst 15 tegn."]
