import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import FileSystemStorage

from sustainability_site.static_files import STYLESHEET, one_stylesheet

SOURCE = settings.CHECKOUT / "static"
BUDGET = 5 * 1024
# Linked by the few pages that need them, so that no other page pays for them.
LINKED_WHERE_NEEDED = ("comparison.css", "forms.css", "self-check.css")


def sent() -> str:
    return one_stylesheet(FileSystemStorage(SOURCE), STYLESHEET)


def test_stylesheet_holds_every_file_in_its_layer() -> None:
    stylesheet = sent()
    apart = {SOURCE / STYLESHEET, *(SOURCE / "css" / name for name in LINKED_WHERE_NEEDED)}
    files = sorted(set((SOURCE / "css").glob("*.css")) - apart)
    assert [file.name for file in files if file.read_text() not in stylesheet] == []
    order = re.search(r"@layer ([\w, ]+);", stylesheet)[1].split(", ")
    opened = re.findall(r"^@layer (\w+) \{", stylesheet, re.MULTILINE)
    assert list(dict.fromkeys(opened)) == order
    assert "@import" not in stylesheet


def test_stylesheet_is_small_and_loads_nothing() -> None:
    stylesheet = sent()
    assert len(gzip.compress(stylesheet.encode())) < BUDGET
    assert "url(" not in stylesheet


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
