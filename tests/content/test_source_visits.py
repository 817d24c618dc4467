"""What the visits find over time, and what of it an editor is told."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from sustainability_site.content.chain import unguarded
from sustainability_site.content.models import Draft, Edition, Finding, Source, SourceVisit
from sustainability_site.content.source_visits import Manners, NobodyAnswers, visit_sources, vouch
from sustainability_site.content.tasks import open_tasks, tasks_of
from tests.content.source_server import Internet, Page, answer, internet, raw, redirect

URL = "http://kilde.example/side"
PAGE = answer(body=f"<title>Krav</title><p>{' '.join(f'ord{n}' for n in range(60))}")
CASINO = answer(body=f"<title>Bonus</title><p>{' '.join(f'spill{n}' for n in range(60))}")
WEEK = timedelta(days=7)


@pytest.fixture
def source(db: None) -> Source:
    """The only source that is visited: the others have lost their addresses, and their editions too."""
    Source.objects.update(url="")
    return Source.objects.create(code="paper", title_nb="Avisen", title_en="The paper", url=URL)


@pytest.fixture
def pages() -> dict[str, Page]:
    return {"kilde.example/side": PAGE}


@pytest.fixture
def world(pages: dict[str, Page], starter_sources_hidden: None) -> Iterator[Internet]:
    with internet(pages) as world:
        yield world


@pytest.fixture
def starter_sources_hidden(db: None) -> None:
    """As if no source had been published."""
    unguarded(Edition).filter(kind="source").update(kind="was-source")


@pytest.fixture
def check(source: Source, world: Internet, now: datetime) -> Callable[..., list[SourceVisit]]:
    """Run the visits, a week later each time."""
    runs = iter(range(100))

    def run(*, days: int = 6, after: timedelta | None = None) -> list[SourceVisit]:
        at = now + (WEEK * next(runs) if after is None else after)
        manners = Manners(sleep=lambda seconds: None)
        return list(
            visit_sources(at=at, agent="source-check", days=days, network=world.network(), manners=manners)
        )

    return run


def day(moment: datetime) -> str:
    return f"{timezone.localdate(moment):%d.%m.%Y}"


def told(at: datetime) -> list[str]:
    return [task.text for task in open_tasks(at) if isinstance(task.subject, Source)]


def test_source_that_answers_is_kept_in_mind_and_not_told(
    check: Callable, now: datetime, source: Source
) -> None:
    [visit] = check()
    assert (visit.finding, visit.status, visit.title, visit.media_type, len(visit.sketch)) == (
        Finding.HOLDS,
        200,
        "Krav",
        "text/html",
        58,
    )
    [again] = check()
    assert (again.pk, again.times, again.since, again.visited_at) == (visit.pk, 2, now, now + WEEK)
    assert told(now) == []


def test_dead_source_is_told_the_second_time(
    check: Callable, pages: dict, now: datetime, source: Source
) -> None:
    pages["kilde.example/side"] = answer(404)
    check()
    assert told(now) == []
    [visit] = check()
    expected = f"Kilden «Avisen» finnes ikke lenger (siden {day(now)}). Nettstedet svarer med kode 404."
    assert (visit.status, visit.times, visit.since) == (404, 2, now)
    assert told(now) == [task.text for task in tasks_of(source, now)] == [expected]
    vouch(source, actor="Kari", at=now + WEEK)
    assert told(now) == [expected]
    pages["kilde.example/side"] = PAGE
    check()
    assert told(now) == []


def test_outage_of_one_visit_is_forgotten(check: Callable, pages: dict, now: datetime) -> None:
    for page in (PAGE, answer(500), PAGE, answer(500)):
        pages["kilde.example/side"] = page
        [visit] = check()
        assert told(now) == []
    assert (visit.finding, visit.times) == (Finding.UNREACHABLE, 1)


@pytest.mark.parametrize(
    ("status", "finding", "words"),
    [
        (403, Finding.DENIED, "slipper ikke besøket inn"),
        (429, Finding.DENIED, "slipper ikke besøket inn"),
        (500, Finding.UNREACHABLE, "svarer ikke"),
        (304, Finding.UNREACHABLE, "svarer ikke"),
        (410, Finding.DEAD, "finnes ikke lenger"),
    ],
)
def test_refusal_is_not_the_same_as_death(
    check: Callable, pages: dict, now: datetime, status: int, finding: str, words: str
) -> None:
    pages["kilde.example/side"] = answer(status)
    check()
    [visit] = check()
    assert (visit.finding, visit.status) == (finding, status)
    assert told(now) == [f"Kilden «Avisen» {words} (siden {day(now)}). Nettstedet svarer med kode {status}."]


def test_editor_who_has_read_it_by_hand_is_not_asked_again(
    check: Callable, pages: dict, now: datetime, source: Source
) -> None:
    pages["kilde.example/side"] = answer(403)
    check()
    check()
    vouch(source, actor="Kari", at=now + WEEK)
    assert told(now) == []
    check()
    assert told(now) == []


def test_moved_source_is_told_at_once_with_its_new_address(
    check: Callable, pages: dict, now: datetime
) -> None:
    pages |= {"kilde.example/side": redirect("http://kilde.example/ny"), "kilde.example/ny": PAGE}
    [visit] = check()
    assert (visit.finding, visit.final_address) == (Finding.MOVED, "http://kilde.example/ny")
    assert told(now) == [
        f"Kilden «Avisen» har flyttet (siden {day(now)}). Ny fast adresse: http://kilde.example/ny"
    ]


def test_source_that_has_become_a_casino_elsewhere_is_told(
    check: Callable, pages: dict, now: datetime
) -> None:
    check()
    pages |= {"kilde.example/side": redirect("http://spill.example/", 302), "spill.example/": CASINO}
    [visit] = check()
    assert visit.finding == Finding.MOVED
    assert visit.explanation == (
        "Sender nå videre til et annet nettsted: http://spill.example/ Omtrent 0 prosent av teksten er som før."
    )


def test_same_site_with_and_without_www_has_not_moved(check: Callable, pages: dict) -> None:
    pages |= {
        "kilde.example/side": redirect("http://www.kilde.example/side", 302),
        "www.kilde.example/side": PAGE,
    }
    assert [visit.finding for visit in check()] == [Finding.HOLDS]


def test_changed_text_is_told_until_an_editor_has_read_it(
    check: Callable, pages: dict, now: datetime, source: Source
) -> None:
    check()
    pages["kilde.example/side"] = CASINO
    check()
    expected = f"Kilden «Avisen» har fått et annet innhold (siden {day(now + WEEK)}). Omtrent 0 prosent av teksten er som før."
    assert told(now) == [expected]
    check()
    assert told(now) == [expected]
    vouch(source, actor="Kari", at=now + 3 * WEEK)
    assert told(now) == []
    assert [visit.finding for visit in check()] == [Finding.HOLDS]
    pages["kilde.example/side"] = PAGE
    assert [visit.finding for visit in check()] == [Finding.CHANGED]


def test_document_that_has_become_a_page_has_changed(check: Callable, pages: dict) -> None:
    pages["kilde.example/side"] = answer(body="%PDF", Content_Type="application/pdf")
    check()
    pages["kilde.example/side"] = PAGE
    [visit] = check()
    assert (visit.finding, visit.explanation) == (
        Finding.CHANGED,
        "Det var application/pdf, og er nå text/html.",
    )


def test_page_with_few_words_is_known_by_its_title(check: Callable, pages: dict) -> None:
    pages["kilde.example/side"] = answer(body="<title>Krav</title>Laster …")
    check()
    pages["kilde.example/side"] = answer(body="<title>Krav</title>Vent litt …")
    assert [visit.finding for visit in check()] == [Finding.HOLDS]
    pages["kilde.example/side"] = answer(body="<title>Bonus</title>Laster …")
    assert [visit.explanation for visit in check()] == ["Tittelen var «Krav», og er nå «Bonus»."]


@pytest.mark.parametrize("charset", ["iso-8859-1", "unicode_escape", "rot13", "tull", "utf-16"])
def test_strange_answer_is_kept_like_any_other(check: Callable, pages: dict, charset: str) -> None:
    page = "<title>A\0B\\ud800</title>" + "x" * 5
    pages["kilde.example/side"] = answer(body=page, Content_Type=f"text/html; charset={charset}")
    [visit] = check()
    visit.refresh_from_db()
    assert visit.finding == Finding.HOLDS
    assert visit.title == ("" if charset == "utf-16" else r"AB\ud800")


@pytest.mark.parametrize("url", ["http://[::1", "http://a℀b.example/", "tull", "http://kilde.example:1/"])
def test_address_that_is_none_stops_nothing(check: Callable, source: Source, url: str) -> None:
    Source.objects.create(code="a-first", title_nb="Feil", url=url)
    assert [(visit.source.code, visit.finding) for visit in check()] == [
        ("a-first", Finding.REFUSED),
        ("paper", Finding.HOLDS),
    ]


def test_address_that_may_not_be_visited_is_told_at_once(
    check: Callable, now: datetime, world: Internet
) -> None:
    world.names["kilde.example"] = ["10.0.0.1"]
    [visit] = check()
    assert (visit.finding, visit.status) == (Finding.REFUSED, None)
    why = "Adressen fører til en maskin som ikke er åpen på internett."
    assert told(now) == [f"Kilden «Avisen» kan ikke besøkes (siden {day(now)}). {why}"]
    assert (world.called, world.requests) == ([], [])


def test_silence_everywhere_is_this_machines_own(check: Callable, pages: dict, world: Internet) -> None:
    for number in range(3):
        Source.objects.create(code=f"x{number}", title_nb="X", url=f"http://x{number}.example/")
        pages[f"x{number}.example/"] = raw(b"")
    Source.objects.create(code="a-inside", title_nb="Inne", url="http://inne.example/")
    world.names["inne.example"] = ["10.0.0.1"]
    pages["kilde.example/side"] = raw(b"")
    with pytest.raises(NobodyAnswers):
        check()
    assert list(SourceVisit.objects.values_list("source__code", "finding")) == [("a-inside", Finding.REFUSED)]
    pages["x1.example/"] = PAGE
    assert {visit.source.code: visit.finding for visit in check()} == {
        "a-inside": Finding.REFUSED,
        "paper": Finding.UNREACHABLE,
        "x0": Finding.UNREACHABLE,
        "x1": Finding.HOLDS,
        "x2": Finding.UNREACHABLE,
    }


def test_one_silent_host_alone_is_believed(check: Callable, pages: dict) -> None:
    pages["kilde.example/side"] = raw(b"")
    assert [visit.finding for visit in check()] == [Finding.UNREACHABLE]


def test_source_is_left_alone_for_some_days(check: Callable, world: Internet) -> None:
    counts = [
        len(check(after=after))
        for after in (timedelta(0), timedelta(days=5), timedelta(days=6), timedelta(days=6))
    ]
    assert counts == [1, 0, 1, 0]
    assert len(check(after=timedelta(days=6), days=0)) == 1
    assert len(world.requests) == 3


def test_host_that_asks_for_rest_gets_it(
    check: Callable, pages: dict, world: Internet, source: Source
) -> None:
    pages["kilde.example/side"] = answer(429, Retry_After=str(20 * 24 * 3600))
    Source.objects.create(code="z-neighbour", title_nb="Nabo", url="http://kilde.example/nabo")
    assert [visit.source.code for visit in check(after=timedelta(0))] == ["paper"]
    assert [visit.source.code for visit in check(after=WEEK)] == ["z-neighbour"]
    assert [visit.source.code for visit in check(after=timedelta(days=21))] == ["paper"]


def test_live_and_working_address_are_both_visited_and_old_ones_forgotten(
    check: Callable, source: Source, published: Callable, pages: dict, now: datetime
) -> None:
    published(source)
    Source.objects.filter(pk=source.pk).update(url="http://kilde.example/ny")
    pages["kilde.example/ny"] = PAGE
    assert sorted(visit.url for visit in check(after=timedelta(minutes=1))) == [
        "http://kilde.example/ny",
        URL,
    ]
    source.refresh_from_db()
    published(source, at=now + timedelta(days=1))
    check()
    check(after=WEEK)
    assert [visit.url for visit in SourceVisit.objects.all()] == ["http://kilde.example/ny"]


def test_visits_change_neither_source_nor_record(check: Callable, pages: dict, source: Source) -> None:
    before = list(Source.objects.values()), Edition.objects.count(), Draft.objects.count()
    pages["kilde.example/side"] = answer(404)
    check()
    check()
    assert (list(Source.objects.values()), Edition.objects.count(), Draft.objects.count()) == before


def test_vouching_dates_the_working_copy_and_leaves_a_draft(source: Source, now: datetime) -> None:
    vouch(source, actor="Kari", at=now)
    source.refresh_from_db()
    draft = Draft.objects.get(subject="source/paper")
    assert (source.checked_on, draft.actor, Edition.objects.filter(subject="source/paper").exists()) == (
        timezone.localdate(now),
        "Kari",
        False,
    )


def test_source_out_of_date_is_told_the_day_after(source: Source, now: datetime) -> None:
    Source.objects.filter(pk=source.pk).update(valid_until=timezone.localdate(now))
    text = f"Kilden «Avisen» gjaldt til og med {day(now)}. Finn en nyere."
    source.refresh_from_db()
    assert told(now) == []
    assert told(now + timedelta(days=1)) == [text]
    assert [task.text for task in tasks_of(source, now + timedelta(days=1))] == [text]


def test_same_host_is_given_a_pause_and_another_is_not() -> None:
    clock, slept = iter([0.0, 2.0, 2.0, 2.5, 9.0, 9.5, 9.5]), []
    manners = Manners(pause=5, sleep=slept.append, clock=lambda: next(clock))
    manners.wait("kilde.example")
    manners.wait("kilde.example")
    manners.wait("annen.example")
    manners.wait("kilde.example")
    assert slept == [3.0]
