"""Nobody who asks after a publication is given what was there before it. `make bench` asks 10 000 times."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.utils import timezone

from labels.models import Label
from sustainability_site.content.models import Page
from sustainability_site.content.publishing import publish, schedule
from sustainability_site.finished_answers import FinishedAnswers
from tests.bench.freshness import read_while_published
from tests.bench.serving import site
from tests.own_var import copy_of_start
from tests.wire import Answer, ask_of

ANSWERS, PUBLICATIONS = 500, 5
OSLO = ZoneInfo("Europe/Oslo")
SECOND = timedelta(seconds=1)


def retitle(title: str) -> Page:
    page = Page.objects.get(code="about")
    page.title_nb = title
    page.save()
    return page


def publish_title(title: str) -> None:
    publish(retitle(title), actor="Kari", reason="Prøve", at=timezone.now())


def heading(answer: Answer) -> str:
    return answer.text.partition("<h1")[2].partition(">")[2].partition("</h1>")[0].strip()


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def test_two_workers_give_nothing_old_while_an_editor_publishes(starter_var: Path, tmp_path: Path) -> None:
    var = copy_of_start(starter_var, tmp_path)
    with site(var) as server:
        readings = read_while_published(server, var, answers=ANSWERS, publications=PUBLICATIONS)
    assert readings.stale == []
    assert readings.answers >= ANSWERS
    assert readings.published == PUBLICATIONS
    assert 0 < readings.unchanged < ANSWERS


class Interrupted:
    """Django, with an editor who publishes before or after the page is rendered, once."""

    def __init__(self, application: Callable, *, before: str = "", after: str = "") -> None:
        self.application, self.before, self.after = application, before, after
        self.rendered = 0

    def __call__(self, environ: dict, start_response: Callable) -> HttpResponse:
        self.rendered += 1
        for title in filter(None, [self.before]):
            self.before = ""
            publish_title(title)
        response = self.application(environ, start_response)
        for title in filter(None, [self.after]):
            self.after = ""
            publish_title(title)
        return response


@pytest.fixture
def django_application(ask: Callable) -> Iterator[Callable]:
    from sustainability_site.wsgi import django_application

    return django_application


def test_page_rendered_before_a_publication_is_not_kept_past_it(django_application: Callable) -> None:
    inner = Interrupted(django_application, after="Ny tittel")
    layer = FinishedAnswers(inner)
    first, second, third = (ask_of(layer, "/om/") for _ in range(3))
    assert (heading(first), heading(second), heading(third)) == ("Om nettstedet", "Ny tittel", "Ny tittel")
    assert inner.rendered == 2


def test_page_rendered_after_a_publication_is_new_at_once(django_application: Callable) -> None:
    inner = Interrupted(django_application, before="Ny tittel")
    layer = FinishedAnswers(inner)
    answers = [ask_of(layer, "/om/") for _ in range(3)]
    assert [heading(answer) for answer in answers] == ["Ny tittel"] * 3
    # What was kept was newer than its stamp, so it was rendered once more than it had to be.
    assert inner.rendered == 2


def test_planned_edition_is_there_from_its_moment_and_not_before(ask: Callable, set_clock: Callable) -> None:
    now = timezone.now()
    moment = now + timedelta(hours=1)
    schedule(retitle("Planlagt"), actor="Kari", reason="Prøve", moment=moment, at=now)
    seen = []
    for at in (now, moment - SECOND, moment, moment + SECOND):
        set_clock(at)
        seen.append(heading(ask("/om/")))
    assert seen == ["Om nettstedet", "Om nettstedet", "Planlagt", "Planlagt"]


def test_label_whose_requirements_run_out_at_midnight_says_so_from_midnight(
    ask: Callable, set_clock: Callable
) -> None:
    label = Label.objects.get(code="tco-certified")
    last_day = timezone.localdate() + timedelta(days=30)
    label.generation_until = last_day
    label.save()
    publish(label, actor="Kari", reason="Prøve", at=timezone.now())
    midnight = midnight_after(last_day)
    seen = []
    for at in (midnight - 2 * SECOND, midnight - SECOND, midnight, midnight + SECOND):
        set_clock(at)
        seen.append("De er utløpt." in ask("/miljomerker/tco-certified/").text)
    assert seen == [False, False, True, True]


def midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), OSLO)


def test_page_of_a_faster_clock_is_shown_when_its_moment_comes(ask: Callable, set_clock: Callable) -> None:
    now = timezone.now()
    set_clock(now)
    publish(retitle("Ny tittel"), actor="Kari", reason="Prøve", at=now + 5 * SECOND)
    assert [heading(ask("/om/")) for _ in range(2)] == ["Om nettstedet"] * 2
    set_clock(now + 6 * SECOND)
    assert heading(ask("/om/")) == "Ny tittel"
