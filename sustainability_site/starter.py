"""The starter content: documents written by hand as TOML, read into an empty database and published."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import Error as DatabaseFault
from django.db import transaction
from django.utils import translation

from sustainability_site.content import publishing, working_copy
from sustainability_site.content.addresses import SOURCE_LANGUAGE
from sustainability_site.content.documents import Document, references
from sustainability_site.content.models import Draft, Edition, Publishable, publishable_models
from sustainability_site.content.shapes import all_fields, model_of, relation_field

FOLDER = Path(__file__).parent / "starter_content"
REASON = "Nettstedet åpnet"


class FaultyStarterFile(ValueError):
    """A file can't be read or published as it stands; the message names the file and says why."""


def database_is_empty() -> bool:
    """True while nothing has been written by anyone: no working copy, no draft, no edition."""
    models = (*publishable_models().values(), Draft, Edition)
    return not any(model._default_manager.exists() for model in models)


@transaction.atomic
def load(*, actor: str, at: datetime, folder: Path = FOLDER) -> int:
    """Publish every file as edition 1, vocabulary before what leans on it; the number published.

    Does nothing (0) unless the database is empty. Raises FaultyStarterFile.
    """
    if not database_is_empty():
        return 0
    documents = read(folder)
    subjects: dict[str, Publishable] = {}
    with translation.override(SOURCE_LANGUAGE):
        for name in _in_order(documents):
            file, document = documents[name]
            with _naming(file):
                subjects[name] = working_copy.restore(document, actor=actor, at=at)
        for name, subject in subjects.items():
            with _naming(documents[name][0]):
                publishing.publish(subject, actor=actor, reason=REASON, at=at, examined=False)
    return len(subjects)


def read(folder: Path) -> dict[str, tuple[str, Document]]:
    """The file's name and the document of every subject below the folder. Raises FaultyStarterFile."""
    found: dict[str, tuple[str, Document]] = {}
    for path in sorted(folder.rglob("*.toml")):
        file = str(path.relative_to(folder))
        with _naming(file):
            document = _document(tomllib.loads(path.read_text(encoding="utf-8")))
        subject = f"{document['kind']}/{document['code']}"
        if subject in found:
            raise FaultyStarterFile(f"{file}: {subject} står også i {found[subject][0]}.")
        found[subject] = file, document
    return found


@contextmanager
def _naming(file: str) -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise FaultyStarterFile(f"{file}: {' '.join(error.messages)}") from error
    except (ValueError, TypeError, LookupError, DatabaseFault) as error:
        raise FaultyStarterFile(f"{file}: {error}") from error


def _in_order(documents: dict[str, tuple[str, Document]]) -> list[str]:
    """The subjects, each after those it needs."""
    needs = {}
    for subject, (file, document) in documents.items():
        needs[subject] = [needed for needed, required in references(document).items() if required]
        if missing := sorted(set(needs[subject]) - set(documents)):
            raise FaultyStarterFile(f"{file}: {missing[0]} er nevnt, men har ingen fil.")
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = " → ".join(documents[subject][0] for subject in error.args[1])
        raise FaultyStarterFile(f"Filene viser til hverandre i ring: {circle}.") from error


def _document(values: dict) -> Document:
    for name in ("kind", "code"):
        if not isinstance(values.get(name), str):
            raise ValueError(f"{name} mangler.")
    try:
        model = model_of(values.pop("kind"))
    except LookupError as error:
        raise ValueError(f"typen {error} finnes ikke.") from error
    return {"kind": model.kind, "shape": model.shape, "code": values.pop("code")} | _values(model, values)


def _values(model: type, values: dict) -> Document:
    known = {field.name for field in all_fields(model)}
    read_values: Document = {}
    for name, value in values.items():
        if name in model.relations:
            read_values[name] = _rows(relation_field(model, name).model, value)
        elif name in known:
            read_values[name] = value.isoformat() if isinstance(value, date) else value
        else:
            raise ValueError(f"feltet {name} finnes ikke i {model.__name__}.")
    return read_values


def _rows(model: type, tables: list[dict]) -> list[Document]:
    rows = [
        {"key": row.pop("key", f"r{number}")} | _values(model, row) for number, row in enumerate(tables, 1)
    ]
    keys = [row["key"] for row in rows]
    if len(set(keys)) < len(keys):
        raise ValueError(f"to rader i {model.__name__} har samme key.")
    return rows
