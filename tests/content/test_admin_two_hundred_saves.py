"""Two editors who save the same page two hundred times, in turn and at once: nothing goes that nobody was shown."""

import json
from collections.abc import Callable
from itertools import pairwise
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from labels.models import Topic
from sustainability_site.content.models import Draft
from tests.content.admin_forms import form_values, saved, signed_in, view_of
from tests.sent_forms import Values

ROUNDS = 50
EDITORS = {"Kari": "explanation_nb", "Ola": "explanation_en"}
SUBJECT = "topic/energy"


@pytest.fixture
def clients(committing_db: None) -> dict[str, Client]:
    return {name: signed_in(User.objects.create_superuser(name.lower(), first_name=name)) for name in EDITORS}


class Editor:
    """Opens the form, writes in a field of their own, and counts what they were shown instead of being saved."""

    def __init__(self, name: str, client: Client, values: Values) -> None:
        self.name, self.client, self.values = name, client, values
        self.address = view_of(Topic.objects.get(code="energy"), "change")
        self.saved: list[str] = []
        self.shown: list[str] = []

    def open(self) -> Values:
        """The form as the newest draft has it: what a browser would have got, without asking for the whole page again."""
        newest = Draft.objects.filter(subject=SUBJECT).first()
        document = json.loads(newest.document)
        fields = {name: [document[name]] for name in EDITORS.values()}
        return self.values | fields | {"opened_from": [str(newest.pk)]}

    def save(self, opened: Values, text: str) -> None:
        response = self.client.post(self.address, opened | {EDITORS[self.name]: [text]})
        (self.saved if response.status_code == 302 else self.shown).append(text)


@pytest.fixture
def editors(clients: dict[str, Client]) -> list[Editor]:
    topic = Topic.objects.get(code="energy")
    saved(clients["Kari"], topic, explanation_nb="Først")
    made = []
    for name, client in clients.items():
        values = form_values(client, view_of(topic, "change"))
        values.pop("kept_token", None)
        made.append(Editor(name, client, values))
    return made


def drafts() -> list[tuple[str, dict]]:
    rows = Draft.objects.filter(subject=SUBJECT).order_by("pk")
    return [(row.actor, json.loads(row.document)) for row in rows]


def lost(found: list[tuple[str, dict]]) -> list[str]:
    """Where a draft has another text in the other editor's field than the draft before it."""
    return [
        f"{actor} put {after[field]} in place of {before[field]}"
        for (_, before), (actor, after) in pairwise(found)
        for name, field in EDITORS.items()
        if name != actor and before[field] != after[field]
    ]


def test_in_turn_from_forms_opened_before_the_other_saved(
    editors: list[Editor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Draft, "KEPT", 1000)
    for number in range(ROUNDS):
        first, second = editors if number % 2 else reversed(editors)
        stale, fresh = second.open(), first.open()
        first.save(fresh, f"{first.name} {number}")
        second.save(stale, f"{second.name} {number}")
    assert lost(drafts()) == []
    written = [text for editor in editors for text in (*editor.saved, *editor.shown)]
    assert sorted(written) == sorted(f"{name} {number}" for name in EDITORS for number in range(ROUNDS))
    # Whoever was first is saved, and whoever was second is shown the other's text.
    assert [len(editor.saved) + len(editor.shown) for editor in editors] == [ROUNDS, ROUNDS]
    assert sum(len(editor.shown) for editor in editors) == ROUNDS


def test_at_once(editors: list[Editor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Draft, "KEPT", 1000)
    barrier, failed = Barrier(2), []

    def work(editor: Editor) -> None:
        try:
            for number in range(ROUNDS):
                barrier.wait(timeout=60)
                opened = editor.open()
                barrier.wait(timeout=60)
                editor.save(opened, f"{editor.name} {number}")
        except Exception as error:
            failed.append(error)
            barrier.abort()
        finally:
            connection.close()

    run_together([lambda editor=editor: work(editor) for editor in editors])
    assert failed == []
    found = drafts()
    assert lost(found) == []
    told = {text for editor in editors for text in editor.saved}
    kept = {document[field] for _, document in found for field in EDITORS.values()}
    assert told <= kept
    # One of the two comes first in every round; the other is shown what was saved, or saves after having seen nothing change.
    assert sum(len(editor.saved) for editor in editors) >= ROUNDS
    assert sum(len(editor.saved) + len(editor.shown) for editor in editors) == 2 * ROUNDS


def run_together(tasks: list[Callable[[], None]]) -> None:
    threads = [Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
