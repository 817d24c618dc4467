import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture
def main_of(client: Client, db: None) -> Callable[[str], str]:
    """The HTML of a page's main element."""

    def main(path: str) -> str:
        response = client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return MAIN.search(response.content.decode()).group()

    return main


@pytest.fixture
def words_of(main_of: Callable[[str], str]) -> Callable[[str], str]:
    """The words inside a page's main element, on one line."""

    def words(path: str) -> str:
        return " ".join(unescape(TAGS.sub(" ", main_of(path))).split())

    return words
