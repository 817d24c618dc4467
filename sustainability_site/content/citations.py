"""Which sources a page has cited so far, numbered as a reader meets them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sustainability_site.content.models import Source


@dataclass
class Citation:
    """One source on one page. `marks` are the ids of the places in the text that lead to it."""

    source: Source
    number: int
    marks: list[str] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"kilde-{self.source.code}"


class Citations:
    def __init__(self) -> None:
        self._by_code: dict[str, Citation] = {}

    def mark(self, source: Source) -> Citation:
        """One more place that leans on the source: its id is the last of `marks`."""
        citation = self._entered(source)
        citation.marks.append(f"note-{citation.number}-{len(citation.marks) + 1}")
        return citation

    def listed(self, sources: Iterable[Source]) -> list[Citation]:
        """What has been marked in the text, and then those of `sources` that have not."""
        for source in sources:
            self._entered(source)
        return list(self._by_code.values())

    def _entered(self, source: Source) -> Citation:
        return self._by_code.setdefault(source.code, Citation(source, len(self._by_code) + 1))
