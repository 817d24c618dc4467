"""The bundle is checked as a stranger would: unzipped into a folder, without the site."""

import json
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from zipfile import ZipFile

import pytest
from django.utils import timezone

from sustainability_site.content import chain
from sustainability_site.content.models import Edition, Entry
from tests.transparency.editions import ACTOR, PERIOD, publish, second_edition
from transparency.standalone import bundle_of

ALL = "/apenhetsloven/utgaver/bevispakke.zip"
OF_PERIOD = f"/apenhetsloven/{PERIOD}/bevispakke.zip"
FIRST = f"redegjorelser/{PERIOD}/utgave-1.json"

pytestmark = pytest.mark.django_db


@pytest.fixture
def unzipped(ask, starter, tmp_path: Path) -> Path:
    second_edition(starter)
    answer = ask(ALL)
    assert answer.headers["content-type"] == "application/zip"
    ZipFile(BytesIO(answer.content)).extractall(tmp_path)
    return tmp_path


def check(folder: Path) -> tuple[int, str]:
    """What the bundle's own script says, run by a bare Python."""
    run = subprocess.run(
        [sys.executable, "-I", str(folder / "kontroller.py")], capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout


def test_bundle_verifies_without_the_site(unzipped: Path) -> None:
    assert check(unzipped) == (0, "Alt stemmer. / All is as it was.\n")


def test_bundle_verifies_by_hand(unzipped: Path) -> None:
    """The steps of LESMEG.txt, with nothing but a hash."""
    for line in (unzipped / "SHA256SUMS").read_text().splitlines():
        told, name = line.split("  ")
        assert sha256((unzipped / name).read_bytes()).hexdigest() == told
    lines = (unzipped / "kjede.jsonl").read_text().split("\n")[:-1]
    hashes = [sha256(line.encode()).hexdigest() for line in lines]
    assert hashes == (unzipped / "kjede.sha256").read_text().split()
    assert [json.loads(line)["previous"] for line in lines] == ["0" * 64, *hashes[:-1]]
    assert (unzipped / "hode.txt").read_text() == f"{len(lines)} {hashes[-1]}\n"


def test_documents_are_there_byte_for_byte_with_their_pages(unzipped: Path) -> None:
    for edition in Edition.objects.filter(kind="statement"):
        stem = unzipped / "redegjorelser" / PERIOD / f"utgave-{edition.number}"
        assert stem.with_suffix(".json").read_bytes() == edition.document.encode()
        norwegian = stem.with_suffix(".nb.html").read_text()
        assert edition.sha256 in norwegian
        assert '<html lang="en">' in stem.with_suffix(".en.html").read_text()
        assert ("Ni av tolv avvik ble lukket." in norwegian) == (edition.number == 2)


def test_pages_lean_on_nothing_outside_themselves(unzipped: Path) -> None:
    html = (unzipped / f"redegjorelser/{PERIOD}/utgave-1.nb.html").read_text()
    assert "<style>" in html
    assert "<link" not in html
    assert 'href="/' not in html
    assert 'src="' not in html


def test_chain_is_whole_and_names_no_one(unzipped: Path) -> None:
    entries = [json.loads(line) for line in (unzipped / "kjede.jsonl").read_text().split("\n")[:-1]]
    assert len(entries) == Entry.objects.count()
    assert {"statement", "label", "page"} <= {entry["subject"].partition("/")[0] for entry in entries}
    assert set(entries[0]) == {
        *("act", "actor", "document", "entered_at", "moment", "number"),
        *("previous", "reason", "sequence", "shape", "subject"),
    }
    assert all(len(entry["actor"]) == 64 for entry in entries)
    named = {ACTOR, *Entry.objects.values_list("actor_salt", flat=True)}
    everything = "".join(path.read_text() for path in unzipped.rglob("*") if path.is_file())
    assert not any(name in everything for name in named)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (FIRST, "Moss", "Oslo"),
        ("kjede.jsonl", "Nettstedet åpnet", "noe annet"),
        ("kjede.sha256", "0", "1"),
        ("hode.txt", " ", " 0"),
    ],
)
def test_altered_bundle_fails(unzipped: Path, name: str, old: str, new: str) -> None:
    file = unzipped / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    status, told = check(unzipped)
    assert status == 1
    assert told.endswith("FEIL / FAULTS\n")


def test_bundle_with_an_edition_taken_out_fails(unzipped: Path) -> None:
    (unzipped / FIRST).unlink()
    assert f"{FIRST} er borte eller endret." in check(unzipped)[1]


def test_bundle_with_an_edition_put_in_fails(unzipped: Path) -> None:
    (unzipped / FIRST).with_name("utgave-9.json").write_text("{}")
    assert "utgave-9.json står ikke i kjeden." in check(unzipped)[1]


def test_bundle_with_the_end_cut_off_fails(unzipped: Path) -> None:
    for name in ("kjede.jsonl", "kjede.sha256"):
        lines = (unzipped / name).read_text().split("\n")
        (unzipped / name).write_text("\n".join([*lines[:-2], ""]))
    assert check(unzipped)[0] == 1


def test_same_record_gives_the_same_bytes(ask, starter) -> None:
    first = ask(ALL).content
    bundle_of.cache_clear()
    assert ask(ALL).content == first
    second_edition(starter)
    assert ask(ALL).content != first


def test_redacted_document_is_left_out_and_the_rest_verifies(ask, starter, tmp_path: Path) -> None:
    second_edition(starter)
    edition = Edition.objects.get(subject=starter.subject, number=1)
    chain.redact(edition, ground="Personopplysning", actor="Prøve", at=timezone.now())
    ZipFile(BytesIO(ask(ALL).content)).extractall(tmp_path)
    assert not (tmp_path / FIRST).exists()
    assert check(tmp_path)[0] == 0


def test_bundle_of_one_period_has_that_period_and_the_whole_chain(
    ask, make_statement, tmp_path: Path
) -> None:
    publish(make_statement())
    ZipFile(BytesIO(ask(OF_PERIOD).content)).extractall(tmp_path)
    assert [path.name for path in (tmp_path / "redegjorelser").iterdir()] == [PERIOD]
    assert len((tmp_path / "kjede.sha256").read_text().split()) == Entry.objects.count()
    assert check(tmp_path)[0] == 0


def test_unknown_period_has_no_bundle(ask) -> None:
    assert ask("/apenhetsloven/2019-01_2019-12/bevispakke.zip").status == 404


def test_bundle_without_a_period_says_so(unzipped: Path) -> None:
    rmtree(unzipped / "redegjorelser" / PERIOD)
    status, told = check(unzipped)
    assert (status, told.splitlines()) == (
        0,
        [
            f"Uten dokumenter i denne pakken / Without documents in this bundle: {PERIOD}",
            "Alt stemmer. / All is as it was.",
        ],
    )
