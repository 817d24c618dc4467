"""Starter content: into an empty database only, whole or not at all, and faults told with the file's name."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import QuerySet

from sustainability_site import starter
from sustainability_site.content.chain import verify
from sustainability_site.content.documents import canonical, freeze
from sustainability_site.content.models import (
    Card,
    Draft,
    Edition,
    Entry,
    Head,
    Organisation,
    Page,
    PageSection,
    Reference,
    SearchText,
    Source,
    publishable_models,
)
from sustainability_site.content.shapes import prefetch_paths, relation_field
from sustainability_site.content.working_copy import load
from sustainability_site.starter import FOLDER, FaultyStarterFile, database_is_empty, read

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
PAGE = 'kind = "page"\ncode = "notice"\ntitle_nb = "Kunngjøring"\nslug_nb = "kunngjoring"\n'
SOURCE = 'kind = "source"\ncode = "paper"\ntitle_nb = "Avisen"\n'


@pytest.fixture
def empty(db: None) -> None:
    """A database with its tables and nothing in them."""
    for model in (SearchText, Card, Reference, Entry, Edition):
        QuerySet(model).delete()
    Head.objects.all().delete()
    Draft.objects.all().delete()
    models = list(publishable_models().values())
    for model in models:
        for relation in model.relations:
            relation_field(model, relation).model._default_manager.all().delete()
    for model in reversed(models):
        if model is not Source:
            model._default_manager.all().delete()
    Source.objects.all().delete()


@pytest.fixture
def loaded(empty: None, tmp_path: Path) -> Callable[..., int]:
    """Writes files by name and loads them."""

    def load_files(**files: str) -> int:
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return starter.load(actor="startinnhold", at=AT, folder=tmp_path)

    return load_files


def working_copies() -> dict[str, str]:
    return {
        subject.subject: canonical(freeze(subject, everything=True))
        for model in publishable_models().values()
        for subject in model._default_manager.prefetch_related(*prefetch_paths(model))
    }


def test_every_file_is_published_as_edition_one(db):
    files = list(FOLDER.rglob("*.toml"))
    editions = Edition.objects.all()

    assert len(files) == len(editions) > 150
    assert {(edition.number, edition.reason) for edition in editions} == {(1, "Nettstedet åpnet")}
    assert set(read(FOLDER)) == {edition.subject for edition in editions} == set(working_copies())
    assert list(verify()) == []


def test_every_working_copy_is_as_it_was_published(db):
    for edition in Edition.objects.all():
        assert canonical(freeze(load(publishable_models()[edition.kind], edition.code))) == edition.document


def test_every_object_and_row_would_pass_its_own_form(db):
    faults = []
    for model in publishable_models().values():
        for subject in model._default_manager.all():
            rows = [row for relation in model.relations for row in getattr(subject, relation).all()]
            for instance in (subject, *rows):
                try:
                    instance.full_clean()
                except ValidationError as error:
                    faults.append(f"{subject.subject} {instance}: {error.message_dict}")

    assert faults == []


def test_loading_twice_changes_nothing(db, capsys):
    before, entries = working_copies(), list(Entry.objects.values_list())
    call_command("load_starter_content")

    assert capsys.readouterr().out == "Databasen er i bruk. Ingenting er endret.\n"
    assert working_copies() == before
    assert list(Entry.objects.values_list()) == entries


def test_loading_beside_edited_content_never_overwrites(db):
    Page.objects.filter(code="home").update(title_nb="Vår egen forside")
    PageSection.objects.all().delete()
    Source.objects.filter(code="paper").delete()

    assert starter.load(actor="startinnhold", at=AT) == 0
    assert Page.objects.get(code="home").title_nb == "Vår egen forside"
    assert not PageSection.objects.exists()


@pytest.mark.parametrize("left", ["working copy", "draft", "edition"])
def test_anything_left_behind_means_that_the_database_is_in_use(loaded, left):
    assert database_is_empty() is True
    if left == "working copy":
        Source.objects.create(code="mine", title_nb="Min")
    elif left == "draft":
        Draft.objects.create(
            kind="page", subject="page/x", document="{}", public_sha256="", saved_at=AT, actor="x"
        )
    else:
        Edition.objects.create(
            kind="page", subject="page/x", shape=1, document="{}", sha256="", moment=AT, reason="x", actor="x"
        )

    assert loaded(page=PAGE) == 0
    assert not Page.objects.exists()


def test_whole_starter_content_goes_into_an_empty_database(empty):
    assert starter.load(actor="startinnhold", at=AT) == len(list(FOLDER.rglob("*.toml")))
    assert starter.load(actor="startinnhold", at=AT) == 0
    assert {entry.actor for entry in Entry.objects.all()} == {"startinnhold"}
    assert {entry.moment for entry in Entry.objects.all()} == {AT}
    assert Organisation.objects.count() == 1
    assert list(verify()) == []


def test_file_is_read_with_rows_references_and_dates(loaded):
    page = (
        PAGE
        + "sources = [\"paper\"]\nbody_nb = '''<p>Tekst<script>x</script></p>'''\n"
        + '[[sections]]\nheading_nb = "En"\nbody_nb = "<p>A</p>"\n'
        + '[[sections]]\nkey = "to"\nheading_nb = "To"\nbody_nb = "<p>B</p>"\n'
    )

    assert loaded(a=page, b=SOURCE + "checked_on = 2026-11-20\n") == 2
    notice = Page.objects.get()
    assert notice.body_nb == "<p>Tekst</p>"
    assert [source.code for source in notice.sources.all()] == ["paper"]
    assert [(row.key, row.position, row.heading_nb) for row in notice.sections.all()] == [
        ("r1", 10, "En"),
        ("to", 20, "To"),
    ]
    assert Source.objects.get().checked_on.isoformat() == "2026-11-20"
    assert [entry.edition.subject for entry in Entry.objects.all()] == ["source/paper", "page/notice"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"bad": "kind = "}, r"^bad\.toml: Invalid value"),
        ({"bad": 'kind = "pgae"\ncode = "x"\n'}, r"^bad\.toml: typen 'pgae' finnes ikke\.$"),
        ({"bad": 'code = "x"\n'}, r"^bad\.toml: kind mangler\.$"),
        ({"bad": 'kind = "page"\n'}, r"^bad\.toml: code mangler\.$"),
        ({"bad": PAGE + 'titel_nb = "x"\n'}, r"^bad\.toml: feltet titel_nb finnes ikke i Page\.$"),
        ({"bad": PAGE + 'title = "x"\n'}, r"^bad\.toml: feltet title finnes ikke i Page\.$"),
        ({"bad": PAGE + '[[sections]]\nheding_nb = "x"\n'}, r"^bad\.toml: feltet heding_nb finnes ikke i PageSection\.$"),
        ({"bad": PAGE + '[[sections]]\nkey = "a"\n[[sections]]\nkey = "a"\n'}, r"^bad\.toml: to rader i PageSection har samme key\.$"),
        ({"bad": PAGE + 'sources = ["gone"]\n'}, r"^bad\.toml: source/gone er nevnt, men har ingen fil\.$"),
        ({"bad": PAGE + 'menu_position = "først"\n'}, r"^bad\.toml: .*først"),
        ({"bad": SOURCE.replace("paper", "book") + 'checked_on = "i går"\n'}, r"^bad\.toml: .*i går"),
        ({"bad": SOURCE.replace("paper", "book") + 'missing = true\nurl = "https://example.no"\n'}, r"^bad\.toml: .*missing_source_has_no_address"),
        ({"bad": PAGE.replace("kunngjoring", "sok")}, r"^bad\.toml: Adressen /sok/ er satt av til nettstedet selv\."),
        ({"a": PAGE, "bad": PAGE.replace("notice", "other")}, r"^bad\.toml: Adressen /kunngjoring/ er eller har vært"),
        ({"a": PAGE, "bad": PAGE}, r"^bad\.toml: page/notice står også i a\.toml\.$"),
    ],
)  # fmt: skip
def test_faulty_file_is_named_and_nothing_is_left_behind(loaded, files, message):
    with pytest.raises(FaultyStarterFile, match=message):
        loaded(good=SOURCE, **files)
    assert database_is_empty()
    assert not Head.objects.exists()
