"""The verbs of casework as a handler meets them: what the button says, what is explained, asked for, and done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from transparency import casework
from transparency.casework_forms import (
    AttachForm,
    ClarifyForm,
    ClockForm,
    ConfirmForm,
    MessageForm,
    ReopenForm,
    SpamForm,
    SplitForm,
    VerbForm,
    WithdrawForm,
)
from transparency.decision_forms import (
    AnswerForm,
    AskedForReasonsForm,
    ExtendForm,
    GiveReasonsForm,
    LeaveReasonsForm,
    RefuseForm,
)
from transparency.models import InformationRequest, RequestEvent
from transparency.request_enums import LetterKind, Status


@dataclass(frozen=True)
class Verb:
    """`word` stands in the address. With a `letter`, the handler sees it before it goes out."""

    word: str
    label: str
    explanation: str
    form: type[VerbForm]
    act: Callable[..., RequestEvent]
    done: str
    confirm: str
    letter: LetterKind | None = None
    shows_question: bool = False

    def letter_kind(self, case: InformationRequest, at: datetime) -> LetterKind | None:
        """Which letter it is now: a notice of extension says so when it is too late, and spam got no letter before."""
        if self.letter == LetterKind.EXTENSION:
            return casework.extension_kind(case, at=at)
        if self.letter == LetterKind.REOPENING and case.status == Status.SPAM:
            return None
        return self.letter


VERBS = {
    "release": Verb(
        word="slipp-fri",
        label="Slipp fri: dette er et krav",
        explanation="Kvitteringen blir sendt til adressen som ble oppgitt, og saken kommer i køen. "
        "Fristen er den samme som før, for den løper fra dagen kravet kom.",
        form=ConfirmForm,
        act=casework.release,
        done="Kravet er sluppet fri, og kvitteringen blir sendt.",
        confirm="Slipp kravet fri",
        shows_question=True,
    ),
    "mark_spam": Verb(
        word="soppel",
        label="Merk som søppel",
        explanation="Saken blir lukket, og ingen brev blir sendt. Tar du feil, kan du gjenåpne den.",
        form=SpamForm,
        act=casework.mark_spam,
        done="Saken er merket som søppel og lukket.",
        confirm="Merk som søppel",
        shows_question=True,
    ),
    "answer": Verb(
        word="svar",
        label="Svar",
        explanation="Svaret skal være skriftlig, dekke det som er spurt om, og kunne forstås (åpenhetsloven § 7).",
        form=AnswerForm,
        act=casework.answer,
        done="Svaret er lagt til sending.",
        confirm="Send svaret",
        letter=LetterKind.ANSWER,
        shows_question=True,
    ),
    "extend": Verb(
        word="forleng",
        label="Varsle forlengelse",
        explanation="Bare når mengden eller arten av det som er spurt om, gjør tre uker uforholdsmessig tungt, kan dere "
        "bruke inntil to måneder fra kravet kom. Den som spurte, skal få vite det innen tre uker, med grunnen og "
        "dagen svaret kommer (åpenhetsloven § 7).",
        form=ExtendForm,
        act=casework.extend,
        done="Varselet er lagt til sending.",
        confirm="Send varselet",
        letter=LetterKind.EXTENSION,
    ),
    "refuse": Verb(
        word="avsla",
        label="Avslå",
        explanation="Du kan bare avslå når en av grunnene i loven passer. Kan du svare på noe av det, skal du det: "
        "del kravet opp, og avslå bare resten.",
        form=RefuseForm,
        act=casework.refuse,
        done="Avslaget er lagt til sending.",
        confirm="Send avslaget",
        letter=LetterKind.REFUSAL,
        shows_question=True,
    ),
    "clarify": Verb(
        word="presiser",
        label="Be om presisering",
        explanation="Spør når du ikke forstår hva kravet gjelder. Fristen stopper ikke: den løper videre mens du venter "
        "på svar.",
        form=ClarifyForm,
        act=casework.ask_to_clarify,
        done="Spørsmålet er lagt til sending. Fristen løper videre.",
        confirm="Send spørsmålet",
        letter=LetterKind.CLARIFICATION,
        shows_question=True,
    ),
    "split": Verb(
        word="del-opp",
        label="Del opp kravet",
        explanation="Et krav kan inneholde flere spørsmål. Deler du det opp, kan du svare på noe nå og noe senere, "
        "eller avslå bare en del. Deler som alt har fått svar, blir stående.",
        form=SplitForm,
        act=casework.split_into_parts,
        done="Kravet er delt opp.",
        confirm="Del opp",
        shows_question=True,
    ),
    "give_reasons": Verb(
        word="begrunn",
        label="Gi nærmere begrunnelse",
        explanation="Begrunnelsen skal være skriftlig og komme så raskt som mulig, senest tre uker etter at den ble krevd "
        "(åpenhetsloven § 7).",
        form=GiveReasonsForm,
        act=casework.give_reasons,
        done="Begrunnelsen er lagt til sending.",
        confirm="Send begrunnelsen",
        letter=LetterKind.REASONS,
        shows_question=True,
    ),
    "leave_reasons": Verb(
        word="for-sent-krav",
        label="Svar at kravet kom for sent",
        explanation="Retten til begrunnelse gjelder i tre uker etter at avslaget kom fram. Dere vet ikke sikkert hvilken dag "
        "det var. Er du i tvil, så gi begrunnelsen i stedet.",
        form=LeaveReasonsForm,
        act=casework.leave_reasons,
        done="Svaret er lagt til sending.",
        confirm="Send svaret",
        letter=LetterKind.REASONS_LEFT,
    ),
    "ask_for_reasons": Verb(
        word="begrunnelse-krevd",
        label="Registrer krav om begrunnelse",
        explanation="Når den som fikk avslag, skriver og ber om nærmere begrunnelse på en annen måte enn på siden sin.",
        form=AskedForReasonsForm,
        act=casework.ask_for_reasons,
        done="Kravet om begrunnelse er registrert.",
        confirm="Registrer",
    ),
    "message": Verb(
        word="melding",
        label="Legg inn melding fra den som spør",
        explanation="Når den som spør, skriver mer til dere på en annen måte enn på siden sin. Ingen frist flytter seg.",
        form=MessageForm,
        act=casework.add_message,
        done="Meldingen er lagt inn.",
        confirm="Legg inn",
    ),
    "attach": Verb(
        word="vedlegg",
        label="Legg ved en fil",
        explanation="Filen blir liggende i saken, der bare de som behandler krav, kan hente den.",
        form=AttachForm,
        act=casework.attach,
        done="Filen er lagt i saken.",
        confirm="Legg ved",
    ),
    "withdraw": Verb(
        word="trekk",
        label="Registrer at kravet er trukket",
        explanation="Bare den som spurte, kan trekke kravet. Bruk dette når de har skrevet at de ikke lenger vil ha svar. "
        "De får et brev som bekrefter det.",
        form=WithdrawForm,
        act=casework.withdraw,
        done="Kravet er registrert som trukket.",
        confirm="Registrer og send bekreftelsen",
        letter=LetterKind.WITHDRAWAL,
    ),
    "reopen": Verb(
        word="gjenapne",
        label="Gjenåpne saken",
        explanation="Saken kommer tilbake i køen med fristene den hadde. Det som var avgjort, må avgjøres på nytt; "
        "brevene som er sendt, blir stående.",
        form=ReopenForm,
        act=casework.reopen,
        done="Saken er åpen igjen.",
        confirm="Gjenåpne",
        letter=LetterKind.REOPENING,
    ),
    "move_clock": Verb(
        word="flytt-klokken",
        label="Flytt klokken i øvelsen",
        explanation="Bare øvelsens egen klokke flytter seg. Ingen andre saker merker det.",
        form=ClockForm,
        act=casework.move_demo_clock,
        done="Klokken er flyttet.",
        confirm="Flytt klokken",
    ),
}
BY_WORD = {verb.word: name for name, verb in VERBS.items()}
