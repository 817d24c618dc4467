"""Rich text: what an editor may write and what is let through come from the one list below."""

import re

import nh3
from django.db.models import Value
from django_prose_editor.config import allowlist_from_extensions, expand_extensions
from django_prose_editor.fields import ProseEditorField

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
}

SAFE_ADDRESS = re.compile(r"(?:https?://[^/\\]|mailto:|tel:|/(?![/\\])|#)", re.IGNORECASE)
# Browsers drop these signs before they read an address, so "/\t/evil" leads to //evil.
_CONTROL_SIGNS = re.compile(r"[\x00-\x1f\x7f]")
_WITHOUT_TEXT = re.compile(r"(?:\s|&nbsp;|</?p>|<br>)*")


def safe_address(value: str) -> str:
    """The address as a browser reads it; "" when it leads to anything but a page, an e-mail or a telephone."""
    address = _CONTROL_SIGNS.sub("", value).strip()
    return address if SAFE_ADDRESS.match(address) else ""


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name != "href":
        return value if name == "title" else None
    return safe_address(value) or None


_cleaner = nh3.Cleaner(
    **allowlist_from_extensions(expand_extensions(EXTENSIONS)), attribute_filter=_attribute
)


def sanitise(html: str) -> str:
    """Only the tags of EXTENSIONS and safe link addresses; "" where no text is left. Idempotent."""
    cleaned = _cleaner.clean(html.replace("\x00", ""))
    return "" if _WITHOUT_TEXT.fullmatch(cleaned) else cleaned


class RichTextField(ProseEditorField):
    """HTML from the editor's list only, sanitised on every road into the database and into documents."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs, extensions=EXTENSIONS, sanitize=sanitise)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ("config", "extensions", "sanitize", "preset"):
            kwargs.pop(key, None)
        return name, path, args, kwargs

    def get_prep_value(self, value: object) -> object:
        value = super().get_prep_value(value)
        return sanitise(value) if isinstance(value, str) else value

    def get_db_prep_save(self, value: object, connection: object) -> object:
        return super().get_db_prep_save(value.value if isinstance(value, Value) else value, connection)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        """Expressions such as F() write past get_prep_value(), so what is read is sanitised too."""
        return sanitise(value) if value else value
