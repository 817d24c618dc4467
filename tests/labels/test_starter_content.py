"""The labels' starter content holds its promises: both languages, a source for each cell, no generic claims."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sustainability_site.starter import FOLDER

FILES = sorted((FOLDER / "labels").glob("*.toml"))
# Words that say more than any one criterion can bear out.
GENERIC = re.compile(
    r"\b(grønn\w*|miljøvennlig\w*|klimanøytral\w*|skånsom\w*|bærekraftig\w*|green\w*|eco-friendly|climate.neutral|sustainable)\b",
    re.IGNORECASE,
)


def read(file: Path) -> dict:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def texts(values: dict) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    yield from texts(item)


def test_starter_content_has_the_six_labels() -> None:
    assert [file.stem for file in FILES] == [
        "blauer-engel",
        "energy-star",
        "epeat",
        "eu-ecolabel",
        "svanen",
        "tco-certified",
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_label_is_complete_in_both_languages(file: Path) -> None:
    document = read(file)
    for part in (document, *document["coverages"], *document["scopes"], *document.get("tiers", [])):
        for key in part:
            if key.endswith("_nb"):
                assert part.get(f"{key[:-3]}_en"), f"{key} has no English"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_of_a_label_has_a_source(file: Path) -> None:
    document = read(file)
    rows = [*document["coverages"], *document["scopes"], *document.get("tiers", [])]
    assert [row for row in rows if not row.get("source")] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_topic_stands_once_in_a_label(file: Path) -> None:
    topics = [row["topic"] for row in read(file)["coverages"]]
    assert len(topics) == len(set(topics))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_label_makes_no_generic_claim(file: Path) -> None:
    assert [(key, text) for key, text in texts(read(file)) if GENERIC.search(text)] == []


def test_generic_claims_are_recognised() -> None:
    assert GENERIC.search("Et mer bærekraftig valg")
    assert not GENERIC.search("Merket stiller krav til strømforbruk.")
