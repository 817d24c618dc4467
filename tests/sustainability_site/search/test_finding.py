from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from labels.models import Label
from suppliers.models import Mineral, SourcingGuide
from sustainability_site.content import indexing, publishing
from sustainability_site.content.chain import redact, unguarded
from sustainability_site.content.models import Edition, Publishable, SearchText
from sustainability_site.search import index as kept
from sustainability_site.search.finding import PER_PAGE, Search, search

pytestmark = pytest.mark.django_db

SECRET = "kvantelefant"  # noqa: S105  a word that no page has


def found(query: str, *, language: str = "nb", **narrowed: object) -> Search:
    return search(query, language=language, at=timezone.now(), **narrowed)


def paths(query: str, *, language: str = "nb") -> list[str]:
    return [hit.path for hit in found(query, language=language).hits]


def publish(subject: Publishable, **changes: object) -> Edition:
    for name, value in changes.items():
        setattr(subject, name, value)
    subject.save()
    return publishing.publish(subject, actor="Prøve", reason="Prøve", at=timezone.now(), examined=False)


@pytest.fixture
def label() -> Label:
    return Label.objects.get(code="tco-certified")


def test_pages_that_name_the_word_in_the_title_come_first():
    assert paths("konfliktmineraler")[:2] == [
        "/leverandorer/konfliktmineraler/",
        "/leverandorer/regelverk/konfliktmineralforordningen/",
    ]
    assert "/leverandorer/etiske-retningslinjer/" in paths("konfliktmineraler")[2:]


@pytest.mark.parametrize(
    ("query", "language", "path"),
    [
        ("be om informasjon", "nb", "/apenhetsloven/innsyn/"),
        ("svar vi har gitt", "nb", "/apenhetsloven/svar/"),
        ("hvor mange har spurt", "nb", "/apenhetsloven/tall/"),
        ("request information", "en", "/en/transparency-act/information-request/"),
    ],
)
def test_page_that_is_no_edition_is_found_too(query: str, language: str, path: str) -> None:
    assert path in paths(query, language=language)[:2]


def test_page_is_found_by_its_name_in_the_menu():
    assert paths("miljømerker")[0] == "/miljomerker/"


def test_pages_with_some_of_the_words_are_shown_only_where_none_has_all_and_are_told_of():
    everything, some = found("tco tredjepart"), found("tco tredjepart xyzzy")
    assert "/miljomerker/tco-certified/" in [hit.path for hit in everything.hits]
    assert (everything.partial, everything.missing) == (False, ())
    assert (some.partial, some.missing) == (True, ("xyzzy",))
    assert [hit.path for hit in some.hits][: everything.total] == [hit.path for hit in everything.hits]


def test_small_words_that_say_nothing_are_not_asked_for():
    assert paths("hva er et EPEAT") == paths("epeat")
    assert found("hva er").asked.words == ("hva", "er")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_search_reads_the_language_of_the_address(language: str):
    words = {"nb": "konfliktmineraler", "en": "conflict minerals"}
    other = {"nb": "recycling", "en": "konfliktmineraler"}
    assert found(words[language], language=language).total > 1
    assert found(other[language], language=language).total == 0


def test_phrase_wants_its_words_one_after_the_other():
    assert paths('"retten til informasjon"') == paths("«retten til informasjon»") != []
    assert set(paths('"retten til informasjon"')) < set(paths("retten til informasjon"))
    assert paths('"informasjon til retten"') == []


def test_phrase_may_lack_the_norwegian_letters():
    assert paths('"bla engel"') == paths('"blaa engel"') == paths('"Blå Engel"') != []


@pytest.mark.parametrize(
    ("query", "stands"),
    [
        ('"kvante ÆRE"', True),
        ('"aere i kvante"', True),
        ('"i kvante aere"', True),
        ('"ære kvante"', False),
        ('"i ære kvante"', False),
        ('"kvante ær"', False),
        ('"kvante-ære" "i kvante"', True),
        ('"kvante ære" "ære kvante"', False),
    ],
)
def test_phrase_is_read_word_for_word_in_any_case(label: Label, query: str, stands: bool):
    publish(label, lead_nb="Har Ære i Kvante-ÆRE og mer.")
    assert paths(query) == (["/miljomerker/tco-certified/"] if stands else [])


def test_misspelt_word_is_told_of_and_a_right_one_is_never_changed():
    assert found("epaet").read_as == (("epaet", "epeat"),)
    assert found("epeat").read_as == ()


def test_nothing_found_suggests_the_nearest_words_of_the_pages():
    assert found("kjemikalieforskrift").suggestions == ("kjemikalier",)
    assert (found("xyzzy").total, found("xyzzy").suggestions) == (0, ())


def test_kinds_are_counted_and_chosen():
    everything = found("krav")
    kinds = dict(everything.kinds)
    assert sum(kinds.values()) == everything.total
    labels = found("krav", kind="label")
    assert (labels.kind, labels.total) == ("label", kinds["label"])
    assert {hit.kind for hit in labels.hits} == {"label"}
    assert dict(labels.kinds) == kinds


@pytest.mark.parametrize("kind", ["", "mineral", "organisation", "label'--", "æ" * 99])
def test_kind_that_was_not_found_is_none(kind: str):
    assert found("krav", kind=kind) == found("krav")


