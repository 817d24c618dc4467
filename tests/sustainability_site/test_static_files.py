import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import FileSystemStorage

from sustainability_site.static_files import LINKED_WHERE_NEEDED, STYLESHEETS, one_stylesheet, packed

SOURCE = settings.CHECKOUT / "static"
BUDGET = {"css/site.css": 6 * 1024, "css/labels.css": 2 * 1024}


def sent(name: str = "css/site.css") -> str:
    return one_stylesheet(FileSystemStorage(SOURCE), name)


def test_stylesheets_hold_every_file_in_its_layer() -> None:
    stylesheet = sent()
    apart = {
        *(SOURCE / name for name in STYLESHEETS),
        *(SOURCE / name for name in LINKED_WHERE_NEEDED),
    }
    files = sorted(set((SOURCE / "css").glob("*.css")) - apart)
    every = "".join(map(sent, STYLESHEETS))
    assert [file.name for file in files if every.count(file.read_text()) != 1] == []
    assert "@import" not in every
    order = re.search(r"@layer ([\w, ]+);", stylesheet)[1].split(", ")
    opened = re.findall(r"^@layer (\w+) \{", stylesheet, re.MULTILINE)
    assert list(dict.fromkeys(opened)) == order


def test_packed_stylesheet_has_lost_its_comments_and_its_indentation_alone() -> None:
    assert packed('/* why */\n.a {\n  content: " (" attr(href) ")";\n\n  color: red;\n}\n') == (
        '\n.a {\ncontent: " (" attr(href) ")";\ncolor: red;\n}\n'
    )


@pytest.mark.parametrize("name", STYLESHEETS)
def test_stylesheet_is_small_and_loads_nothing(name: str) -> None:
    assert len(gzip.compress(sent(name).encode())) < BUDGET[name]
    assert "url(" not in sent(name)


def test_colours_stand_in_tokens_alone() -> None:
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(", re.IGNORECASE)
    found = {file.name for file in (SOURCE / "css").glob("*.css") if colour.search(file.read_text())}
    assert found == {"tokens.css", "print.css"}


def test_style_files_stay_short() -> None:
    long = [
        file.name for file in Path(SOURCE / "css").glob("*.css") if len(file.read_text().splitlines()) > 120
    ]
    assert long == []


def test_icon_is_at_most_a_kilobyte() -> None:
    assert (SOURCE / "icon.svg").stat().st_size <= 1024
