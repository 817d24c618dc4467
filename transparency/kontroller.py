"""Checks an unzipped bundle: `python3 kontroller.py`. Standard library only; reads the files beside it."""

import json
import sys
from hashlib import sha256
from pathlib import Path


def faults(folder: Path):
    texts = (folder / "kjede.jsonl").read_bytes().split(b"\n")[:-1]
    hashes = (folder / "kjede.sha256").read_text().split()
    previous, documents, redacted = "0" * 64, {}, set()
    if len(texts) != len(hashes):
        yield f"{len(texts)} innføringer, men {len(hashes)} kontrollsummer."
    for number, (text, told) in enumerate(zip(texts, hashes, strict=False), 1):
        entry = json.loads(text)
        if sha256(text).hexdigest() != told:
            yield f"Innføring {number} er endret. / Entry {number} has been altered."
        if (entry["sequence"], entry["previous"]) != (number, previous):
            yield f"Innføring {number} følger ikke den foran. / Entry {number} does not follow the one before."
        kind, _, code = entry["subject"].partition("/")
        name = folder / "redegjorelser" / code / f"utgave-{entry['number']}.json"
        if kind == "statement" and name.parent.is_dir():
            documents[name] = entry["document"]
            redacted |= {name} if entry["act"] == "redact" else set()
        previous = told
    if (folder / "hode.txt").read_text().split() != [str(len(texts)), previous]:
        yield "Kjeden slutter et annet sted enn hodet. / The chain does not end at its head."
    for name, told in documents.items():
        if name not in redacted and not (name.exists() and sha256(name.read_bytes()).hexdigest() == told):
            yield f"{name.relative_to(folder)} er borte eller endret. / is missing or has been altered."
    for name in sorted(set(folder.glob("redegjorelser/*/*.json")) - set(documents)):
        yield f"{name.relative_to(folder)} står ikke i kjeden. / is not in the chain."


def absent(folder: Path):
    """Periods that the chain tells of and this bundle has no documents from: rightly so in one of a single period."""
    subjects = {json.loads(text)["subject"] for text in (folder / "kjede.jsonl").read_bytes().splitlines()}
    periods = sorted(name.removeprefix("statement/") for name in subjects if name.startswith("statement/"))
    missing = [period for period in periods if not (folder / "redegjorelser" / period).is_dir()]
    if missing:
        yield f"Uten dokumenter i denne pakken / Without documents in this bundle: {', '.join(missing)}"


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    found = list(faults(here))
    verdict = "FEIL / FAULTS" if found else "Alt stemmer. / All is as it was."
    sys.stdout.write("\n".join([*found, *absent(here), verdict, ""]))
    sys.exit(1 if found else 0)
