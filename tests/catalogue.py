"""The English catalogue: `python -m tests.catalogue` brings locale/en up to date with the code and compiles it.

What no longer stands in the code goes, what is new is left empty and listed. Babel does the work of gettext's own
programs, so that nothing has to be installed; templates are read through Django's own `templatize`.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import ClassVar

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

CHECKOUT = Path(__file__).resolve().parent.parent
PO = CHECKOUT / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
PACKAGES = ("labels", "suppliers", "transparency", "sustainability_site")
LAZY = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = (
    DEFAULT_KEYWORDS | {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in LAZY} | {"gettext_noop": None}
)
COMMENT_MARK = "Translators:"


class EnglishCatalogue(Catalog):
    """Without the dates and programs that would change a file whose texts are the same."""

    mime_headers: ClassVar[list[tuple[str, str]]] = [
        ("Language", "en"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    ]


def main() -> None:
    catalogue = extracted(CHECKOUT)
    translate(catalogue, read(PO))
    PO.write_bytes(written(catalogue))
    MO.write_bytes(compiled(catalogue))
    missing = [message for message in messages(catalogue) if not is_translated(message.string)]
    for message in missing:
        sys.stdout.write(f"Not translated ({message.context or 'no context'}): {message.id}\n")
    sys.stdout.write(f"{len(catalogue)} texts, {len(missing)} not translated.\n")
    sys.exit(1 if missing else 0)


def extracted(checkout: Path) -> Catalog:
    """Every text that the public may meet, as Django looks it up, with no translation."""
    catalogue = EnglishCatalogue(
        "en", domain="django", header_comment="# From Norwegian bokmål, the texts in the code.", fuzzy=False
    )
    for path in sources(checkout):
        source = path.read_text()
        if path.suffix in (".html", ".txt"):
            source = readable_as_python(source, origin=str(path))
        name = str(path.relative_to(checkout))
        for _line, message, comments, context in extract(
            "python", BytesIO(source.encode()), KEYWORDS, [COMMENT_MARK]
        ):
            catalogue.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalogue


def sources(checkout: Path) -> Iterator[Path]:
    for package in PACKAGES:
        yield from (
            path for path in sorted((checkout / package).rglob("*.py")) if "migrations" not in path.parts
        )
    templates = checkout / "templates"
    yield from (
        path
        for path in sorted(templates.rglob("*"))
        if path.suffix in (".html", ".txt") and path.relative_to(templates).parts[0] != "admin"
    )


def readable_as_python(template: str, *, origin: str) -> str:
    """The template's translated texts as Python calls. The margin goes, since Python's reader judges it."""
    return "\n".join(line.strip() for line in templatize(template, origin=origin).splitlines())


def translate(catalogue: Catalog, known: Catalog) -> None:
    for message in catalogue:
        translation = known.get(message.id, message.context) if message.id else None
        if (
            translation is not None
            and "fuzzy" not in translation.flags
            and translation.pluralizable == message.pluralizable
        ):
            message.string = translation.string


def messages(of: Catalog) -> list[Message]:
    """Without the first, which is the catalogue's header."""
    return [message for message in of if message.id]


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """Singular and plural, or the one text."""
    return (text,) if isinstance(text, str) else tuple(text)


def is_translated(string: str | tuple[str, ...] | None) -> bool:
    return bool(string) and all(forms(string))


def read(path: Path) -> Catalog:
    catalogue = EnglishCatalogue("en", domain="django", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            found = read_po(file, locale="en", domain="django", abort_invalid=True)
        for message in found:
            if message.id:
                catalogue[message.id] = message
        catalogue.obsolete = found.obsolete
    return catalogue


def written(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_output=False, include_lineno=False)
    return file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


if __name__ == "__main__":
    main()
