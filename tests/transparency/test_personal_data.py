"""The national identity numbers here are synthetic: 80 is added to the month, so they belong to nobody."""

import time

import pytest

from transparency.personal_data import Trace, find, is_national_id

SYNTHETIC = "01819012527"


def traces(text: str, **known: object) -> list[tuple[str, str]]:
    return [(found.trace.value, found.text) for found in find(text, **known)]


@pytest.mark.parametrize(
    "written",
    [
        SYNTHETIC,
        "018190 12527",
        "018190\u00a012527",
        "01 81 90 12527",
        "01.81.90-12527",
        "0 1 8 1 9 0 1 2 5 2 7",
        "０１８１９０１２５２７",
    ],
)
def test_national_id_however_it_is_written(written: str) -> None:
    assert [trace for trace, _text in traces(f"Nummeret er {written}.")] == ["national-id"]


def test_d_number_is_a_national_id() -> None:
    assert is_national_id("41819013142") is True


@pytest.mark.parametrize(
    "number", ["01819012528", "01819012517", "99999999999", "00000000000", "0181901252", "018190125270"]
)
def test_eleven_digits_without_valid_check_digits_are_no_national_id(number: str) -> None:
    assert is_national_id(number) is False


def test_national_id_beside_a_telephone_number() -> None:
    assert traces(f"Tlf 22 33 44 55 {SYNTHETIC}") == [("phone", "22 33 44 55"), ("national-id", SYNTHETIC)]


@pytest.mark.parametrize(
    "number",
    [
        "22334455",
        "22 33 44 55",
        "912 34 567",
        "+47 912 34 567",
        "+46 70 123 45 67",
        "0047 22334455",
        "004722334455",
    ],
)
def test_telephone_number(number: str) -> None:
    assert ("phone", number) in traces(f"Ring {number} for svar.")


@pytest.mark.parametrize(
    "text",
    ["i 2022-2023", "den 20240615", "450 000 kroner", "12 345 678 kroner", "org.nr. 123 456 789", "§ 6 og 7"],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert traces(f"Det gjelder {text} i alt.") == []


@pytest.mark.parametrize(
    "address", ["kari@example.no", "kari.n+x@post.example.no", "kari (at) example.no", "kari[at]example.no"]
)
def test_email_address(address: str) -> None:
    assert traces(f"Skriv til {address} først.") == [("email", address)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vi snakket med Kari Nordmann i går.", ["Kari Nordmann"]),
        ("Kari Nordmann spurte oss.", ["Kari Nordmann"]),
        ("Hos Ola Li-Berg er det slik.", ["Ola Li-Berg"]),
        ("Vi snakket med Anne B. van Dahl om det.", ["Anne B. van Dahl"]),
        ("I Norge er det slik. Det Norske er annet.", []),
        ("Varen er merket med Nordic Ecolabel og Blue Angel.", []),
        ("Kobolt fra Kongo brukes i batterier.", []),
        ("we asked José Müller about it", ["José Müller"]),
    ],
)
def test_possible_names(text: str, names: list[str]) -> None:
    assert [found.text for found in find(text) if found.trace is Trace.NAME] == names


def test_name_that_is_known_to_be_no_person() -> None:
    text = "Vi i Eksempel Handel svarer."
    assert traces(text) == [("name", "Eksempel Handel")]
    assert traces(text, known=["Eksempel Handel AS"]) == []


def test_long_text_is_read_in_bounded_time() -> None:
    started = time.process_time()
    for text in ("1 " * 20_000, "Aa " * 10_000, "a." * 20_000 + "@", "+" + "1-" * 20_000):
        find(text)
    assert time.process_time() - started < 5
