"""Reading and barriers: what is told of one text, and where it leads."""

import pytest

from sustainability_site.content.remarks import barriers, reading
from sustainability_site.content.remarks.sentences import sentences
from sustainability_site.content.remarks.written import Written


def text(html: str, language: str = "nb") -> Written:
    return Written("avsnitt 2: tekst", f"#id_sections-1-body_{language}", language, html, True, False)


def read(html: str, language: str = "nb") -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in reading.remarks([text(html, language)])]


def test_long_sentence_is_quoted_by_its_beginning() -> None:
    long = "Vi ser på hver sak for seg, og " + "så " * 30 + "går vi videre."
    (fault,) = reading.remarks([text(f"<p>Kort. {long}</p>")])
    assert fault.sentence == "41 ord i én setning. Del den: «Vi ser på hver sak for seg, og …»"
    assert (fault.code, fault.paragraph) == ("Lang setning", "avsnitt 2: tekst")


def test_heavy_text_is_told_with_its_figure() -> None:
    heavy = "Leverandørkontrollen omfatter underleverandørenes arbeidsmiljøforhold systematisk. " * 8
    (fault,) = reading.remarks([text(f"<p>{heavy}</p>")])
    # Five words a sentence, and all of them long.
    assert (fault.code, fault.sentence.partition(".")[0]) == ("LIX", "Teksten har lesbarhetstallet 105")
    assert read("<p>Vi ser på det. Så gjør vi det.</p>" * 8) == []


def test_passive_is_told_when_it_is_a_habit() -> None:
    passive = (
        "<p>Saken blir vurdert. Svaret blir sendt. Brevet ble skrevet. Kravene kontrolleres. Vi ser.</p>"
    )
    assert read(passive) == [("Passiv", "#id_sections-1-body_nb")]
    assert read("<p>Saken blir vurdert. Vi svarer. Vi ser. Vi går. Det finnes.</p>") == []
    assert read("<p>It is checked. It was sent. We go. We look. We see.</p>", "en") == []


def test_year_ends_a_sentence_and_a_day_does_not() -> None:
    assert sentences("Det var 13. juni 2024. Så kom loven.") == ["Det var 13. juni 2024", "Så kom loven"]


@pytest.mark.parametrize(
    ("html", "code", "told"),
    [
        (
            "<h3>Krav</h3><p>x</p><h4>Mer</h4><h2>To</h2><h4>Dypt</h4>",
            "1.3.1",
            "Overskriften «Dypt» hopper fra nivå 2 til nivå 4.",
        ),
        (
            "<p><strong>Krav til eier</strong></p>",
            "1.3.1",
            "«Krav til eier» ser ut som en overskrift, men er bare uthevet. Gjør den til overskrift.",
        ),
        (
            '<p>Se <a href="https://example.com/">her</a>.</p>',
            "2.4.4",
            "Lenketeksten «her» sier ikke hvor lenken leder (https://example.com/).",
        ),
        (
            '<p><a href="https://example.com/">https://example.com/</a></p>',
            "2.4.4",
            "Lenketeksten er en adresse (https://example.com/). Skriv hva siden heter.",
        ),
        ("<p>DETTE HASTER VELDIG nå</p>", "Store bokstaver", None),
    ],
)
def test_barrier_is_told(html: str, code: str, told: str | None) -> None:
    faults = list(barriers.remarks({"kind": "page", "code": "x", "shape": 1}, [text(html)]))
    assert [fault.code for fault in faults] == [code]
    assert told is None or faults[0].sentence == told


def test_good_text_is_left_alone() -> None:
    html = (
        '<h3>Krav</h3><p>Se <a href="/-/page/about/">om oss</a> og <strong>dette</strong>. TCO og EPEAT.</p>'
    )
    assert list(barriers.remarks({"kind": "page", "code": "x", "shape": 1}, [text(html)])) == []
