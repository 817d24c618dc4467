"""Rich text in forms: the editor with a Norwegian toolbar, and links to this site turned into stored ones."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from sustainability_site.content.addresses import language_of
from sustainability_site.content.fields import EXTENSIONS
from sustainability_site.content.links import STORED, readdressed, stored_address
from sustainability_site.content.reading import find

TOOLBAR = (
    {"group": "blockType -lists"},
    {"group": "lists"},
    {"group": "nodes -blockType"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "history"},
)


class RichTextWidget(AdminProseEditorWidget):
    """For RichTextField, whose settings are the same wherever it stands."""

    def get_config(self) -> Mapping:
        return _settings_of_editor()


@cache
def _settings_of_editor() -> Mapping:
    config = AdminProseEditorWidget(config={"extensions": EXTENSIONS}).get_config()
    extensions = config["extensions"] | {
        "Menu": {"groups": TOOLBAR},
        "OrderedList": {"enableListAttributes": False},
    }
    modules = [*config["js_modules"], static("editing/prose.js")]
    return config | {"extensions": extensions, "js_modules": modules}


class RichTextFormField(ProseEditorFormField):
    """Addresses of this site are stored as links to the object that is live there."""

    def clean(self, value: str) -> str:
        at = timezone.now()
        return readdressed(
            super().clean(value), lambda href: stored_link(href, site_url=settings.SITE_URL, at=at)
        )


def stored_link(href: str, *, site_url: str, at: datetime) -> str:
    """`href` as /-/kind/code/ if it is the address, present or former, of something live here; else as it is."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return href
    here = (parts.scheme, parts.netloc) == ("", "") or (
        parts.scheme in ("http", "https") and parts.netloc.lower() == urlsplit(site_url).netloc.lower()
    )
    path = f"{parts.path.rstrip('/')}/"
    if not here or parts.query or not path.startswith("/") or (not parts.path and not parts.netloc):
        return href
    try:
        card = find(path, language_of(path), at)
    except LookupError:
        return href
    stored = stored_address(card.kind, card.code) + (f"#{parts.fragment}" if parts.fragment else "")
    return stored if STORED.fullmatch(stored) else href
