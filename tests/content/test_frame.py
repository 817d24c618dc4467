from sustainability_site.content.models import Card
from sustainability_site.content.reading import Frame


def page(path: str, menu_position: int | None = None) -> Card:
    return Card(path=path, title=path, facts={"menu_title": path, "menu_position": menu_position})


def test_pages_beside_the_menu_are_those_that_lie_below_none_of_its_own() -> None:
    pages = {
        "home": page("/"),
        "suppliers": page("/leverandorer/", 20),
        "suppliers-self-check": page("/leverandorer/etiske-retningslinjer/egenkontroll/"),
        "privacy": page("/personvern/"),
        "about": page("/om/"),
    }
    assert [card.path for card in Frame(pages=pages).beside_menu] == ["/om/", "/personvern/"]


def test_every_page_but_the_home_page_is_beside_an_empty_menu() -> None:
    pages = {"home": page("/"), "suppliers": page("/leverandorer/")}
    assert [card.path for card in Frame(pages=pages).beside_menu] == ["/leverandorer/"]
