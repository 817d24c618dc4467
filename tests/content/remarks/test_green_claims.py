"""G1, G3 and G5–G8: what is a claim, what is not, and what stops a publication."""

import pytest

from sustainability_site.content.faults import Level
from sustainability_site.content.remarks.green_claims import remarks
from sustainability_site.content.remarks.written import Written


def judged(text: str, *, language: str = "nb", sourced: bool = False) -> list[tuple[str, Level]]:
    found = remarks([Written("tekst", "#id_body_nb", language, text, True, sourced)])
    return [(fault.code, fault.level) for fault in found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<p>Velg en grønn PC.</p>", "G1"),
        ("<p>Et mer bærekraftig valg.</p>", "G1"),
        ("<p>An eco-friendly monitor.</p>", "G1"),
        ("<p>Denne modellen er TCO-sertifisert.</p>", "G3"),
        ("<p>Our laptop is certified.</p>", "G3"),
        ("<p>RoHS gir deg en fordel.</p>", "G5"),
        ("<p>Vi er stolte av CE-merkingen.</p>", "G5"),
        ("<p>Vi er karbonnøytrale.</p>", "G6"),
        ("<p>Innen 2030 skal vi halvere utslippene.</p>", "G7"),
        ("<p>By 2040 we will have no emissions left from transport: climate work goes on.</p>", "G7"),
        ("<p>Brukte maskiner beholder TCO Certified.</p>", "G8"),
        ("<p>A refurbished laptop is still Energy Star.</p>", "G8"),
    ],
)
def test_claim_is_pointed_out(text: str, code: str) -> None:
    assert judged(text) == [(code, Level.WARN)]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Grønne ord alene sier ikke noe.</p>",
        '<p>Et grønt valg, etter <a href="/-/source/x/">kilden</a>.</p>',
        "<p>Etiske retningslinjer for leverandører.</p>",
        "<p>Denne modellen er sertifisert, sertifikat 2200145.</p>",
        "<p>RoHS begrenser ti stoffer.</p>",
        "<p>CE-merket er ikke noe kvalitetsstempel.</p>",
        "<p>Det er forbudt å kalle et produkt klimanøytralt fordi det kjøpes klimakvoter.</p>",
        '<p>Innen 2030 skal utslippene halveres, som <a href="https://example.com/">planen</a> sier.</p>',
        "<p>I 2019 gikk utslippene ned.</p>",
        "<p>Brukte maskiner har ikke fortsatt Energy Star.</p>",
    ],
)
def test_what_is_no_claim_is_left_alone(text: str) -> None:
    assert judged(text) == []


def test_generic_word_with_a_source_beside_it_is_left_alone() -> None:
    assert judged("<p>Velg en grønn PC.</p>", sourced=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Leveringen er klimanøytral fordi vi kompenserer.</p>",
        "<p>Vi er karbonnøytrale. Det kommer av klimakvotene vi kjøper.</p>",
        "<p>Our delivery is carbon neutral through offsets.</p>",
    ],
)
def test_neutrality_out_of_quotas_stops_the_publication(text: str) -> None:
    assert judged(text, language="en" if "Our" in text else "nb") == [("G6", Level.BLOCK)]
