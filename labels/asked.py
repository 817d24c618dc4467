"""What a query string asks for: stable codes, read so that no value can do harm."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from sustainability_site.content.asked import printable

CODE = re.compile(r"[a-z0-9_-]{1,80}", re.ASCII)
MOST_READ = 12


@dataclass(frozen=True)
class Asked:
    """`codes` once each, at most twelve; `strange` are values that can't be codes, as they can be told."""

    codes: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    repeated: bool = False

    def known(self, existing: Iterable[str]) -> tuple[str, ...]:
        found = set(existing)
        return tuple(code for code in self.codes if code in found)

    def unknown(self, existing: Iterable[str]) -> tuple[str, ...]:
        found = set(existing)
        return tuple(code for code in self.codes if code not in found) + self.strange


def asked(query: QueryDict, name: str, *, most: int = MOST_READ) -> Asked:
    values = [value for value in query.getlist(name) if value][: 4 * most]
    distinct = list(dict.fromkeys(values))
    codes = [value for value in distinct if CODE.fullmatch(value)]
    strange = [printable(value) for value in distinct if not CODE.fullmatch(value)]
    return Asked(tuple(codes[:most]), tuple(strange[:most]), repeated=len(distinct) < len(values))
