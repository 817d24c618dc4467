import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sustainability_site.content import publishing, working_copy
from sustainability_site.content.addresses import localised_reverse
from sustainability_site.content.clearance import BlockedByFaults, WaitsForAnother
from sustainability_site.content.models import Edition
from tests.transparency.asking import words
from tests.transparency.cases import received
from transparency.models import PublicAnswer

LIST = "/apenhetsloven/svar/"
SYNTHETIC = "01819012527"


@pytest.fixture
def make_answer(db: None) -> Callable[..., PublicAnswer]:
    """A saved answer about cobalt, written by Kari, unless told otherwise."""

    def make(**values: object) -> PublicAnswer:
        cobalt = {
            "code": "cobalt",
            "title_nb": "Kobolt i batterier",
            "slug_nb": "kobolt-i-batterier",
            "question_nb": "Hvor kommer kobolten fra?",
            "answer_nb": "<p>Den kommer fra flere land.</p>",
            "answered_on": date(2026, 3, 20),
            "topics_nb": "batterier, mineraler",
            "case_number": "2026-0001",
        }
        answer = PublicAnswer.objects.create(**cobalt | values)
        working_copy.remember(answer, actor="Kari", at=timezone.now() - timedelta(minutes=1))
        return answer

    return make


def publish(answer: PublicAnswer, *, actor: str = "Ola", override_reason: str = "") -> Edition:
    return publishing.publish(
        answer, actor=actor, reason="nytt svar", at=timezone.now(), override_reason=override_reason
    )


def titles(text: str) -> list[str]:
    return [title for title in ("Kobolt i batterier", "Vernearbeid") if title in text]


def test_list_is_empty_until_something_is_published(ask: Callable, make_answer: Callable) -> None:
    answer = make_answer()
    assert "Ingen svar er publisert ennå." in words(ask(LIST))
    publish(answer)
    told = words(ask(LIST))
    assert titles(told) == ["Kobolt i batterier"]
    assert "Besvart 20. mars 2026 · batterier, mineraler" in told


def test_published_answer_has_a_page_of_its_own_from_the_record_alone(
    ask: Callable, make_answer: Callable, public_record_only: Callable
) -> None:
    publish(make_answer())
    with public_record_only():
        page = ask(f"{LIST}kobolt-i-batterier/")
        listed = ask(LIST)
    assert "Den kommer fra flere land." in words(page)
    assert (page.status, listed.status) == (200, 200)
    assert "2026-0001" not in page.text + listed.text
    english = ask(localised_reverse("transparency:answer_detail", "en", slug="kobolt-i-batterier"))
    assert '<span lang="nb">Kobolt i batterier</span>' in english.text


def test_document_holds_no_case_number(ask: Callable, make_answer: Callable) -> None:
    publish(make_answer())
    document = json.loads(ask(f"{LIST}kobolt-i-batterier.json").text)["document"]
    assert sorted(document) == [
        *("answer_en", "answer_nb", "answered_on", "code", "kind", "question_en", "question_nb", "shape"),
        *("slug_en", "slug_nb", "title_en", "title_nb", "topics_en", "topics_nb"),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kobolt", ["Kobolt i batterier"]),
        ("KOBOLT+flere+land", ["Kobolt i batterier"]),
        ("årlig", ["Vernearbeid"]),
        ("ÅRLIG", ["Vernearbeid"]),
        ("kobolt+årlig", []),
        ("<script>", []),
        ("+", ["Kobolt i batterier", "Vernearbeid"]),
    ],
)
def test_search_among_the_answers(ask: Callable, make_answer: Callable, query: str, found: list[str]) -> None:
    publish(make_answer())
    publish(
        make_answer(
            code="safety",
            title_nb="Vernearbeid",
            slug_nb="vernearbeid",
            question_nb="Hvor ofte?",
            answer_nb="<p>Minst årlig.</p>",
        )
    )
    answer = ask(f"{LIST}?q={query}")
    assert titles(words(answer)) == found
    assert "<script>" not in answer.text


def test_newest_answer_stands_first(ask: Callable, make_answer: Callable) -> None:
    publish(make_answer())
    publish(make_answer(code="b", title_nb="Vernearbeid", slug_nb="b", answered_on=date(2026, 4, 1)))
    told = words(ask(LIST))
    assert told.index("Vernearbeid") < told.index("Kobolt i batterier")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("<p>Skriv til kari@example.no.</p>", "P1"),
        ("<p>Ring 22 33 44 55.</p>", "P2"),
        (f"<p>Nummeret er {SYNTHETIC[:6]} {SYNTHETIC[6:]}.</p>", "P3"),
        ("<p>Vi spurte <strong>Kari</strong> Nordmann om det.</p>", "P4"),
    ],
)
def test_traces_of_a_person_stop_publication_until_another_has_judged_them(
    make_answer: Callable, answer: str, code: str
) -> None:
    written = make_answer(answer_nb=answer)
    with pytest.raises(BlockedByFaults) as stopped:
        publish(written)
    assert [(fault.code, fault.field) for fault in stopped.value.faults] == [(code, "#id_answer_nb")]
    with pytest.raises(WaitsForAnother):
        publish(written, actor="Kari", override_reason="Det er sentralbordet.")
    edition = publish(written, override_reason="Det er sentralbordet.")
    assert edition.reason == f"nytt svar · Publisert tross {code}: Det er sentralbordet."


def test_english_text_is_checked_too(make_answer: Callable) -> None:
    with pytest.raises(BlockedByFaults) as stopped:
        publish(make_answer(question_en="Write to kari@example.no"))
    assert [fault.field for fault in stopped.value.faults] == ["#id_question_en"]


def test_names_of_the_site_itself_are_no_persons(make_answer: Callable) -> None:
    assert (
        publish(make_answer(answer_nb="<p>Varen har TCO Certified, sier vi i Dustin Norway.</p>")).number == 1
    )


def test_answer_is_never_published_by_its_own_writer(make_answer: Callable) -> None:
    with pytest.raises(WaitsForAnother):
        publish(make_answer(), actor="kari")


def test_trace_of_the_one_who_asked_stops_publication_wherever_it_stands(make_answer: Callable) -> None:
    asker = {
        "name": "Åse Bø-Hansen",
        "reply_by": "post",
        "email": "",
        "postal_address": "Åse\nFjellveien 12\n0155 Oslo",
    }
    case = received(**asker)
    answer = make_answer(
        case_number=case.number,
        title_nb="Svar til åse",
        slug_nb="svar-til-ase",
        code="svar-til-ase",
        question_en="Who makes it, asked from Fjellveien 12?",
        answer_nb="<p>Masehansen bor i <strong>Oslo</strong>.</p>",
    )
    with pytest.raises(BlockedByFaults) as stopped:
        publish(answer)
    own = {
        (fault.field, fault.sentence.split("»")[0]) for fault in stopped.value.faults if fault.code == "P5"
    }
    assert own == {
        ("#id_title_nb", "«Åse"),
        ("#id_slug_nb", "«Åse"),
        ("#id_code", "«Åse"),
        ("#id_question_en", "«Fjellveien 12"),
    }


def test_answer_names_a_case_that_is_there(make_answer: Callable) -> None:
    answer = make_answer(case_number="2026-9999")
    with pytest.raises(ValidationError, match="Ingen sak har dette nummeret"):
        answer.clean()
    answer.case_number = received().number
    answer.clean()
