"""Queries with known answers: first or second among what is found, in both languages."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone

from sustainability_site.search.finding import search

TABLE = tomllib.loads(Path(__file__).with_name("queries.toml").read_text(encoding="utf-8"))
ROWS = [
    (language, row["query"], path)
    for language, pages in TABLE.items()
    for path, rows in pages.items()
    for row in rows
]
FEWEST, AMONG = 20, 2


def test_table_has_enough_queries_in_each_language_and_each_once():
    assert min(Counter(language for language, _query, _path in ROWS).values()) >= FEWEST
    assert len({(language, query) for language, query, _path in ROWS}) == len(ROWS) >= 2 * FEWEST


@pytest.mark.django_db
def test_every_query_finds_its_page_first_or_second():
    at = timezone.now()
    missed = {}
    for language, query, path in ROWS:
        first = [hit.path for hit in search(query, language=language, at=at).hits[:AMONG]]
        if path not in first:
            missed[language, query] = (path, first)
    assert missed == {}
