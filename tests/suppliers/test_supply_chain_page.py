from collections.abc import Callable

import html5lib
import pytest

from suppliers.enums import Knowledge
from suppliers.models import SupplyChain
from tests.suppliers.record import publish, withdraw
from tests.suppliers.test_guide_pages import rows_of_table

XHTML = "{http://www.w3.org/1999/xhtml}"
PATH = "/leverandorer/leverandorkjeden/"
TIERS = [
    ("Gruve", "noe er kjent"),
    ("Smelteverk", "ikke oppgitt"),
    ("Komponenter", "ikke oppgitt"),
    ("Montering", "noe er kjent"),
    ("Distributør", "noe er kjent"),
    ("Dustin Norway", "kjent"),
    ("Kunde", "kjent"),
]

pytestmark = pytest.mark.django_db


def picture(html: str) -> list[tuple[str, str, str]]:
    """The picture's tiers as a reader meets them: name, how much is known, and where the link leads."""
    document = html5lib.parse(html)
    chain = next(e for e in document.iter(f"{XHTML}section") if e.get("class") == "chain")
    tiers = []
    for item in chain.find(f"{XHTML}ol"):
        link, known = item.find(f"{XHTML}a"), item.find(f"{XHTML}span")
        tiers.append((link.text, known.text, link.get("href")))
    return tiers


def test_picture_and_table_tell_the_same(main_of: Callable[[str], str]) -> None:
    html = main_of(PATH)
    _head, *rows = rows_of_table(html, "tiers")
    assert [(name, known) for name, known, _link in picture(html)] == TIERS
    assert [(row[0], row[2]) for row in rows] == TIERS
    assert all(f'id="{link[1:]}"' in html for _name, _known, link in picture(html))


def test_picture_hides_nothing_in_its_marks(main_of: Callable[[str], str]) -> None:
    document = html5lib.parse(main_of(PATH))
    marks = [e for e in document.iter() if e.tag.endswith("}svg")]
    assert len(marks) == len(TIERS) + 3
    assert {mark.get("aria-hidden") for mark in marks} == {"true"}


def test_key_says_which_tiers_are_known_and_which_are_not(words_of: Callable[[str], str]) -> None:
    page = words_of(PATH)
    assert "Kjent: Dustin Norway, Kunde" in page
    assert "Noe er kjent: Gruve, Montering, Distributør" in page
    assert "Ikke oppgitt: Smelteverk, Komponenter" in page
    assert "Ikke kjent:" not in page


def test_tier_about_which_nothing_is_said_is_not_stated(main_of: Callable[[str], str]) -> None:
    head, *rows = rows_of_table(main_of(PATH), "tiers")
    components = next(row for row in rows if row[0] == "Komponenter")
    assert components[head.index("Hva vi vet")] == "ikke oppgitt"


def test_english_page_tells_the_same_in_english(main_of: Callable[[str], str]) -> None:
    tiers = picture(main_of("/en/suppliers/supply-chain/"))
    assert [(name, known) for name, known, _link in tiers][:3] == [
        ("Mine", "something is known"),
        ("Smelter", "not stated"),
        ("Components", "not stated"),
    ]


def test_chain_is_found_from_the_overview_and_from_the_guide_to_conflict_minerals(
    main_of: Callable[[str], str],
) -> None:
    assert f'href="{PATH}"' in main_of("/leverandorer/")
    assert f'href="{PATH}"' in main_of("/leverandorer/konfliktmineraler/")
    withdraw(SupplyChain.objects.get())
    assert PATH not in main_of("/leverandorer/")
    assert "Leverandørkjeden og oppfølgingen" not in main_of("/leverandorer/")
    assert PATH not in main_of("/leverandorer/konfliktmineraler/")


def test_name_of_a_tier_is_text_and_never_markup(main_of: Callable[[str], str]) -> None:
    chain = SupplyChain.objects.get()
    chain.tiers.filter(key="mine").update(name_nb="<b onclick=x()>Gruve</b>", knowledge=Knowledge.UNKNOWN)
    publish(chain)
    html = main_of(PATH)
    assert "<b onclick" not in html
    assert picture(html)[0][:2] == ("<b onclick=x()>Gruve</b>", "ikke kjent")


def test_chain_without_tiers_says_so(words_of: Callable[[str], str]) -> None:
    chain = SupplyChain.objects.get()
    chain.tiers.all().delete()
    publish(chain)
    assert "Ingen ledd er publisert ennå." in words_of(PATH)
