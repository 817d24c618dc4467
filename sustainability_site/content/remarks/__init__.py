"""What is worth knowing before a document is published, each remark with the way to its field.

Nothing here stops a publication but what green_claims calls blocking, which `clearance` asks for itself.
"""

from collections.abc import Iterator
from datetime import datetime

from sustainability_site.content.documents import Document
from sustainability_site.content.faults import Fault
from sustainability_site.content.remarks import barriers, green_claims, leaning, reading
from sustainability_site.content.remarks.written import written


def claims(document: Document) -> Iterator[Fault]:
    return green_claims.remarks(written(document))


def remarks(document: Document, at: datetime) -> dict[str, list[Fault]]:
    """The remarks on links, sources, barriers and language under their headings; a heading without any is left out."""
    texts = list(written(document))
    groups = {
        "Lenker": leaning.links(texts, at),
        "Kilder": leaning.sources(document, at),
        "Tilgjengelighet": barriers.remarks(document, texts),
        "Klart språk": reading.remarks(texts),
    }
    return {heading: found for heading, faults in groups.items() if (found := list(faults))}
