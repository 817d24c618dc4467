"""The four roles, and every permission that each has: «app.model» → what it may do with it."""

from collections.abc import Mapping

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

EDITED = (
    *("content.page", "content.source", "content.term"),
    *("labels.label", "labels.topic", "labels.productcategory"),
    *("suppliers.supplychain", "suppliers.followup", "suppliers.facilitylist", "suppliers.codeofconduct"),
    *("suppliers.sourcingguide", "suppliers.framework", "suppliers.regulation"),
    *("suppliers.mineral", "suppliers.substance"),
    "transparency.statement",
)
WRITE, SEE = "view add change delete", "view"

EDITOR, PUBLISHER, HANDLER, ADMINISTRATOR = (
    "Redaktør",
    "Ansvarlig publisist",
    "Saksbehandler",
    "Administrator",
)
ROLES: Mapping[str, Mapping[str, str]] = {
    # Writes everything, publishes nothing; no cases.
    EDITOR: dict.fromkeys(EDITED, WRITE)
    | {"content.image": WRITE, "content.organisation": SEE, "transparency.publicanswer": SEE},
    # Writes and publishes, the statement and published answers too; no cases, no users.
    PUBLISHER: dict.fromkeys(EDITED, f"{WRITE} publish")
    | {
        "content.image": WRITE,
        "content.organisation": "view change publish",
        "transparency.statement": f"{WRITE} publish override",
        "transparency.publicanswer": f"{WRITE} publish override",
    },
    # Works on cases, and writes the answers that someone else publishes.
    HANDLER: {
        "transparency.informationrequest": "view change",
        "transparency.requestevent": SEE,
        "transparency.outgoingmail": SEE,
        "transparency.publicanswer": WRITE,
        "transparency.statement": SEE,
        "content.page": SEE,
        "content.source": SEE,
        "content.organisation": SEE,
    },
    # Gives access and reads the log. Sees what is published, changes the organisation's details; no cases.
    ADMINISTRATOR: dict.fromkeys(EDITED, SEE)
    | {
        "content.image": SEE,
        "content.organisation": "view change publish",
        "transparency.publicanswer": SEE,
        "auth.user": "view add change",
        "auth.group": SEE,
        "people.record": SEE,
    },
}


def names_of(role: str) -> set[tuple[str, str]]:
    """(App, codename) of every permission of a role."""
    return {
        (app, f"{action}_{model}")
        for place, actions in ROLES[role].items()
        for app, model in [place.split(".")]
        for action in actions.split()
    }


def missing_roles() -> list[str]:
    present = set(Group.objects.filter(name__in=ROLES).values_list("name", flat=True))
    return [role for role in ROLES if role not in present]


def create_roles(*, afresh: bool = False) -> list[str]:
    """Create the roles that are missing, and name them. Those that are there stay as an administrator has left them,
    unless all are wanted `afresh`."""
    wanted = list(ROLES) if afresh else missing_roles()
    with transaction.atomic():
        for role in wanted:
            group, _created = Group.objects.get_or_create(name=role)
            group.permissions.set(_permissions(names_of(role)))
    return wanted


def _permissions(names: set[tuple[str, str]]) -> list[Permission]:
    chosen = Q()
    for app, codename in sorted(names):
        chosen |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(chosen))
    if len(found) != len(names):
        raise LookupError("A permission of a role does not exist: run migrate first.")
    return found
