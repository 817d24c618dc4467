"""Every admin address that could touch a case, by whoever may sign in: none writes without a verb's event."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.content.admin_forms import signed_in, staff
from tests.sent_forms import sent_by
from tests.transparency.casework_forms import handler, registered, suspected
from transparency import casework
from transparency.case_verbs import VERBS
from transparency.models import (
    Attachment,
    CaseCounter,
    InformationRequest,
    OutgoingMail,
    RequestBudget,
    RequestEvent,
    RequestPart,
    StatementReminder,
)

pytestmark = pytest.mark.django_db

# What a case is made of. The request alone has addresses in admin.
WITHOUT_ADMIN = (
    RequestPart,
    RequestEvent,
    Attachment,
    OutgoingMail,
    RequestBudget,
    CaseCounter,
    StatementReminder,
)
STOCK = ("changelist", "add", "change", "delete", "history")
# What a form would have to hold for a stock view to write it.
FIELDS = {"status": "answered", "outcome": "answered", "due_on": "2030-01-01", "question": "x", "text": "x"}
SENT = FIELDS | {
    "_save": "1",
    "post": "yes",
    "action": "delete_selected",
    "body": "x",
    "sent_at": "2026-01-01",
}
CASE_FORMS = {*VERBS, "posted"}
WRITING = CASE_FORMS | {"register", "start_demo"}
# Enough for the verbs that ask for little.
FILLED = {"confirm": "1", "read": "on", "reason": "Det ble bedt om."}


def contents() -> dict[str, list]:
    """Every row that cases consist of, the events last."""
    models = (InformationRequest, RequestPart, Attachment, OutgoingMail, CaseCounter, RequestEvent)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def cases() -> list[InformationRequest]:
    """One in each state that a case may stay in."""
    answered = registered(question="Hvem?")
    casework.answer(request=answered, parts=answered.parts.all(), text="Vi.", actor="Kari", at=timezone.now())
    with_file = registered(question="Hva?", reply_by="post", postal_address="Gata 1", email="")
    file = ContentFile(b"%PDF-1.7\n%%EOF", name="a.pdf")
    casework.attach(request=with_file, file=file, actor="Kari", at=timezone.now())
    return [with_file, answered, suspected()]


def addresses(case: InformationRequest) -> Iterator[tuple[str, str]]:
    """(name, address) of every view of requests in admin, with its parameters filled in."""
    for pattern in site._registry[InformationRequest].urls:
        if pattern.name:
            name = f"admin:{pattern.name}"
            known = {"number": case.mail.first().pk, "pk": case.pk, "object_id": case.pk}
            parameters = {key: known[key] for key in pattern.pattern.converters}
            yield pattern.name.rpartition("informationrequest_")[2], reverse(name, kwargs=parameters)


def test_what_a_case_is_made_of_has_no_addresses_of_its_own() -> None:
    registered_models = {model for model in site._registry if model._meta.app_label == "transparency"}
    assert {model.__name__ for model in registered_models} == {
        "InformationRequest",
        "PublicAnswer",
        "Statement",
    }
    for model in WITHOUT_ADMIN:
        for view in STOCK:
            with pytest.raises(NoReverseMatch):
                reverse(f"admin:transparency_{model._meta.model_name}_{view}", args=(1,))


def test_no_screen_edits_what_a_case_is_made_of_inside_another() -> None:
    parts = {InformationRequest, *WITHOUT_ADMIN}
    inlines: set[type[Model]] = {
        inline.model for admin in site._registry.values() for inline in admin.inlines
    }
    assert parts & inlines == set()
    assert len(inlines) > 5
    admin = site._registry[InformationRequest]
    assert (admin.list_editable, admin.actions, list(admin.inlines)) == ((), None, [])


def test_permissions_to_write_cases_otherwise_do_not_exist() -> None:
    names = {InformationRequest, *WITHOUT_ADMIN}
    found = Permission.objects.filter(
        content_type__app_label="transparency",
        content_type__model__in=[model._meta.model_name for model in names],
    )
    assert set(found.values_list("codename", flat=True)) == {
        "view_informationrequest",
        "change_informationrequest",
        "view_requestevent",
        "view_outgoingmail",
    }


@pytest.mark.parametrize("who", ["viewer", "editor", "handler", "superuser"])
def test_stock_addresses_write_nothing_whoever_asks(who: str) -> None:
    """Not even with every field that a stock form would save. Those who may not work on cases get nowhere at all."""
    people = {
        "viewer": lambda: staff("leser", "view_informationrequest"),
        "editor": lambda: staff("redaktor", "view_statement", "change_statement", "change_publicanswer"),
        "handler": handler,
        "superuser": lambda: User.objects.create_superuser("root"),
    }
    client, made = signed_in(people[who]()), cases()[:1]
    before, seen = contents(), set()
    for case in made:
        for name, address in addresses(case):
            if who in ("viewer", "editor") or name not in WRITING:
                seen.add(name)
                client.get(address)
                assert client.post(address, SENT | {"_selected_action": [case.pk]}).status_code < 500, name
    assert contents() == before
    assert seen >= {*STOCK, "print", "file", "quarantine"}


def test_what_a_handlers_form_changes_has_its_event() -> None:
    client, acted = signed_in(handler()), set()
    for case in cases():
        for name, address in addresses(case):
            if name in CASE_FORMS:
                form = client.get(address)
                values = sent_by(form.content.decode()) if form.status_code == 200 else {}
                before, events = contents(), case.events.count()
                answer = client.post(address, values | FILLED)
                assert answer.status_code in (200, 302), name
                after, more = contents(), case.events.count() - events
                assert more == (after != before), name
                acted |= {name} if more else set()
                assert case.events.order_by("pk").last().actor or not more
    assert {"posted", "release"} <= acted
    assert acted <= CASE_FORMS


def test_every_model_of_the_room_is_judged_here() -> None:
    owned = {model.__name__ for model in apps.get_app_config("transparency").get_models()}
    others = {"Statement", "Company", "Step", "Finding", "Measure", "Signature", "PublicAnswer"}
    assert owned - others == {model.__name__ for model in (InformationRequest, *WITHOUT_ADMIN)}
