import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from tests.public_pages import parsed
from tests.wire import Answer

PAGE = "/admin/komponenter/"
# Styles of whole pages and of paper, and what only has meaning on its own page.
NOT_COMPONENTS = {
    "answering",
    "in-print",
    "label-logo",
    "report",
    "result",
    "screen-only",
    "to-fill-in",
    "trap",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Answer:
    user = User.objects.create(username="kari", is_staff=True)
    client = Client()
    client.force_login(user)
    response = client.get(PAGE)
    return Answer(response.status_code, {}, response.content, ())


def styled_classes() -> Iterator[str]:
    for file in Path(settings.CHECKOUT, "static", "css").glob("*.css"):
        text = re.sub(r'/\*.*?\*/|"[^"]*"', "", file.read_text(), flags=re.DOTALL)
        for selector in re.findall(r"([^{}]+)\{", text):
            yield from re.findall(r"\.([a-z][\w-]*)", selector)


def test_whoever_is_not_signed_in_is_asked_to(ask: Callable) -> None:
    answer = ask(PAGE)
    assert (answer.status, answer.headers["location"]) == (302, f"/admin/login/?next={PAGE}")


def test_page_is_valid_and_shows_every_class_that_the_public_pages_style(page: Answer) -> None:
    tree, errors = parsed(page)
    shown = {name for element in tree.iter() for name in element.get("class", "").split()}
    identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
    assert (page.status, errors) == (200, [])
    assert sorted(set(styled_classes()) - shown - NOT_COMPONENTS) == []
    assert len(identifiers) == len(set(identifiers))


def test_page_is_kept_from_search_engines_and_from_the_public_menus(page: Answer, ask: Callable) -> None:
    assert parsed(page)[0].find(".//meta[@name='robots']").get("content") == "noindex"
    assert PAGE not in ask("/").text
