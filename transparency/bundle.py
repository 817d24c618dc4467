"""The evidence bundle: statements and the whole chain in one ZIP that is verified without this site."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from transparency.evidence import Evidence

EARLIEST = (1980, 1, 1, 0, 0, 0)
CHECKER = Path(__file__).with_name("kontroller.py")

Pages = Mapping[tuple[int, str], str]


def bundle(evidence: Evidence, *, period: str, pages: Pages, read_me: str) -> bytes:
    """The ZIP of one period's statement, or of all where `period` is "": the same record, the same bytes.

    `pages` holds the HTML of each edition by (primary key, language).
    """
    files = dict(_files(evidence, period, pages)) | {
        "LESMEG.txt": read_me,
        "kontroller.py": CHECKER.read_text(encoding="utf-8"),
        "kjede.jsonl": "".join(f"{text}\n" for text, _hash in evidence.lines),
        "kjede.sha256": "".join(f"{told}\n" for _text, told in evidence.lines),
        "hode.txt": "{} {}\n".format(*evidence.head),
    }
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name in sorted(files):
            archive.writestr(_information(name), files[name].encode())
    return written.getvalue()


def _files(evidence: Evidence, period: str, pages: Pages) -> Iterator[tuple[str, str]]:
    sums = []
    for edition in evidence.editions:
        if edition.redacted or (period and edition.code != period):
            continue
        stem = f"redegjorelser/{edition.code}/utgave-{edition.number}"
        sums.append(f"{edition.sha256}  {stem}.json\n")
        yield f"{stem}.json", edition.document
        yield from (
            (f"{stem}.{language}.html", html)
            for (number, language), html in pages.items()
            if number == edition.pk
        )
    yield "SHA256SUMS", "".join(sorted(sums, key=lambda line: line[66:]))


def _information(name: str) -> ZipInfo:
    information = ZipInfo(name, EARLIEST)
    information.compress_type = ZIP_DEFLATED
    information.create_system = 3
    information.external_attr = 0o644 << 16
    return information
