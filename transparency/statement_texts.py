"""Where the texts of a statement stand: in which field of the form, in which paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.links import plain_text
from sustainability_site.content.shapes import rich_text_names, translated_fields

if TYPE_CHECKING:
    from transparency.models import Statement

BLOCK_ENDS = re.compile(r"</(?:p|li|h\d|blockquote)>")


@dataclass(frozen=True)
class Paragraph:
    """`source` is the text as it is stored, HTML where `words` is not the same."""

    field: str
    source: str
    words: str


def field(name: str) -> str:
    """The address, within the change form, of the statement's own field in Norwegian."""
    return f"#id_{name}_{SOURCE_LANGUAGE}"


def row_field(relation: str, number: int, name: str) -> str:
    return f"#id_{relation}-{number}-{name}"


def rows_of(relation: str) -> str:
    return f"#{relation}-group"


def paragraphs(statement: "Statement") -> Iterator[Paragraph]:
    """Every paragraph of Norwegian text, the statement's own first and then row by row."""
    yield from _of(statement, "#id_")
    for relation in statement.relations:
        yield from row_paragraphs(statement, relation)


def row_paragraphs(statement: "Statement", relation: str) -> Iterator[Paragraph]:
    for number, row in enumerate(getattr(statement, relation).all()):
        yield from _of(row, f"#id_{relation}-{number}-")


def _of(instance: object, prefix: str) -> Iterator[Paragraph]:
    model = type(instance)
    translated, rich = translated_fields(model), rich_text_names(model)
    for name in model.public_fields:
        if name in translated:
            column = f"{name}_{SOURCE_LANGUAGE}"
            text = getattr(instance, column) or ""
            parts = BLOCK_ENDS.split(text) if column in rich else text.splitlines()
            for part in parts:
                if words := plain_text(part) if column in rich else part.strip():
                    yield Paragraph(f"{prefix}{column}", part, words)
