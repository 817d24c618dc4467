from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sustainability_site.content import chain, publishing
from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.models import Edition, Entry, Head
from tests import public_pages
from tests.transparency.editions import ACTOR, PAGE, publish, second_edition
from transparency import evidence
from transparency.models import Statement

EDITIONS = "/apenhetsloven/utgaver/"

pytestmark = pytest.mark.django_db


def told(ask: Callable, path: str = EDITIONS) -> str:
    return public_pages.main_text(ask(path))


def test_every_edition_is_listed_with_reason_and_hashes(ask, starter, public_record_only) -> None:
    second = second_edition(starter)
    with public_record_only(), CaptureQueriesContext(connection) as queries:
        text = told(ask)
    assert len(queries) == 4
    entry = second.entries.get()
    assert "Begrunnelse Tallet på ansatte var galt." in text
    assert "Begrunnelse Nettstedet åpnet" in text
    assert f"Dokumentets SHA-256 {second.sha256} Hash for innføring {entry.sequence} {entry.hash}" in text
    assert text.index("September 2022–juni 2023, utgave 2") < text.index("September 2022–juni 2023, utgave 1")
    assert "Endringer i redegjørelsen for september 2022–juni 2023" in text


def test_list_leads_to_the_archive_pages(ask, starter) -> None:
    second_edition(starter)
    html = ask(EDITIONS).text
    for number in (1, 2):
        assert f'href="{PAGE}utgave/{number}/"' in html
        assert ask(f"{PAGE}utgave/{number}/").status == 200


def test_record_that_adds_up_is_said_to(ask) -> None:
    text = told(ask)
    assert (
        f"alt stemmer. Innføringer som henger sammen: {Entry.objects.count()}. Dokumenter som er slik de ble publisert: 1."
        in text
    )
    assert Head.objects.get().hash in text


def altered(model: type, pk: object, **values: object) -> None:
    """What raw SQL could do."""
    chain.unguarded(model).filter(pk=pk).update(**values)


@pytest.mark.parametrize(
    ("alter", "fault"),
    [
        (lambda e: altered(Edition, e.pk, document=e.document.replace("Moss", "Oslo")), "Dokumentet i 2022-09_2023-06, utgave 1, er endret."),
        (lambda e: altered(Edition, e.pk, document=""), "Dokumentet i 2022-09_2023-06, utgave 1, er borte."),
        (lambda e: altered(Edition, e.pk, sha256="0" * 64), "gjelder et annet dokument enn utgaven har."),
        (lambda e: altered(Entry, e.entries.get().pk, reason="En annen grunn"), "er endret."),
        (lambda e: altered(Head, 1, hash="1" * 64), "Kjeden slutter et annet sted"),
        (lambda e: chain.unguarded(Entry).filter(pk=3).delete(), "Innføring 4 følger ikke den foran."),
    ],
)  # fmt: skip
def test_record_that_was_altered_is_said_to(ask, starter, alter, fault) -> None:
    alter(Edition.objects.get(subject=starter.subject))
    text = told(ask)
    assert "registeret stemmer ikke." in text
    assert fault in text
    assert "alt stemmer" not in text


def test_redacted_edition_is_no_fault(ask, starter) -> None:
    second_edition(starter)
    first = Edition.objects.get(subject=starter.subject, number=1)
    chain.redact(first, ground="Personopplysning om en ansatt", actor="Prøve", at=timezone.now())
    text = told(ask)
    assert "alt stemmer." in text
    assert "sladdet" in text
    assert "Begrunnelse Personopplysning om en ansatt" in text


def test_withdrawn_statement_stays_in_the_record(ask, starter) -> None:
    publishing.withdraw(starter, actor="Prøve", reason="Feil periode", at=timezone.now())
    text = told(ask)
    assert "trukket tilbake" in text
    assert "Begrunnelse Feil periode" in text
    assert "alt stemmer." in text


def test_no_actor_is_named(ask, starter) -> None:
    second_edition(starter)
    assert Entry.objects.latest("sequence").actor == ACTOR
    assert ACTOR not in ask(EDITIONS).text


def test_page_is_well_made_in_both_languages(ask) -> None:
    for language in ("nb", "en"):
        path = localised_reverse("transparency:editions", language)
        answer = ask(path, accept_encoding="br")
        addresses = public_pages.loaded_addresses(public_pages.parsed(answer)[0])
        loaded = {address: len(ask(address, accept_encoding="br").content) for address in addresses}
        assert list(public_pages.faults(answer, language=language, path=path, loaded=loaded)) == []


@pytest.mark.parametrize("language", ["nb", "en"])
def test_superseded_edition_says_so_and_leads_on(ask, starter, language) -> None:
    second_edition(starter)
    page = starter.address(language)
    archive = page + ("utgave/1/" if language == "nb" else "edition/1/")
    html = ask(archive).text
    notice = html[html.index('<p class="warning">') :].partition("</p>")[0]
    assert {"nb": "Den gjelder ikke lenger", "en": "no longer"}[language] in notice
    assert f'href="{page}"' in notice
    assert '<p class="warning">' not in ask(archive.replace("/1/", "/2/")).text


def test_reason_stands_on_the_page_of_the_edition(ask, starter) -> None:
    second_edition(starter)
    assert "Begrunnelse for utgaven: Tallet på ansatte var galt." in told(ask, PAGE)
    assert "Begrunnelse for utgaven: Nettstedet åpnet" in told(ask, f"{PAGE}utgave/1/")


def test_statement_leads_to_its_changes_once_there_are_any(ask, starter) -> None:
    link = f'href="{PAGE}endringer/"'
    assert link not in ask(PAGE).text
    second_edition(starter)
    assert link in ask(PAGE).text


def test_checking_is_one_pass_over_the_chain(starter: Statement) -> None:
    cards = evidence.statement_cards(at=timezone.now(), languages=("nb",))
    with CaptureQueriesContext(connection) as queries:
        found = evidence.gather(cards)
    assert len(queries) == 2
    assert len(found.lines) == Entry.objects.count()
    assert [entry.edition.subject for entry in found.entries] == [starter.subject]


def test_second_period_is_listed_too(ask, make_statement) -> None:
    publish(make_statement())
    text = told(ask)
    assert "Januar–desember 2024, utgave 1" in text
    assert "slik de ble publisert: 2." in text
