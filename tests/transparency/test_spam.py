from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.transparency.asking import BROWSER, ask_for, mark, secret_of, words
from transparency import chores, form_tokens, spam
from transparency.models import InformationRequest, OutgoingMail, RequestBudget
from transparency.request_enums import Status
from transparency.spam import Sender, Sign, Submission, client_address, network_of, sender_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OWN = "https://example.no"


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": OWN}, Sender.OWN),
        ({"Sec-Fetch-Site": "none"}, Sender.OWN),
        ({"Sec-Fetch-Site": "same-site", "Origin": OWN}, Sender.FOREIGN),
        ({"Sec-Fetch-Site": "cross-site"}, Sender.FOREIGN),
        ({"Origin": OWN}, Sender.OWN),
        ({"Origin": "http://example.no"}, Sender.FOREIGN),
        ({"Origin": "https://evil.example"}, Sender.FOREIGN),
        ({"Origin": "null"}, Sender.UNKNOWN),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, Sender.OWN),
        ({}, Sender.UNKNOWN),
    ],
)
def test_sender(headers: dict[str, str], sender: Sender) -> None:
    assert sender_of(headers, OWN) is sender


def test_client_address_is_the_last_that_the_named_header_holds() -> None:
    meta = {
        "REMOTE_ADDR": "10.0.0.1",
        "HTTP_X_FORWARDED_FOR": "1.1.1.1, 203.0.113.9",
        "HTTP_X_REAL_IP": "8.8.8.8",
    }
    assert client_address(meta, "") == "10.0.0.1"
    assert client_address(meta, "X-Forwarded-For") == "203.0.113.9"
    assert client_address(meta, "X-Real-IP") == "8.8.8.8"
    assert client_address({"REMOTE_ADDR": "10.0.0.1"}, "X-Real-IP") == ""


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("8.8.8.8", "8.8.8.0/24"),
        ("::ffff:8.8.8.8", "8.8.8.0/24"),
        ("2a00:1450:400f::1", "2a00:1450:400f::/48"),
        ("127.0.0.1", ""),
        ("10.1.2.3", ""),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_network_of_an_address(address: str, network: str) -> None:
    assert network_of(address) == network


def submission(**values: object) -> Submission:
    return Submission(**{"sender": Sender.OWN, "network": "", "trapped": False, "too_quick": False} | values)


@pytest.mark.parametrize(
    ("signs", "suspect"),
    [
        ([], False),
        ([Sign.NO_ORIGIN], False),
        ([Sign.LINKS], False),
        ([Sign.NO_ORIGIN, Sign.LINKS], True),
        ([Sign.TRAP], True),
        ([Sign.QUICK], True),
    ],
)
def test_one_weak_sign_is_not_enough(signs: list[Sign], suspect: bool) -> None:
    assert spam.is_suspect(signs) is suspect


def test_signs_of_a_submission() -> None:
    many = "se https://a.example " * 5
    assert spam.signs_of(submission(), "Hvor kommer kobolten fra?") == []
    assert spam.signs_of(submission(sender=Sender.UNKNOWN, trapped=True, too_quick=True), many) == [
        *(Sign.TRAP, Sign.QUICK, Sign.NO_ORIGIN, Sign.LINKS)
    ]


def judged(text: str = "", at: datetime = NOON, *, waiting: int = 0, **values: object) -> str:
    return spam.judge(submission(**values), text, waiting=waiting, at=at)


def test_sixth_from_one_network_in_an_hour_is_suspect(db: None) -> None:
    seen = [judged(f"spørsmål {number}", network="8.8.8.0/24") for number in range(6)]
    assert seen == ["", "", "", "", "", Sign.NETWORK.label]
    assert judged("et annet", network="9.9.9.0/24") == ""
    assert judged("et tredje", network="8.8.8.0/24", at=NOON + timedelta(hours=1)) == ""


def test_text_that_is_sent_again_and_again_is_suspect(db: None) -> None:
    assert [judged(text) for text in ("A b", "a  B", "A b\n", "a b")] == ["", "", "", Sign.TEXT.label]


def test_suspects_can_not_use_up_what_others_need(db: None) -> None:
    for number in range(spam.MOST_SUSPECTS):
        assert judged(str(number), trapped=True) == Sign.TRAP.label
    with pytest.raises(spam.OverBudget):
        judged("én til", trapped=True)
    assert judged("et ekte spørsmål") == ""
    with pytest.raises(spam.OverBudget):
        judged(
            "karantenen er full",
            trapped=True,
            at=NOON + timedelta(hours=1),
            waiting=spam.MOST_WAITING_IN_QUARANTINE,
        )


def test_nothing_is_taken_over_the_budget_in_all(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spam, "MOST_IN_ALL", 2)
    assert [judged("a"), judged("b")] == ["", ""]
    with pytest.raises(spam.OverBudget):
        judged("c")


