"""What has changed: on the whole site, in one page, and from one edition to the next, as readers saw it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from labels.models import Label
from sustainability_site import changes_page
from sustainability_site.content import chain, publishing
from sustainability_site.content.models import Edition, Page
from tests.public_pages import parsed, text_of
from tests.wire import Answer

pytestmark = pytest.mark.django_db

EPEAT, EPEAT_EN = "/miljomerker/epeat/", "/en/eco-labels/epeat/"


def changed(reason: str, **values: str) -> Label:
    label = Label.objects.get(code="epeat")
    for name, value in values.items():
        setattr(label, name, value)
    label.save()
    publishing.publish(label, actor="Kari Redaktør", reason=reason, at=timezone.now())
    return label


def main_of(answer: Answer) -> str:
    assert answer.status == 200
    return text_of(parsed(answer)[0].find(".//main"))


def test_newest_change_stands_first_with_its_reason_and_its_editor_nowhere(ask: Callable) -> None:
    changed("Ny kilde funnet", lead_nb="Endret.")
    told = main_of(ask("/endringer/"))
    assert told.index("EPEAT Miljømerker Utgave 2 Begrunnelse: Ny kilde funnet Hva er endret") < told.index(
        "Utgave 1 Begrunnelse: Nettstedet åpnet"
    )
    assert "Kari" not in told
    html = ask("/en/changes/").text
    assert f'<a href="{EPEAT_EN}edition/2/changes/">What has changed</a>' in html
    assert '<span lang="nb">Ny kilde funnet</span>' in html


def test_what_is_not_published_is_not_told(ask: Callable) -> None:
    label = Label.objects.get(code="epeat")
    label.lead_nb = "Hemmelig."
    label.save()
    at = timezone.now()
    publishing.schedule(label, actor="Kari", reason="Planlagt i det stille", moment=at + timedelta(1), at=at)
    for path in ("/endringer/", f"{EPEAT}endringer/"):
        assert "i det stille" not in ask(path).text
    assert ask(f"{EPEAT}utgave/2/endringer/").status == 404


def test_withdrawal_is_told_and_its_page_keeps_its_history(ask: Callable) -> None:
    label = Label.objects.get(code="epeat")
    publishing.withdraw(label, actor="Kari", reason="Merket finnes ikke lenger", at=timezone.now())
    expected = "Trukket tilbake Begrunnelse: Merket finnes ikke lenger"
    assert f"EPEAT Miljømerker {expected}" in main_of(ask("/endringer/"))
    assert expected in main_of(ask(f"{EPEAT}endringer/"))


def test_older_changes_stand_on_pages_of_their_own(ask: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes_page, "ON_A_PAGE", 30)
    first, second = (ask(path) for path in ("/endringer/", "/endringer/2/"))
    assert "Side 1 av 2 Eldre" in main_of(first)
    assert 'href="/endringer/2/" rel="next"' in first.text
    assert "Side 2 av 2 Nyere" in main_of(second)
    names = [_names(answer) for answer in (first, second)]
    assert len(names[0]) == 30
    assert set(names[0]).isdisjoint(names[1])
    assert len(names[0]) + len(names[1]) == len(set(_names_without_pages(ask)))
    for path in ("/endringer/0/", "/endringer/1/", "/endringer/3/", "/endringer/99999999999999/"):
        assert ask(path).status == 404


def _names(answer: Answer) -> list[str]:
    return [link.get("href") for link in parsed(answer)[0].findall(".//main//li/a[1]") if not link.get("rel")]


def _names_without_pages(ask: Callable) -> list[str]:
    feed = ask("/feed.xml").text
    return [part.partition('"')[0] for part in feed.split('<link href="')[1:] if "/utgave/" in part]


def test_history_of_a_page_holds_its_editions_alone(ask: Callable) -> None:
    changed("Andre", lead_nb="Endret.")
    changed("Tredje", lead_nb="Endret igjen.")
    told = main_of(ask(f"{EPEAT}endringer/"))
    places = [told.index(word) for word in ("Utgave 3", "Tredje", "Utgave 2", "Andre", "Utgave 1")]
    assert places == sorted(places)
    assert "TCO" not in told
    assert f'href="{EPEAT_EN}changes/"' in ask(f"{EPEAT}endringer/").text
    assert ask("/finnes-ikke/endringer/").status == 404


def test_history_moves_with_its_page(ask: Callable) -> None:
    changed("Ny adresse", slug_nb="epeat-merket")
    answer = ask(f"{EPEAT}endringer/")
    assert (answer.status, answer.headers["location"]) == (301, "/miljomerker/epeat-merket/endringer/")
    answer = ask(f"{EPEAT}utgave/2/endringer/")
    assert answer.headers["location"] == "/miljomerker/epeat-merket/utgave/2/endringer/"


def test_edition_is_laid_beside_the_one_before_in_the_readers_language(ask: Callable) -> None:
    before = Label.objects.get(code="epeat")
    changed("Rettet ingress", lead_nb=f"{before.lead_nb} Nå også for skjermer.")
    told = main_of(ask(f"{EPEAT}utgave/2/endringer/"))
    assert "Avsnitt 0 0 1 " in told
    assert f"{before.lead_nb} nytt: Nå også for skjermer." in told
    english = main_of(ask(f"{EPEAT_EN}edition/2/changes/"))
    assert "The words here are the same in both editions." in english
    assert "Fast adresse til utgaven" not in told


def test_rows_and_what_the_page_leans_on_are_laid_beside_each_other_too(ask: Callable) -> None:
    label = Label.objects.get(code="epeat")
    row = label.coverages.first()
    row.explanation_nb += " Kravet er skrevet på nytt."
    row.save()
    changed("Nytt krav")
    told = main_of(ask(f"{EPEAT}utgave/2/endringer/"))
    assert "nytt: Kravet er skrevet på nytt." in told
    assert "Avsnitt 0 0 1 78" in told


def test_redacted_edition_is_not_compared(ask: Callable) -> None:
    changed("Andre", lead_nb="Endret.")
    changed("Tredje", lead_nb="Endret igjen.")
    edition = Edition.objects.get(subject="label/epeat", number=2)
    chain.redact(edition, actor="Kari", ground="Personopplysning", at=timezone.now())
    for number in (2, 3):
        answer = ask(f"{EPEAT}utgave/{number}/endringer/")
        assert answer.status == 410
        assert "Endret." not in answer.text


def test_first_edition_has_none_before_it(ask: Callable) -> None:
    assert ask(f"{EPEAT}utgave/1/endringer/").status == 404
    assert ask(f"{EPEAT}utgave/0/endringer/").status == 404
    assert "Hva er endret" not in ask(EPEAT).text
    changed("Andre", lead_nb="Endret.")
    assert f'<a href="{EPEAT}utgave/2/endringer/">Hva er endret</a>' in ask(EPEAT).text


@pytest.mark.parametrize(
    ("code", "path"), [("home", "/"), ("labels", "/miljomerker/"), ("labels-find", "/miljomerker/finn/")]
)
def test_pages_of_every_make_are_compared(ask: Callable, code: str, path: str) -> None:
    page = Page.objects.get(code=code)
    page.lead_nb = "En helt annen ingress enn før."
    page.save()
    publishing.publish(page, actor="Kari", reason="Ny ingress", at=timezone.now())
    told = main_of(ask(f"{path}utgave/2/endringer/"))
    assert "Nytt nytt: En helt annen ingress enn før." in told
    assert "Avsnitt 1 1 0" in told


def test_comparison_is_kept_and_costs_few_queries(ask: Callable, statements: list[str]) -> None:
    changed("Andre", lead_nb="Endret.")
    for path in ("/endringer/", f"{EPEAT}endringer/", f"{EPEAT}utgave/2/endringer/"):
        counts = []
        for _time in range(2):
            before = len(statements)
            assert ask(path).status == 200
            counts.append(len(statements) - before)
        assert counts[1] == 1, path
        assert counts[0] <= 12, path


def test_link_that_leads_elsewhere_on_the_web_is_a_change(ask: Callable) -> None:
    link = '<p>Les <a href="https://example.com/{}">rapporten</a>.</p>'
    page = Page.objects.get(code="about")
    for number in (1, 2):
        page.body_nb = link.format(number)
        page.save()
        publishing.publish(page, actor="Kari", reason="Rettet lenke", at=timezone.now())
    assert "Avsnitt 0 0 1 " in main_of(ask("/om/utgave/3/endringer/"))


def test_planned_edition_that_nobody_has_numbered_yet_is_told_in_words(
    ask: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now()
    label = Label.objects.get(code="epeat")
    publishing.schedule(label, actor="Kari", reason="Som planlagt", moment=at + timedelta(hours=1), at=at)
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(hours=2))
    assert "EPEAT Miljømerker Ny utgave Begrunnelse: Som planlagt" in main_of(ask("/endringer/"))
