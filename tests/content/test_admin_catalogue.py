"""The Norwegian of Django's own texts: what its catalogue lacks stands in ours."""

from collections.abc import Sequence
from pathlib import Path

import django
import django_prose_editor
import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.urls import reverse

DJANGO = Path(django.__file__).parent
OURS = settings.CHECKOUT / "locale" / "nb" / "LC_MESSAGES"
APPS = {"django": ("conf", "contrib/admin", "contrib/auth"), "djangojs": ("contrib/admin",)}


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="nb", abort_invalid=True)


def untranslated(texts: Catalog, *translations: Catalog) -> list[str]:
    return [
        text.id
        for text in texts
        if text.id
        and not any(
            (found := known.get(text.id, text.context))
            and found.pluralizable == text.pluralizable
            and found.string
            and all(found.string)
            and not found.fuzzy
            for known in translations
        )
    ]


@pytest.mark.parametrize("domain", APPS)
def test_every_text_of_django_admin_has_its_norwegian(domain: str) -> None:
    ours = catalogue(OURS / f"{domain}.po")
    for app in APPS[domain]:
        locale = DJANGO / app / "locale"
        english, norwegian = (
            catalogue(locale / language / "LC_MESSAGES" / f"{domain}.po") for language in ("en", "nb")
        )
        assert untranslated(english, norwegian, ours) == []
    assert untranslated(ours, ours) == []


def test_every_text_of_the_editor_has_its_norwegian() -> None:
    german = Path(django_prose_editor.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "djangojs.po"
    assert untranslated(catalogue(german), catalogue(OURS / "djangojs.po")) == []


@pytest.mark.parametrize("domain", APPS)
def test_compiled_catalogue_is_up_to_date(domain: str) -> None:
    with (OURS / f"{domain}.mo").open("rb") as file:
        compiled = read_mo(file)
    assert texts(compiled) == texts(catalogue(OURS / f"{domain}.po")), (
        f"pybabel compile -D {domain} -d locale -l nb"
    )


def texts(of: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {forms(text.id): forms(text.string) for text in of if text.id}


def forms(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.django_db
def test_scripts_get_the_texts(admin_client: Client) -> None:
    script = admin_client.get(reverse("admin:jsi18n")).content.decode()
    assert '"Choose all %s": "Velg alle %s"' in script
    assert '"Cancel": "Avbryt"' in script
