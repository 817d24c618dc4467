"""The verbs of casework in any order: no path leaves a case without its events, with a date that the Act does not
give, or with a letter or an event that is not what it was."""

from collections import Counter
from functools import partial
from random import Random

from django.db import transaction

from tests.transparency.cases import HANDLER, oslo
from transparency import casework, deadlines, outbox
from transparency.case_ledger import Verb
from transparency.deadlines import DAY
from transparency.models import InformationRequest
from transparency.request_enums import EventKind, Ground, Outcome, ReplyBy, Status

FIRST = oslo(2026, 12, 21)
WALKS, KINDS = 24, ("asked", "suspect", "rehearsal")
# Each of these says something to whoever asked; so do a withdrawal and a reopening, unless the case is suspect.
WRITES = {
    EventKind.CONFIRMED,
    EventKind.CLARIFICATION_ASKED,
    EventKind.EXTENDED,
    EventKind.EXTENDED_LATE,
    EventKind.ANSWERED,
    EventKind.REFUSED,
    EventKind.REASONS_GIVEN,
    EventKind.REASONS_LEFT,
}
MAY_WRITE = WRITES | {EventKind.WITHDRAWN, EventKind.REOPENED}
BECOMES = {
    EventKind.QUARANTINED: Status.QUARANTINED,
    EventKind.RELEASED: Status.OPEN,
    EventKind.MARKED_SPAM: Status.SPAM,
    EventKind.WITHDRAWN: Status.WITHDRAWN,
    EventKind.REOPENED: Status.OPEN,
}
LETTER = ("id", "event_id", "kind", "medium", "to", "subject", "body", "message_id", "created_at")


class Walk:
    """A case on its way; after every step it is compared with what its events say it must be."""

    def __init__(self, kind: str, reply_by: str) -> None:
        self.at, self.sendings, self.done = FIRST, 0, Counter()
        if kind == "rehearsal":
            self.case, _secret = casework.start_demo(actor=HANDLER, at=self.at)
        else:
            self.case, _secret = casework.receive(
                question="Hvor er skjermen laget?",
                reply_by=reply_by,
                email="asker@example.com",
                postal_address="Storgata 1",
                language="nb",
                submission_key="only one",
                suspicion="for raskt" if kind == "suspect" else "",
                at=self.at,
            )
        self.read()

    def read(self) -> None:
        self.row = InformationRequest.objects.values().get(pk=self.case.pk)
        self.parts = list(self.case.parts.order_by("number"))
        self.events = {row["id"]: row for row in self.case.events.order_by("pk").values()}
        self.mail = {row["id"]: row for row in self.case.mail.order_by("pk").values()}

    @property
    def state(self) -> tuple:
        outcomes = [(part.pk, part.outcome, part.ground, part.text) for part in self.parts]
        return self.row, outcomes, self.events, self.mail

    @property
    def letters(self) -> dict:
        return {key: {name: row[name] for name in LETTER} for key, row in self.mail.items()}

    @property
    def kinds(self) -> list[str]:
        return [event["kind"] for event in self.events.values()]

    def wait(self, days: int) -> None:
        self.at += days * DAY

    def send(self) -> None:
        letters = self.letters
        outbox.send_due(at=self.at)
        self.read()
        assert self.letters == letters

    def extend(self, days: int) -> None:
        expected_on = self.case.received_on + days * DAY
        self.attempt(casework.extend, reason="Vi må spørre fabrikken.", expected_on=expected_on)

    def decide(self, verb: Verb, places: tuple, **values: object) -> None:
        self.attempt(verb, parts=[self.parts[place] for place in places if place < len(self.parts)], **values)

    def ask_for_reasons(self, days_ago: int) -> None:
        self.attempt(casework.ask_for_reasons, asked_on=self.case.day(self.at) - days_ago * DAY)

    def post(self) -> None:
        self.attempt(casework.mark_posted, mail=self.case.mail.order_by("pk").last())

    def attempt(self, verb: Verb, **values: object) -> None:
        """Done, it is one event more; refused, nothing at all has changed; sent twice, it is done once."""
        self.sendings += 1
        sending = {"request": self.case, "actor": HANDLER, "at": self.at, "once": f"form {self.sendings}"}
        before, events, letters = self.state, self.events, self.letters
        try:
            event = verb(**sending, **values)
        except casework.CaseworkRefused:
            self.read()
            assert self.state == before
            return
        self.read()
        assert len(self.events) == len(events) + 1
        newest = list(self.events.values())[-1]
        assert (newest["id"], newest["actor"], newest["at"]) == (event.pk, HANDLER, self.at)
        words = {"text": "", "once": None} if verb is casework.anonymise else {}
        assert {key: self.events[key] for key in events} == {key: row | words for key, row in events.items()}
        words = {"to": "", "body": ""} if verb is casework.anonymise else {}
        assert {key: self.letters[key] for key in letters} == {
            key: row | words for key, row in letters.items()
        }
        self.done[verb.__name__] += 1
        self.judge()
        if self.sendings % 3 == 0 and verb is not casework.anonymise:
            after = self.state
            assert verb(**sending, **values) == event
            self.read()
            assert self.state == after

    def judge(self) -> None:
        self.judge_state()
        self.judge_dates()
        written = [row["event_id"] for row in self.mail.values()]
        assert len(written) == len(set(written))
        assert {key for key, event in self.events.items() if event["kind"] in WRITES} <= set(written)
        assert {self.events[key]["kind"] for key in written} <= MAY_WRITE
        suspect = self.case.status in (Status.QUARANTINED, Status.SPAM)
        if suspect and EventKind.QUARANTINED in self.kinds and EventKind.RELEASED not in self.kinds:
            assert EventKind.REOPENED in self.kinds or not any(row["sent_at"] for row in self.mail.values())

    def judge_state(self) -> None:
        status = Status.OPEN
        for kind in self.kinds:
            status = BECOMES.get(kind, status)
            if kind in (EventKind.ANSWERED, EventKind.REFUSED):
                status = "decided"
        if status == "decided":
            undecided = any(part.outcome == Outcome.NONE for part in self.parts)
            status = Status.OPEN if undecided else Status.ANSWERED
        assert self.case.status == status
        assert (self.case.closed_on is None) is (status in (Status.OPEN, Status.QUARANTINED))

    def judge_dates(self) -> None:
        case, kinds = self.case, self.kinds
        legal = deadlines.answer_due(case.received_on)
        if EventKind.EXTENDED in kinds:
            legal = deadlines.extended_due(case.received_on)
            assert case.extended_on <= case.ordinary_due_on
        assert case.due_on == legal
        assert case.internal_due_on == deadlines.internal_due(case.expected_on or legal)
        assert case.extended_late is (EventKind.EXTENDED_LATE in kinds)
        assert kinds.count(EventKind.EXTENDED) + kinds.count(EventKind.EXTENDED_LATE) <= 1
        if case.reasons_due_on:
            assert case.reasons_due_on == deadlines.fuller_reasons_due(case.reasons_asked_on)
            assert case.reasons_internal_due_on == deadlines.internal_due(case.reasons_due_on)


