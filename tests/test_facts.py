"""Every fact of the source texts stands on the page where a reader would look for it, in both languages."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from tests.public_pages import main_text

FOLDER = Path(__file__).parent / "facts"


def facts() -> list[dict[str, str]]:
    return [
        fact
        for file in sorted(FOLDER.glob("*.toml"))
        for fact in tomllib.loads(file.read_text("utf-8"))["fact"]
    ]


def test_every_fact_stands_on_its_page(ask: Callable) -> None:
    texts: dict[str, str] = {}
    missing = []
    for fact in facts():
        for language in ("nb", "en"):
            path, expected = fact[f"path_{language}"], " ".join(fact[f"text_{language}"].split())
            if path not in texts:
                texts[path] = main_text(ask(path))
            if expected not in texts[path]:
                missing.append(f"{path}: {fact['source']}: {expected}")
    assert missing == []


def test_the_table_covers_every_part_of_the_source() -> None:
    counts = {
        file.stem: len(tomllib.loads(file.read_text("utf-8"))["fact"]) for file in FOLDER.glob("*.toml")
    }
    assert counts == {"home": 15, "labels": 43, "suppliers": 111, "transparency": 84}
