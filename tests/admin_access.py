"""Who may ask for what in admin: one table for every address that the URL configuration has.

An address that does not stand in it fails the suite. Roles are written as letters: e(ditor), p(ublisher), (case) h(andler),
a(dministrator). What nobody stands behind is shut to all who are not superusers.
"""

from collections.abc import Iterator

from django.contrib.admin import site
from django.urls import URLPattern, URLResolver, get_resolver

from transparency.case_verbs import VERBS

ALL, NOBODY = "epha", ""
# Not even someone without any permission is refused: the page holds nothing but what she may see.
EVERYBODY = "epha-"

# kind: who may (see, write, publish) it
PUBLISHED = dict.fromkeys(
    [
        *("content_term", "labels_topic", "labels_productcategory", "labels_label"),
        *("suppliers_supplychain", "suppliers_followup", "suppliers_facilitylist", "suppliers_codeofconduct"),
        *("suppliers_sourcingguide", "suppliers_framework", "suppliers_regulation"),
        *("suppliers_mineral", "suppliers_substance"),
    ],
    ("epa", "ep", "p"),
) | {
    "content_page": (ALL, "ep", "p"),
    "content_source": (ALL, "ep", "p"),
    "content_organisation": (ALL, "pa", "pa"),
    "transparency_statement": (ALL, "ep", "p"),
    "transparency_publicanswer": (ALL, "ph", "p"),
}
SEE, WRITE, PUBLISH, NONE = range(4)
# view: what GET asks for, what POST asks for
VIEWS_OF_THE_PUBLISHED = {
    "changelist": (SEE, SEE),
    "add": (WRITE, WRITE),
    "change": (SEE, WRITE),
    "delete": (WRITE, WRITE),
    "history": (SEE, SEE),
    "preview": (SEE, SEE),
    **dict.fromkeys(("typed_preview", "new_preview", "preview_link"), (WRITE, WRITE)),
    **dict.fromkeys(("editions", "compare"), (SEE, SEE)),
    "review": (SEE, WRITE),
    "publish": (PUBLISH, PUBLISH),
    "cancel": (PUBLISH, PUBLISH),
    "withdraw": (PUBLISH, PUBLISH),
    "restore": (WRITE, WRITE),
    "bin": (WRITE, WRITE),
    "fetch_back": (NONE, WRITE),
}
CASES = {
    **dict.fromkeys(("changelist", "change", "history", "file"), ("h", "h")),
    **dict.fromkeys(("register", "start_demo", "quarantine", "print", "posted", *VERBS), ("h", "h")),
    **dict.fromkeys(("add", "delete"), (NOBODY, NOBODY)),
}
IMAGES = {
    **dict.fromkeys(("changelist", "history"), ("epa", "epa")),
    **dict.fromkeys(("add", "delete"), ("ep", "ep")),
    "change": ("epa", "ep"),
}
USERS = {
    **dict.fromkeys(("changelist", "add", "change", "history"), ("a", "a")),
    **dict.fromkeys(("password_change", "sign_out", "remove_device"), ("a", "a")),
    "delete": (NOBODY, NOBODY),
}
ROLES = {
    **dict.fromkeys(("changelist", "history"), ("a", "a")),
    "change": ("a", NOBODY),
    **dict.fromkeys(("add", "delete"), (NOBODY, NOBODY)),
}
OTHERS = {
    **dict.fromkeys(("index", "jsi18n", "password_change", "password_change_done"), (EVERYBODY, EVERYBODY)),
    **dict.fromkeys(("view_on_site", "components", "guide", "catch_all"), (EVERYBODY, EVERYBODY)),
    **dict.fromkeys(("two_factor", "two_factor_set_up", "two_factor_new_codes"), (EVERYBODY, EVERYBODY)),
    "own_password": (EVERYBODY, EVERYBODY),
    **dict.fromkeys(("record", "record_csv", "record_draft", "record_entry"), ("a", "a")),
    # Asked about sources here; it serves whoever may see what it lists, and takes no POST from anyone.
    "autocomplete": (ALL, EVERYBODY),
    # Lists what may be seen; 404 where that is nothing.
    "app_list": (EVERYBODY, EVERYBODY),
    # The same page as «change», by redirection.
    "bare_object": (EVERYBODY, EVERYBODY),
    **dict.fromkeys(("translations", "reviews"), (ALL, ALL)),
    # One's own texts alone.
    "discard_kept": (EVERYBODY, EVERYBODY),
    "content_source_vouch": ("ep", "ep"),
    "suppliers_facilitylist_import": ("ep", "ep"),
}
# Met without signing in, or at the price of the session; what is typed is kept by the form's own token.
OUTSIDE = {"login", "logout", "keep"}


def table() -> dict[str, tuple[str, str]]:
    """Name of an address: the letters of those who may GET and POST it."""
    found = dict(OTHERS)
    for kind, who in PUBLISHED.items():
        rights = (*who, NOBODY)
        for view, (get, post) in VIEWS_OF_THE_PUBLISHED.items():
            found[f"{kind}_{view}"] = (rights[get], rights[post])
    # There is one organisation, and no second can be made; the administrator may not delete, nor fetch back.
    for view in ("add", "delete", "new_preview"):
        found[f"content_organisation_{view}"] = (NOBODY, NOBODY)
    found["content_organisation_fetch_back"] = (NOBODY, NOBODY)
    for kind, views in (
        ("transparency_informationrequest", CASES),
        ("content_image", IMAGES),
        ("auth_user", USERS),
        ("auth_group", ROLES),
    ):
        found |= {f"{kind}_{view}": who for view, who in views.items()}
    return found


def addresses() -> Iterator[tuple[str, str]]:
    """(Name, route) of every address below /admin/: "admin/content/page/<int:pk>/publiser/"."""
    for top in get_resolver().url_patterns:
        if str(top.pattern).startswith("admin/"):
            yield from _below(top, "")


def _below(place: URLPattern | URLResolver, before: str) -> Iterator[tuple[str, str]]:
    route = f"{before}{place.pattern}"
    if isinstance(place, URLResolver):
        for inner in place.url_patterns:
            yield from _below(inner, route)
    elif "(?P<url>" in route:
        yield "catch_all", f"{before}<url>"
    elif "(?P<app_label>" in route:
        yield place.name, f"{before}<app_label>/"
    else:
        yield place.name or "bare_object", route


def kind_of(route: str) -> str:
    """«app_model» of an address below a model's own, "" of any other."""
    kind = "_".join(route.removeprefix("/").split("/")[1:3])
    return kind if kind in kinds() else ""


def kinds() -> set[str]:
    """Every registered model as its addresses begin."""
    return {f"{model._meta.app_label}_{model._meta.model_name}" for model in site._registry}
