"""The queue, the case's screen and the desk list: what is due is seen before it is broken."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.content.admin_forms import signed_in, staff
from tests.transparency.casework_forms import handler, registered, rehearsal, suspected, view_of
from transparency import casework, outbox
from transparency.desk_lines import case_lines
from transparency.models import InformationRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(handler())


def listed(client: Client, **query: str) -> list[str]:
    response = client.get(view_of(None, "changelist"), query)
    return [str(case) for case in response.context["cl"].result_list]


def desk(user: User) -> list[tuple[str, str, str]]:
    """(level, text, address) of what waits for the user among the cases."""
    request = RequestFactory().get("/admin/")
    request.user = user
    return [(line.level.name, line.text, line.address) for line in case_lines(request, timezone.now())]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_queue_has_what_is_due_first_and_tells_days_in_words_and_colour(client: Client) -> None:
    late, calm, soon = registered(days_ago=23), registered(days_ago=1), registered(days_ago=21)
    assert listed(client) == [str(late), str(soon), str(calm)]
    html = client.get(view_of(None, "changelist")).content.decode()
    assert '<span class="case-mark case-late">2 dager over fristen</span>' in html
    assert '<span class="case-mark case-soon">fristen er i dag</span>' in html
    assert "1 sak over fristen" in html
    assert "1 sak med frist i fare" in html


def test_queue_is_ordered_the_same_whatever_the_address_asks_for(client: Client) -> None:
    late, calm = registered(days_ago=23), registered(days_ago=1)
    assert listed(client, o="-1") == listed(client, o="2.-3") == [str(late), str(calm)]


def test_filters_show_each_kind_apart(client: Client) -> None:
    late, soon, calm = registered(days_ago=23), registered(days_ago=20), registered(days_ago=1)
    done, suspect, practice = registered(), suspected(), rehearsal()
    casework.withdraw(request=done, actor="Kari", at=timezone.now())
    expected = {
        "over": [late],
        "fare": [soon],
        "karantene": [suspect],
        "ferdige": [done],
        "ovelser": [practice],
    }
    for choice, cases in expected.items():
        assert listed(client, vis=choice) == [str(case) for case in cases], choice
    assert listed(client) == [str(late), str(soon), str(calm)]
    assert set(listed(client, vis="alle")) == {str(case) for case in (late, soon, calm, done, suspect)}


def test_search_finds_closed_cases_by_number_and_words(client: Client) -> None:
    done = registered(question="Hva med kobolt?")
    registered(question="Hva med tinn?")
    casework.withdraw(request=done, actor="Kari", at=timezone.now())
    assert listed(client, q=done.number) == [str(done)]
    assert listed(client, q="kobolt") == [str(done)]


def test_suspects_stand_apart_with_the_deadline_that_runs(client: Client) -> None:
    suspect = suspected(question="Hvor lages skjermene?")
    html = words(client.get(view_of(None, "changelist")).content.decode())
    assert "Mistenkt søppel: se på den Et menneske må avgjøre" in html
    assert f"{suspect} : Hvor lages skjermene?, om " in html
    assert listed(client) == []


def test_rehearsals_are_marked_and_never_counted(client: Client) -> None:
    case = rehearsal()
    casework.move_demo_clock(request=case, days=60, actor="Kari", at=timezone.now())
    response = client.get(view_of(None, "changelist"))
    queue = response.context["queue"]
    assert {name: queue[name] for name in ("waiting", "overdue", "in_danger", "quarantine_count")} == {
        "waiting": 0, "overdue": 0, "in_danger": 0, "quarantine_count": 0,
    }  # fmt: skip
    assert queue["outbox"]["letters"] == []
    html = words(response.content.decode())
    assert f"ØVELSE {case} : " in html
    assert "39 dager over fristen" in html
    assert "ØVELSE" in client.get(view_of(case, "change")).content.decode()


def test_rehearsal_is_started_and_its_clock_moved_from_the_screen(client: Client) -> None:
    response = client.post(view_of(None, "start_demo"), follow=True)
    case = InformationRequest.objects.get()
    html = words(response.content.decode())
    assert "Slik gjør du det" in html
    assert "Ingen brev herfra når fram til noen." in html
    assert case.demo
    assert client.get(view_of(None, "start_demo")).status_code == 405


def test_unsent_held_and_failed_letters_are_told_with_their_age(client: Client, monkeypatch) -> None:
    case, held = registered(), suspected()
    at = timezone.now()
    html = words(client.get(view_of(None, "changelist")).content.decode())
    assert "Ingen e-posttjener er satt opp: brev legges som filer i var/mail." in html
    assert f"{case} : kvittering, venter på å bli sendt, i under ett minutt" in html
    assert "1 brev venter på at noen ser på mistenkt søppel. Det blir ikke sendt før det." in html
    assert held.mail.get().held
    outbox._put_off(case.mail.get(), TimeoutError(), at=at)
    outbox.unguarded(outbox.OutgoingMail).filter(request=case).update(
        attempts=4, created_at=at - timedelta(hours=5)
    )
    html = words(client.get(view_of(case, "change")).content.decode())
    assert "ikke sendt ennå: 4 forsøk mislyktes, har ventet i 5 timer" in html


def test_screen_tells_question_deadlines_with_paragraph_and_history(client: Client) -> None:
    case = registered(question="Hvor er <b>det</b> laget?")
    html = client.get(view_of(case, "change")).content.decode()
    assert "Hvor er &lt;b&gt;det&lt;/b&gt; laget?" in html
    text = words(html)
    assert "Svar på kravet" in text
    assert text.count("åpenhetsloven § 7") == 3
    assert "Kravet ble registrert" in text
    assert "<form" not in html.partition('id="content-main"')[2].partition('id="footer"')[0]


def test_longer_deadline_is_not_held_out_when_its_notice_is_too_late(client: Client) -> None:
    for days, held_out in ((21, True), (22, False)):
        screen = client.get(view_of(registered(days_ago=days), "change")).context["screen"]
        whats = [deadline.what for deadline in screen.deadlines]
        assert ("Svar, hvis forlengelsen er varslet i tide" in whats) == held_out


def test_nothing_of_the_asker_stands_in_the_titles(client: Client) -> None:
    case = registered(name="Ola Nordmann", question="Om Ola")
    html = client.get(view_of(case, "change")).content.decode()
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1]
    assert title.strip() == f"Sak {case} | Redaksjon"


def test_desk_list_is_for_those_who_may_see_cases() -> None:
    late, kari = registered(days_ago=23), handler()
    assert desk(kari) == [("NOW", f"Innsynskrav {late}", view_of(late, "change"))]
    assert desk(staff("redaktor", "change_label")) == []


def test_desk_counts_what_it_does_not_list() -> None:
    kari, queue = handler(), view_of(None, "changelist")
    for _case in range(7):
        registered(days_ago=23)
    suspected()
    told = desk(kari)
    assert [text[:11] for _level, text, _address in told[:5]] == ["Innsynskrav"] * 5
    assert told[5:] == [
        ("NOW", "7 saker over fristen", f"{queue}?vis=over"),
        ("SOON", "1 mistenkt søppel: se på den", f"{queue}?vis=karantene"),
        ("CALM", "Hele køen: 7 saker venter", queue),
    ]


def test_words_that_came_after_the_question_stand_where_it_is_answered(client: Client) -> None:
    case = registered()
    casework.add_message(request=case, text="Jeg mener <b>det trådløse</b>.", at=timezone.now())
    for view in ("change", "answer", "refuse"):
        assert (
            "Jeg mener &lt;b&gt;det trådløse&lt;/b&gt;." in client.get(view_of(case, view)).content.decode()
        )


def test_queue_and_front_page_tell_of_words_to_a_closed_case(client: Client) -> None:
    case, quiet = registered(), registered()
    for closed in (case, quiet):
        casework.answer(request=closed, parts=closed.parts.all(), text="Ja.", actor="Ola", at=timezone.now())
    casework.add_message(request=case, text="Men når?", at=timezone.now())
    queue = client.get(view_of(None, "changelist")).content.decode()
    panel = queue.partition("Skrevet til ferdige saker")[2].partition("</section>")[0]
    assert case.number in panel
    assert quiet.number not in panel
    assert "1 ferdig sak der noen har skrevet igjen" in client.get("/admin/").content.decode()