def doing(verb: Verb, **values: object) -> partial:
    return partial(Walk.attempt, verb=verb, **values)


refusing = partial(partial, Walk.decide, verb=casework.refuse)
REFUSE = refusing(places=(0,), ground=Ground.D_COMPETITION, known_harm=False)
GIVE_REASONS = doing(casework.give_reasons, text="Leverandøren taper på det.")
LEAVE_REASONS = doing(casework.leave_reasons, reason="Det er for sent.")
STEPS = (
    *(partial(Walk.wait, days=days) for days in (1, 18, 45)),
    *(partial(Walk.extend, days=days) for days in (21, 30, 62, 63)),
    *(partial(Walk.decide, verb=casework.answer, places=at, text="I Penang.") for at in ((0,), (1,), (0, 1))),
    REFUSE,
    refusing(places=(0,), ground=Ground.COPYRIGHT, known_harm=None),
    refusing(places=(1,), ground=Ground.A_VAGUE, known_harm=False),
    refusing(places=(0,), ground=Ground.A_VAGUE, known_harm=True),
    *(partial(Walk.ask_for_reasons, days_ago=days) for days in (0, 2)),
    GIVE_REASONS,
    LEAVE_REASONS,
    doing(casework.split_into_parts, texts=("Hvor?", "Hvem?")),
    doing(casework.ask_to_clarify, message="Hvilken skjerm?"),
    doing(casework.add_message, text="Den største."),
    doing(casework.withdraw, reason="Det ble bedt om."),
    *(doing(casework.reopen, reason="Det ble bedt om."),) * 2,
    *(doing(verb) for verb in (casework.release, casework.mark_spam, casework.anonymise)),
    doing(casework.move_demo_clock, days=22),
    Walk.send,
    Walk.post,
)

# What chance alone seldom comes to: a refusal with reasons asked for in time and too late, and a suspect set free.
OPENINGS = (
    (),
    (doing(casework.release),),
    (REFUSE, partial(Walk.ask_for_reasons, days_ago=0), GIVE_REASONS),
    (REFUSE, partial(Walk.wait, days=45), partial(Walk.ask_for_reasons, days_ago=0), LEAVE_REASONS),
)


def walked(seed: int) -> Walk:
    dice = Random(seed)  # noqa: S311  the same walks in every run
    # Every kind of case meets every opening.
    walk = Walk(KINDS[seed % len(KINDS)], dice.choice(ReplyBy.values))
    walk.judge()
    for step in (*OPENINGS[seed // len(KINDS) % len(OPENINGS)], *dice.choices(STEPS, k=9)):
        step(walk)
    return walk


def test_no_order_of_verbs_breaks_the_case(db: None) -> None:
    """Plain dice: hypothesis, tried, kept to a third of the verbs within the time that this may take."""
    done: Counter[str] = Counter()
    for seed in range(WALKS):
        with transaction.atomic():
            done.update(walked(seed).done)
            transaction.set_rollback(True)
    every = set(casework.__all__) - {"ASKER", "CaseworkRefused", "attach", "extension_kind"}
    assert set(done) == every - {"receive", "register", "start_demo"}
    assert done.total() > 2 * WALKS
