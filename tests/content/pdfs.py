"""PDFs made from a few words, and read back with another library than the one that made them."""

import re
import unicodedata
from datetime import UTC, datetime
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, NameObject

from sustainability_site.content.report_pdf import report_pdf

MOMENT = datetime(2026, 6, 20, 12, tzinfo=UTC)
WORDS = dict.fromkeys(("publisher", "basis", "edition", "contents", "hash", "colophon", "proof"), "ord") | {
    "page": "Side {page} av {pages}"
}
SHOWING = (b"Tj", b"TJ", b"'", b'"')


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def words(reader: PdfReader) -> str:
    """The text without what repeats on every page, and without any white space or hyphen: lines end anywhere."""
    return squeezed(" ".join(_without_artifacts(reader, page) for page in reader.pages))


def _without_artifacts(reader: PdfReader, page: PageObject) -> str:
    stream, depth, kept = ContentStream(page.get_contents(), reader, "bytes"), 0, []
    for operands, operator in stream.operations:
        if operator == b"EMC":
            depth = max(0, depth - 1)
        elif operator in (b"BMC", b"BDC") and (depth or operands[0] == "/Artifact"):
            depth += 1
        if not (depth and operator in SHOWING):
            kept.append((operands, operator))
    stream.operations = kept
    page[NameObject("/Contents")] = stream
    return page.extract_text()


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad\u2010-]+", "", unicodedata.normalize("NFKC", text))


def roles(reader: PdfReader) -> list[str]:
    """The tags of the structure tree, in reading order."""
    found = []

    def walk(element) -> None:
        element = element.get_object()
        if isinstance(element, list):
            for child in element:
                walk(child)
        elif hasattr(element, "get"):
            if "/S" in element:
                found.append(str(element["/S"]))
            if "/K" in element:
                walk(element["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def addresses(reader: PdfReader) -> list[str]:
    """Where the document's links lead outside itself."""
    actions = [note.get_object().get("/A", {}) for page in reader.pages for note in page.get("/Annots", [])]
    return [action["/URI"] for action in actions if "/URI" in action]


def made(html: str) -> PdfReader:
    page = f"<h1>Tittel</h1><p>Før.</p><h2>Del</h2>{html}"
    return read(
        report_pdf(
            page, language="nb", site="https://example.no", moment=MOMENT, words=WORDS, colophon=[("A", "B")]
        )
    )
