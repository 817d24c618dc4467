"""A case as its handler sees it: facts, deadlines with their paragraph, letters with their state, and the files."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat

from transparency import deadlines, reasons
from transparency.case_steps import next_step
from transparency.models import Attachment, InformationRequest, OutgoingMail, RequestEvent, RequestPart
from transparency.models.mail import CASE_LINK
from transparency.request_enums import EventKind, Medium, Outcome, Status
from transparency.request_wording import Urgency, age_in_words, failure_in_words, in_words, urgency_of

RUNS = (Status.OPEN, Status.QUARANTINED)
# The secret itself is for whoever asked: a handler sees it only on what is to be printed.
LINK_IN_WORDS = "[lenken til saken, som bare den som spurte, får]"


@dataclass(frozen=True)
class Deadline:
    what: str
    due: date
    paragraph: str
    urgency: Urgency
    theirs: bool = False

    @property
    def internal(self) -> date:
        return deadlines.internal_due(self.due)


@dataclass(frozen=True)
class ShownMail:
    mail: OutgoingMail
    state: str
    level: str

    @property
    def text(self) -> str:
        return without_link(self.mail.body)

    @property
    def to_print(self) -> bool:
        return self.mail.medium == Medium.POST and not self.mail.held and self.mail.sent_at is None


@dataclass(frozen=True)
class Screen:
    today: date
    next_step: str
    status: str
    urgency: Urgency
    facts: list[tuple[str, str]]
    parts: list[tuple[RequestPart, str]]
    deadlines: list[Deadline]
    letters: list[ShownMail]
    files: list[tuple[Attachment, str]]
    added: QuerySet[RequestEvent]
    events: QuerySet[RequestEvent]


def screen_of(case: InformationRequest, at: datetime) -> Screen:
    today = case.day(at)
    return Screen(
        today=today,
        next_step=next_step(case, today),
        status=status_in_words(case),
        urgency=urgency(case, at),
        facts=facts_of(case),
        parts=parts_of(case),
        deadlines=deadlines_of(case, today),
        letters=letters_of(case, at),
        files=files_of(case),
        added=added_to(case),
        events=case.events.order_by("-pk"),
    )


def without_link(text: str) -> str:
    return text.replace(CASE_LINK, LINK_IN_WORDS)


def urgency(case: InformationRequest, at: datetime) -> Urgency:
    due = case.next_due_on
    return urgency_of(due, today=case.day(at), works=deadlines.working_day) if due else Urgency()


def status_in_words(case: InformationRequest) -> str:
    if case.status == Status.QUARANTINED:
        return "Mistenkt søppel: se på den"
    if case.status == Status.OPEN:
        return "Venter på svar, lengre frist er varslet" if case.extended_on else "Venter på svar"
    if case.status == Status.ANSWERED:
        return (
            "Venter på nærmere begrunnelse"
            if case.reasons_due_on
            else case.get_outcome_display().capitalize()
        )
    return case.get_status_display().capitalize()


def facts_of(case: InformationRequest) -> list[tuple[str, str]]:
    listed = [
        ("Saksnummer", case.number),
        ("Kom inn", f"{in_words(case.received_on)}, {case.get_channel_display()}"),
        ("Svar sendes som", case.get_reply_by_display()),
        ("E-post", case.email),
        ("Postadresse", case.postal_address),
        ("Navn", case.name),
        ("Brevene er på", case.get_language_display()),
        ("Holdt tilbake fordi", case.suspicion),
        ("Samme spørsmål som i", str(case.repeats or "")),
    ]
    return [(name, value) for name, value in listed if value]


def deadlines_of(case: InformationRequest, today: date) -> list[Deadline]:
    def deadline(what: str, due: date, name: str, *, runs: bool, theirs: bool = False) -> Deadline:
        left = urgency_of(due, today=today, works=deadlines.working_day) if runs else Urgency()
        if theirs and left.words:
            left = Urgency(
                "calm", left.words if today <= due else "tiden er ute, om avslaget kom fram samme dag"
            )
        paragraph = deadlines.rule(name, case.received_on).paragraph.replace("§ ", "§\u00a0")
        return Deadline(what, due, paragraph, left, theirs)

    runs = case.status in RUNS
    extended = bool(case.extended_on) and not case.extended_late
    kind = deadlines.EXTENDED_ANSWER if extended else deadlines.ANSWER
    listed = [deadline("Svar på kravet", case.due_on, kind, runs=runs)]
    if runs and not case.extended_on:
        notice = deadlines.extension_notice_due(case.received_on)
        listed.append(
            deadline("Varsel om forlengelse, med grunn og ny dato", notice, deadlines.ANSWER, runs=True)
        )
        if today <= notice:
            longest = "Svar, hvis forlengelsen er varslet i tide"
            listed.append(deadline(longest, case.longest_due_on, deadlines.EXTENDED_ANSWER, runs=True))
    if case.refused_on:
        until = deadlines.fuller_reasons_may_be_asked_until(case.refused_on)
        open_ = reasons.may_be_asked(case)
        listed.append(
            deadline(
                "Den som spurte, kan kreve begrunnelse",
                until,
                deadlines.ASK_FOR_REASONS,
                runs=open_,
                theirs=True,
            )
        )
    if case.reasons_asked_on:
        due = deadlines.fuller_reasons_due(case.reasons_asked_on)
        owed = case.reasons_due_on is not None
        listed.append(deadline("Nærmere begrunnelse", due, deadlines.GIVE_REASONS, runs=owed))
    return listed


def parts_of(case: InformationRequest) -> list[tuple[RequestPart, str]]:
    """None while the one part is the question itself and waits."""
    parts = list(case.parts.all())
    alone = len(parts) == 1 and parts[0].outcome == Outcome.NONE and parts[0].text == case.question
    return [] if alone else [(part, outcome_in_words(part)) for part in parts]


def outcome_in_words(part: RequestPart) -> str:
    if part.outcome == Outcome.NONE:
        return "Venter på svar"
    if part.outcome == Outcome.REFUSED:
        return f"Avslått {in_words(part.decided_on)}: {part.get_ground_display()}"
    return f"Besvart {in_words(part.decided_on)}"


def mail_state(mail: OutgoingMail, at: datetime) -> tuple[str, str]:
    """In words, and how pressing it is."""
    age = age_in_words(mail.created_at, at)
    if mail.sent_at:
        return f"{'postlagt' if mail.medium == Medium.POST else 'sendt'} {in_words(mail.sent_at)}", "calm"
    if mail.held:
        return f"holdt tilbake i {age}, til noen har sett på kravet", "soon"
    if mail.medium == Medium.POST:
        return f"må skrives ut og postlegges, har ventet i {age}", "soon"
    if mail.attempts:
        failed = f"ikke sendt ennå: {mail.attempts} forsøk mislyktes, har ventet i {age}"
        return f"{failed}. {failure_in_words(mail.last_error)}".strip(" ."), "late"
    return f"venter på å bli sendt, i {age}", "calm"


def letters_of(case: InformationRequest, at: datetime) -> list[ShownMail]:
    written = case.mail.order_by("-created_at", "-pk").prefetch_related("attachments")
    return [ShownMail(mail, *mail_state(mail, at)) for mail in written]


def added_to(case: InformationRequest) -> QuerySet[RequestEvent]:
    """What whoever asked has written besides the question, oldest first."""
    kinds = (EventKind.MESSAGE_ADDED, EventKind.REASONS_ASKED, EventKind.REASONS_ASKED_LATE)
    return case.events.filter(kind__in=kinds).exclude(text="").order_by("pk")


def files_of(case: InformationRequest) -> list[tuple[Attachment, str]]:
    return [(file, filesizeformat(file.size)) for file in case.attachments.all() if file.file]
