from collections.abc import Callable

import pytest

from sustainability_site.content.chain import unguarded
from sustainability_site.content.models import Card
from sustainability_site.page_weight import TEXT_PAGE, loaded
from tests.public_pages import loaded_addresses, parsed, text_of, told_weight
from tests.transparency.asking import FORM, URLENCODED
from tests.wire import Answer

pytestmark = pytest.mark.django_db


def footer_of(answer: Answer) -> str:
    return text_of(parsed(answer)[0].find(".//*[@class='page-weight']"))


@pytest.mark.parametrize(
    ("path", "status", "encoding"),
    [
        ("/", 200, "br"),
        ("/sok/?q=mineraler", 200, "br"),
        ("/miljomerker/finn/?produkt=computers", 200, "br"),
        ("/om/utgave/1/", 200, "br"),
        ("/finnes-ikke/", 404, "br"),
        (FORM, 200, None),
    ],
)
def test_page_tells_what_is_sent_whether_it_is_kept_or_not(
    ask: Callable, path: str, status: int, encoding: str | None
) -> None:
    for _first_and_again in range(2):
        answer = ask(path, accept_encoding="br")
        tree, _errors = parsed(answer)
        sent = len(answer.content) + sum(
            len(ask(address, accept_encoding="br").content) for address in loaded_addresses(tree)
        )
        assert (answer.status, answer.headers.get("content-encoding")) == (status, encoding)
        assert abs(told_weight(tree) - sent) <= 100
        assert sent <= TEXT_PAGE


def test_answer_to_a_sent_form_tells_its_weight_too(ask: Callable) -> None:
    answer = ask(
        FORM, method="POST", body=b"question=", content_type=URLENCODED, sec_fetch_site="same-origin"
    )
    tree, _errors = parsed(answer)
    sent = len(answer.content) + sum(
        len(ask(address, accept_encoding="br").content) for address in loaded_addresses(tree)
    )
    assert answer.status == 422
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert abs(told_weight(tree) - sent) <= 100


def test_grams_follow_the_formula_of_the_method_page_in_each_language(ask: Callable) -> None:
    for path, point in (("/om/", ","), ("/en/about/", ".")):
        answer = ask(path)
        grams = told_weight(parsed(answer)[0]) / 1_000_000 * 0.148
        assert f"{grams:.4f}".replace(".", point) in footer_of(answer)
    assert "0,148 gram for hver megabyte" in ask("/om/klimaavtrykk/").text
    assert "0.148 grams for each megabyte" in ask("/en/about/climate-footprint/").text


def test_weight_is_the_same_for_everyone(ask: Callable) -> None:
    told = {footer_of(ask("/om/", accept_encoding=name)) for name in ("br", "gzip", "identity")}
    assert len(told) == 1


def test_what_a_reader_writes_is_not_filled_in(ask: Callable) -> None:
    answer = ask("/sok/?q=%3Cdata%3EkB%3C/data%3E")
    assert "&lt;data&gt;kB&lt;/data&gt;" in answer.text
    assert "<data>" not in answer.text


def test_footer_leads_to_the_method_when_there_is_such_a_page(ask: Callable) -> None:
    def ways(path: str) -> list[str]:
        line = parsed(ask(path))[0].find(".//*[@class='page-weight']")
        return [link.get("href") for link in line.iter("a")]

    assert ways("/en/about/") == ["/en/about/climate-footprint/"]
    unguarded(Card).all().delete()
    assert ways("/finnes-ikke/") == []


def test_picture_weighs_what_a_browser_loads_of_it() -> None:
    page = (
        b'<picture>\n<source type="image/avif" srcset="/media/a.avif 480w, /media/b.avif 960w" sizes="92vw">\n'
        b'<source type="image/webp" srcset="/media/c.webp 480w"><img src="/media/d.jpg" width="1"></picture>'
        b'<img src="/static/e.png">'
    )
    assert list(loaded(page)) == ["/media/b.avif", "/static/e.png"]
