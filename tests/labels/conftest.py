import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture
def today() -> date:
    return date(2026, 11, 23)


@pytest.fixture
def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def read_main(client: Client, db: None) -> Callable[[str], str]:
    """The words inside a page's main element, on one line."""

    def read(path: str) -> str:
        response = client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        main = MAIN.search(response.content.decode()).group()
        return " ".join(unescape(TAGS.sub(" ", main)).split())

    return read