def test_results_come_in_pages_and_a_page_beyond_the_last_is_the_last():
    first = found("arbeid")
    assert (len(first.hits), first.pages) == (PER_PAGE, -(-first.total // PER_PAGE))
    every = [found("arbeid", page=page) for page in range(1, first.pages + 1)]
    shown = [hit.path for page in every for hit in page.hits]
    assert len(set(shown)) == len(shown) == first.total > PER_PAGE
    assert (found("arbeid", page=999), found("arbeid", page=-1)) == (every[-1], first)


def test_unpublished_change_is_not_found_and_published_is(label: Label):
    label.lead_nb = f"Ordet {SECRET} står her."
    label.save()
    assert (paths(SECRET), found("kvantelefent").suggestions) == ([], ())
    publish(label)
    assert paths(SECRET) == ["/miljomerker/tco-certified/"]
    assert str(found(SECRET).hits[0].passage) == f"Ordet {SECRET} står her."


def test_scheduled_change_is_found_from_its_moment_and_hides_what_it_replaces(label: Label):
    label.lead_nb = f"Ordet {SECRET} står her."
    label.save()
    now = timezone.now()
    moment = now + timedelta(hours=1)
    publishing.schedule(label, actor="Prøve", reason="Prøve", moment=moment, at=now)
    for seconds, total in ((-1, 0), (1, 1), (-1, 0)):
        at = moment + timedelta(seconds=seconds)
        assert search(SECRET, language="nb", at=at).total == total
        assert search("kvantelefent", language="nb", at=at).read_as == ((("kvantelefent", SECRET),) * total)


def test_withdrawn_page_is_found_neither_by_its_words_nor_as_a_suggestion(label: Label):
    publish(label, lead_nb=f"Ordet {SECRET} står her.")
    assert found("kvantelefent").read_as == (("kvantelefent", SECRET),)
    publishing.withdraw(label, actor="Prøve", reason="Prøve", at=timezone.now())
    assert [found(query).total for query in (SECRET, "kvantelefent")] == [0, 0]
    assert found("kvantelefent").suggestions == ()
    assert "/miljomerker/tco-certified/" not in paths("tco certified")


def test_what_a_page_shows_by_name_finds_it_by_the_name_of_today():
    mineral, guide = Mineral.objects.get(code="cobalt"), "/leverandorer/konfliktmineraler/"
    assert guide in paths("kobolt")
    publish(mineral, name_nb="Kvantolitt")
    assert paths("kvantolitt") == [guide]


def test_redaction_takes_the_words_out_of_the_index(label: Label):
    edition = publish(label, lead_nb=f"Ordet {SECRET} står her.")
    publish(label, lead_nb="Rettet.")
    assert SECRET in str(list(SearchText.objects.filter(edition=edition).values()))
    redact(edition, ground="Personopplysning", actor="Kari", at=timezone.now())
    assert not SearchText.objects.filter(edition=edition).exists()
    assert SECRET not in str(list(SearchText.objects.values()))
    assert (paths(SECRET), indexing.outdated()) == ([], False)


def test_rebuilding_gives_the_same_rows_as_shelving_and_nothing_of_what_is_redacted(label: Label):
    redacted = Edition.objects.get(subject=label.subject)
    publish(label, lead_nb="Rettet.")
    redact(redacted, ground="Personopplysning", actor="Kari", at=timezone.now())
    before = rows()
    unguarded(SearchText).filter(edition__kind="label").update(terms={}, reading=0)
    unguarded(SearchText).filter(edition__kind="guide").delete()
    assert indexing.outdated()
    assert indexing.rebuild() == Edition.objects.count() - 1
    assert (rows(), indexing.outdated()) == (before, False)


def rows() -> list[tuple]:
    columns = [field.attname for field in SearchText._meta.fields if not field.primary_key]
    return list(SearchText.objects.order_by("edition", "language").values_list(*columns))


def test_untranslated_text_is_marked_as_norwegian_where_it_is_shown():
    guide = SourcingGuide.objects.get(code="chemicals")
    publish(guide, lead_nb=f"Ordet {SECRET} står her.", lead_en="", title_en="")
    hit = found(SECRET, language="en").hits[0]
    assert (hit.passage.language, hit.title.language) == ("nb", "nb")
    assert (found(SECRET).hits[0].passage.language, found(SECRET).hits[0].title.language) == ("", "")


def test_search_costs_a_query_of_its_own_only_after_a_publication(public_record_only: Callable, label: Label):
    publish(label, lead_nb="Nytt.")
    costs = []
    for query in ("krav til miljø", "leverandør", '"retten til informasjon" xyzzy'):
        with public_record_only(), CaptureQueriesContext(connection) as queries:
            found(query)
        costs.append(len(queries))
    assert costs == [1, 0, 0]


def test_queries_do_not_grow_with_the_pages(label: Label):
    with CaptureQueriesContext(connection) as few:
        kept.read_index("nb", timezone.now())
    for number in range(4):
        publish(label, lead_nb=f"Utgave {number}.")
    with CaptureQueriesContext(connection) as many:
        kept.read_index("nb", timezone.now())
    assert len(few) == len(many) == 1
