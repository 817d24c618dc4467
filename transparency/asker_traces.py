"""Traces of the one who asked in an answer that is to be published: compared with the case, since a name that stands
alone or in an address looks like any other word."""

import re
from collections.abc import Iterator, Mapping

from sustainability_site.content.links import plain_text
from transparency.models.requests import InformationRequest

SHORTEST_NAME = 3
SHORTEST_LINE = 6
ADDRESSES = ("slug", "code")
_LATIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u"})


def asker_traces(columns: Mapping[str, str], case: InformationRequest) -> Iterator[tuple[str, str]]:
    """(column, what was found), each once for a column. `columns` are texts, rich texts, slugs and codes by name."""
    names = [word for word in re.findall(r"[\w'’-]+", case.name) if len(word) >= SHORTEST_NAME]
    lines = [line.strip() for line in case.postal_address.splitlines()]
    sought = [*names, *(line for line in lines if len(line) >= SHORTEST_LINE), case.email]
    for column, value in columns.items():
        if column.partition("_")[0] in ADDRESSES:
            yield from ((column, name) for name in names if _latin(name) in _latin(value).split("-"))
        else:
            text = plain_text(value)
            yield from ((column, found) for found in dict.fromkeys(sought) if found and _holds(text, found))


def _latin(text: str) -> str:
    return text.casefold().translate(_LATIN)


def _holds(text: str, found: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(found)}(?!\w)", text, re.IGNORECASE) is not None