def test_nothing_is_taken_while_the_disk_is_full(tmp_path: Path) -> None:
    spam.require_room(tmp_path, 1)
    with pytest.raises(spam.OverBudget):
        spam.require_room(tmp_path, 10**18)


def test_counts_hold_no_address_and_are_forgotten(db: None) -> None:
    judged("Hvem er Kari?", network="8.8.8.0/24")
    first = set(RequestBudget.objects.values_list("share", flat=True))
    assert all(len(share) == 32 and "8.8.8" not in share for share in first)
    later = NOON + timedelta(days=1)
    judged("Hvem er Kari?", network="8.8.8.0/24", at=later)
    second = set(RequestBudget.objects.filter(hour=later).values_list("share", flat=True))
    assert len(first) == len(second) == 3
    assert first & second == set()
    chores.run(at=NOON + timedelta(days=1, minutes=1))
    assert set(RequestBudget.objects.values_list("share", flat=True)) == second


def test_form_that_is_filled_by_a_robot_waits_for_a_person(db: None) -> None:
    before = OutgoingMail.objects.unsent().count()
    answer = ask_for(subject_line="Kjøp her", email="victim@example.com")
    secret_of(answer)
    case = InformationRequest.objects.get(email="victim@example.com")
    assert (case.status, case.suspicion) == (Status.QUARANTINED, Sign.TRAP.label)
    assert (case.due_on - case.received_on).days == 21
    assert OutgoingMail.objects.unsent().count() == before
    assert OutgoingMail.objects.held().filter(to="victim@example.com").count() == 1


def test_form_that_is_sent_at_once_waits_for_a_person(db: None) -> None:
    ask_for(token=mark(age=timedelta(0)))
    assert InformationRequest.objects.get().suspicion == Sign.QUICK.label


def test_old_browser_is_heard(db: None) -> None:
    secret_of(ask_for(headers={}))
    assert InformationRequest.objects.get().status == Status.OPEN


def test_foreign_page_is_sent_back_with_the_text(db: None) -> None:
    answer = ask_for(headers={"origin": "https://evil.example"}, question="Hva med kobolt?")
    assert answer.status == 403
    assert "Hva med kobolt?" in words(answer)
    assert "Nettleseren sier at skjemaet ble sendt fra et annet nettsted" in words(answer)
    assert InformationRequest.objects.count() == 0


def test_client_behind_a_proxy_is_counted_by_the_named_header(db: None, settings) -> None:
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    for number in range(6):
        ask_for(headers=BROWSER | {"x_real_ip": "8.8.8.8"}, question=f"Spørsmål {number}")
    ask_for(headers=BROWSER | {"x_real_ip": "9.9.9.9"}, question="Et annet")
    states = list(InformationRequest.objects.order_by("pk").values_list("status", flat=True))
    assert states == [Status.OPEN] * 5 + [Status.QUARANTINED, Status.OPEN]


def test_flood_of_spam_leaves_the_genuine_request_in_the_queue(db: None) -> None:
    statuses = []
    for number in range(340):
        if number == 320:
            genuine = secret_of(ask_for(question="Hvor kommer kobolten fra?", email="asker@example.com"))
        answer = ask_for(
            question=f"Kjøp billige varer {number} " + "x" * 1000,
            subject_line="x",
            email=f"victim{number}@example.com",
        )
        statuses.append(answer.status)
    assert {status: statuses.count(status) for status in (303, 503)} == {303: 300, 503: 40}
    assert answer.headers["retry-after"] == "120"
    assert "Kjøp billige varer 339" in words(answer)
    assert len(genuine) >= 22
    real = InformationRequest.objects.get(email="asker@example.com")
    assert list(InformationRequest.objects.open()) == [real]
    assert InformationRequest.objects.quarantined().count() == 300
    assert set(OutgoingMail.objects.unsent().values_list("to", flat=True)) == {"asker@example.com"}


def test_mark_of_the_form_tells_its_age() -> None:
    token = form_tokens.read(form_tokens.issue(NOON), at=NOON + timedelta(seconds=2))
    assert (token.too_quick, token.expired) == (True, False)
    token = form_tokens.read(form_tokens.reissue(NOON), at=NOON)
    assert (token.too_quick, token.expired) == (False, False)
    token = form_tokens.read(form_tokens.issue(NOON), at=NOON + timedelta(hours=24, seconds=1))
    assert token.expired is True


@pytest.mark.parametrize(
    "text", ["", "x", "a.b:c", form_tokens.issue(timezone.now())[:-1]], ids=["none", "short", "shaped", "cut"]
)
def test_forged_mark_is_not_read(text: str) -> None:
    with pytest.raises(form_tokens.Unreadable):
        form_tokens.read(text, at=NOON)
