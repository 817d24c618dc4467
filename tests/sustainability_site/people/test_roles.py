from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from sustainability_site.people.roles import ROLES, create_roles

pytestmark = pytest.mark.django_db

EDITED = [
    "content.page",
    "content.source",
    "content.term",
    "labels.label",
    "labels.productcategory",
    "labels.topic",
    "suppliers.codeofconduct",
    "suppliers.facilitylist",
    "suppliers.followup",
    "suppliers.framework",
    "suppliers.mineral",
    "suppliers.regulation",
    "suppliers.sourcingguide",
    "suppliers.substance",
    "suppliers.supplychain",
]
WRITE = "add change delete view"
EXPECTED = {
    "Redaktør": dict.fromkeys((*EDITED, "content.image", "transparency.statement"), WRITE)
    | {"content.organisation": "view", "transparency.publicanswer": "view"},
    "Ansvarlig publisist": dict.fromkeys(EDITED, f"{WRITE} publish")
    | {"content.image": WRITE, "content.organisation": "change view publish"}
    | dict.fromkeys(("transparency.statement", "transparency.publicanswer"), f"{WRITE} publish override"),
    "Saksbehandler": {
        "content.organisation": "view",
        "content.page": "view",
        "content.source": "view",
        "transparency.informationrequest": "change view",
        "transparency.outgoingmail": "view",
        "transparency.publicanswer": WRITE,
        "transparency.requestevent": "view",
        "transparency.statement": "view",
    },
    "Administrator": dict.fromkeys((*EDITED, "content.image", "transparency.statement"), "view")
    | {
        "auth.group": "view",
        "auth.user": "add change view",
        "content.organisation": "change view publish",
        "people.record": "view",
        "transparency.publicanswer": "view",
    },
}


def given(role: str) -> set[str]:
    permissions = Group.objects.get(name=role).permissions.select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}" for each in permissions}


def test_each_role_has_exactly_its_permissions() -> None:
    assert set(ROLES) == set(EXPECTED)
    for role, places in EXPECTED.items():
        wanted = {
            f"{app}.{action}_{model}"
            for place, actions in places.items()
            for app, model in [place.split(".")]
            for action in actions.split()
        }
        assert given(role) == wanted, role


def test_what_an_administrator_has_changed_stays_unless_it_is_wanted_afresh() -> None:
    editor = Group.objects.get(name="Redaktør")
    before = given("Redaktør")
    editor.permissions.clear()
    Group.objects.get(name="Saksbehandler").delete()
    assert create_roles() == ["Saksbehandler"]
    assert given("Redaktør") == set()
    assert create_roles() == []
    told = StringIO()
    call_command("create_roles", "--afresh", stdout=told)
    assert told.getvalue() == "Roles: Redaktør, Ansvarlig publisist, Saksbehandler, Administrator.\n"
    assert given("Redaktør") == before


def test_permissions_are_offered_in_norwegian(admin_client) -> None:
    form = (
        admin_client.get(f"/admin/auth/group/{Group.objects.get(name='Redaktør').pk}/change/")
        .context["adminform"]
        .form
    )
    labels = {label for _value, label in form.fields["permissions"].choices}
    assert {
        "Sider: endre",
        "Kan lese loggen",
        "Kan publisere redegjørelse tross mangler",
        "Brukere: se",
    } <= labels
    assert [label for label in labels if label.startswith("Can ")] == []
