"""C10, a promise of the whole site: the statement is easy to find (§ 5), HTML, without scripts, at an address that stays."""

import re
from collections.abc import Callable

import html5lib
import pytest
from django.utils import timezone

from sustainability_site.content import publishing
from sustainability_site.content.addresses import LANGUAGES
from sustainability_site.content.reading import live_cards
from transparency.models import Statement

XHTML = "{http://www.w3.org/1999/xhtml}"
STATEMENT = {
    "nb": "/apenhetsloven/2022-09_2023-06/",
    "en": "/en/transparency-act/2022-09_2023-06/",
}

pytestmark = pytest.mark.django_db


def footer_links(html: bytes) -> list[str]:
    footer = next(html5lib.parse(html).iter(f"{XHTML}footer"))
    return [link.get("href") for link in footer.iter(f"{XHTML}a")]


def test_c10_every_footer_leads_to_the_newest_statement(ask: Callable) -> None:
    for language in LANGUAGES:
        paths = live_cards(language, timezone.now()).exclude(path="").values_list("path", flat=True)
        without = [path for path in paths if footer_links(ask(path).content)[0] != STATEMENT[language]]
        assert (without, len(paths) > 20) == ([], True)


@pytest.mark.parametrize("path", STATEMENT.values())
def test_c10_statement_is_html_without_scripts(ask: Callable, path: str) -> None:
    answer = ask(path)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    scripts = re.findall(r"<script([^>]*)>", answer.text)
    assert [script for script in scripts if 'type="application/ld+json"' not in script] == []
    assert "funn-minerals" in answer.text


def test_c10_addresses_stay_when_a_new_edition_comes(ask: Callable, starter: Statement) -> None:
    Statement.objects.filter(pk=starter.pk).update(title_nb="Ny tittel", title_en="New title")
    publishing.publish(
        starter, actor="Prøve", reason="Ny", at=timezone.now(), override_reason="Prøve av adressene"
    )
    assert [ask(path).status for path in STATEMENT.values()] == [200, 200]
    archived = ask(f"{STATEMENT['nb']}utgave/1/").content.decode()
    assert "Redegjørelse for aktsomhetsvurderinger" in archived
    assert "<h1>Ny tittel</h1>" not in archived
