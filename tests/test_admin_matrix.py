"""Every admin address × every role × what is there, what is not and what is another's, out of the URL configuration."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.auth.models import Group, User
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone

from sustainability_site.content import working_copy
from sustainability_site.content.models import Draft, Entry, Publishable, Source, Term
from sustainability_site.people.models import AccessEvent
from sustainability_site.people.roles import ROLES
from sustainability_site.people.sessions import SessionStore
from tests.admin_access import OUTSIDE, addresses, kind_of, kinds, table
from tests.content.admin_forms import signed_in
from tests.transparency.casework_forms import registered
from transparency.models import PublicAnswer

pytestmark = pytest.mark.django_db

LETTERS = dict(zip("epha", ROLES, strict=True)) | {"-": "nobody"}
MISSING = 987_654
TABLE = table()
NUMBERS = ("pk", "object_id", "id", "draft", "sequence", "number", "content_type_id")
AUTOCOMPLETE = "?app_label=content&model_name=term&field_name=source"
POPUP = "?_popup=1&_to_field=id"


def one_of_each() -> dict[str, dict[str, object]]:
    """The parameters of an object that is there, by the beginning of its addresses."""
    registered(reply_by="post", postal_address="Gata 1\n0150 Oslo", email="")
    PublicAnswer.objects.create(
        code="svar", question_nb="Hva?", answer_nb="<p>Det.</p>", answered_on=timezone.localdate()
    )
    Term.objects.create(code="prove", source=Source.objects.first())
    found = {}
    for model in site._registry:
        # The newest term, which has never been published and so may be deleted.
        subject = model._base_manager.order_by("-pk").first() or _made(model)
        known = {"pk": subject.pk, "object_id": subject.pk, "id": subject.pk, "number": 1, "language": "nb"}
        found[f"{model._meta.app_label}_{model._meta.model_name}"] = known | {"draft": _binned(model)}
    return found


def _made(model: type[models.Model]) -> models.Model:
    """An empty working copy of a kind that the starter content has none of."""
    required = (
        {"title": "x", "decorative": True, "width": 1, "height": 1}
        if model.__name__ == "Image"
        else {"code": "prove"}
    )
    return model._base_manager.create(**required)


def _binned(model: type[models.Model]) -> int:
    """A deleted working copy of this kind; 0 for what has no bin."""
    if not issubclass(model, Publishable):
        return 0
    draft = Draft.objects.filter(kind=model.kind).first()
    subject = model._base_manager.first()
    text = draft.document if draft else working_copy.remember(subject, actor="x", at=timezone.now()).document
    return Draft.objects.create(
        kind=model.kind,
        subject=f"{model.kind}/borte",
        document=text,
        saved_at=timezone.now(),
        actor="x",
        deleted=True,
    ).pk


def whole_addresses(known: dict[str, dict], *, missing: bool) -> list[tuple[str, str]]:
    """(Name, address) of everything but what signs in and out, for objects that are there, or that are not."""
    alone = {
        "record_draft": {"pk": Draft.objects.filter(deleted=False).values_list("pk", flat=True)[0]},
        "record_entry": {"sequence": Entry.objects.values_list("pk", flat=True)[0]},
        "view_on_site": {"content_type_id": 1, "object_id": 1},
    }
    elsewhere = {"app_label": "content", "url": "finnes-ikke"}
    found = []
    for name, route in addresses():
        if name in OUTSIDE:
            continue
        values = known.get(kind_of(route), {}) | alone.get(name, {})
        if missing:
            values |= dict.fromkeys(NUMBERS, MISSING)
        values |= elsewhere
        address = re.sub(r"<(?:\w+:)?(\w+)>", lambda found, values=values: str(values[found[1]]), route)
        found.append((name, f"/{address}{AUTOCOMPLETE if name == 'autocomplete' else ''}"))
    return found


class Asker:
    """Asks the view behind an address on behalf of someone whose permissions are read once.

    The layers above it are asked in the tests below, through the whole site.
    """

    def __init__(self, person: User) -> None:
        self.person = person
        person.is_verified = lambda: False
        self.factory = RequestFactory()

    def __call__(self, method: str, address: str, values: dict | None = None) -> str:
        """ "shut", or "open" whatever the answer then is. No template is rendered."""
        request = getattr(self.factory, method)(address, values or {})
        request.user, request.session, request.LANGUAGE_CODE = self.person, SessionStore(), "nb"
        request.csp_nonce = "x"
        request._messages, request._dont_enforce_csrf_checks = FallbackStorage(request), True
        request.resolver_match = match = resolve(request.path_info)
        try:
            answer = match.func(request, *match.args, **match.kwargs)
        except PermissionDenied:
            return "shut"
        except Http404:
            return "open"
        assert answer.status_code in (200, 302, 405), answer.status_code
        assert not answer.headers.get("Location", "").startswith("/admin/login/")
        return "open"


def everyone() -> dict[str, Asker]:
    """Someone for each letter, and someone with no role."""
    return {letter: Asker(person) for letter, person in people().items()}


def people() -> dict[str, User]:
    found = {}
    for letter, role in LETTERS.items():
        found[letter] = User.objects.create_user(f"rolle-{letter}", is_staff=True)
        found[letter].groups.set(Group.objects.filter(name=role))
    return found


def contents() -> Counter:
    """How many rows each model has, besides what is there to tell of signing in."""
    told = ("accessevent", "session", "signinbudget")
    return Counter(
        {
            model: model._base_manager.count()
            for model in apps.get_models()
            if model._meta.model_name not in told
        }
    )


def test_every_address_is_classified() -> None:
    found = {name for name, _route in addresses()}
    assert found - OUTSIDE == set(TABLE)
    assert len(found) > 250
    assert {kind_of(route) for _name, route in addresses()} - {""} == kinds()


@pytest.mark.parametrize("missing", [False, True], ids=["there", "guessed"])
def test_nobody_meets_more_than_her_role_allows(missing: bool) -> None:
    """Who is refused is refused whether it is there or not; nothing is written by anyone who only asks."""
    known = one_of_each()
    asked, askers = whole_addresses(known, missing=missing), everyone()
    before, wrong = contents(), []
    for name, address in asked:
        for method, letters in zip(("get", "post"), TABLE[name], strict=True):
            for letter, ask in askers.items():
                may = letter in letters
                if skipped(name, kind_of(address), letter, may=may, missing=missing):
                    continue
                found = ask(method, address)
                if found != ("open" if may else "shut"):
                    wrong.append(f"{name} {method}: {LETTERS[letter]} {found}")
    assert "\n".join(wrong) == ""
    assert contents() == before


def skipped(name: str, kind: str, letter: str, *, may: bool, missing: bool) -> bool:
    """What is allowed is asked for where the answer is cheap: a kind of few fields, and what belongs to no kind.

    Who sees the list of a kind may be told that something is not in it.
    """
    if may:
        return bool(kind) and (missing or kind != "content_term" or name.endswith("_fetch_back"))
    return missing and letter in TABLE.get(f"{kind}_changelist", ("",))[0]


def test_refusals_are_remembered_by_person_and_address() -> None:
    client = signed_in(people()["e"])
    for _again in range(3):
        assert client.get("/admin/auth/user/").status_code == 403
    events = AccessEvent.objects.filter(kind=AccessEvent.Kind.REFUSED)
    assert [(event.user.username, event.about) for event in events] == [("rolle-e", "/admin/auth/user/")]


def test_nothing_is_deleted_in_bulk_or_added_in_a_popup_by_those_who_may_not() -> None:
    known = one_of_each()
    askers, before = everyone(), contents()
    for kind, values in known.items():
        sent = {"action": "delete_selected", "_selected_action": [values["pk"]], "post": "yes"}
        address = f"/admin/{kind.replace('_', '/')}/"
        for letter, ask in askers.items():
            if letter not in TABLE[f"{kind}_changelist"][1]:
                assert ask("post", address, sent) == "shut"
            elif not (kind == "content_image" and letter in "ep"):
                assert ask("post", address, sent) == "open"
            if letter not in TABLE[f"{kind}_add"][0]:
                assert ask("get", f"{address}add/{POPUP}") == "shut"
    assert contents() == before


def test_visitors_and_those_without_a_desk_are_asked_to_sign_in(django_user_model) -> None:
    strangers = [Client(), signed_in(django_user_model.objects.create_user("kunde"))]
    asked = whole_addresses(one_of_each(), missing=False)
    before = contents()
    for _name, address in asked:
        for client in strangers:
            for method in ("get", "post"):
                location = getattr(client, method)(address).headers["Location"]
                assert location.startswith("/admin/login/?next="), address
    assert contents() == before


def test_only_superusers_touch_superusers(admin_user: User) -> None:
    person = people()["a"]
    ask, address = Asker(person), f"/admin/auth/user/{admin_user.pk}/"
    for view in ("change/", "password/", "logg-ut/", "slaa-av-totrinn/"):
        assert ask("post", f"{address}{view}", {"is_superuser": "on"}) == "shut"
    sent = {"username": "rolle-a", "is_staff": "on", "is_active": "on", "is_superuser": "on"}
    assert ask("post", f"/admin/auth/user/{person.pk}/change/", sent) == "open"
    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser, list(person.groups.all())) == (True, False, [])
