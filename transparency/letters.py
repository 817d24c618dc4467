"""Letters to whoever asked, in Norwegian or English. What the Act requires in them can't be taken out."""

import json
from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from sustainability_site.content.models import Edition, Organisation
from transparency.letter import Letter, joined
from transparency.models import InformationRequest, RequestPart
from transparency.models.mail import CASE_LINK
from transparency.request_enums import Ground, LetterKind

OWN_WORDS = ("message", "reason", "text")
# Where the handler's words stand in a letter; without it, last.
OWN_WORDS_HERE = object()
SHOWN_OF_PART = 300


def compose(kind: LetterKind, request: InformationRequest, *, language: str, **values: object) -> Letter:
    """The letter of `kind`. `values` are those of the verb that sends it:

    CLARIFICATION message · EXTENSION and EXTENSION_LATE reason, expected_on · ANSWER parts, text ·
    REFUSAL parts, ground, text · REASONS text · REASONS_LEFT reason · REOPENING reason. Others are passed over.
    """
    added = next((str(values[name]).strip() for name in OWN_WORDS if values.get(name)), "")
    with override(language):
        about = _("sak {number}").format(number=request.number)
        subject = f"{SUBJECTS[kind]()} ({about})"
        if request.demo:
            subject = _("ØVELSE: {subject}").format(subject=subject)
        paragraphs = [published_organisation().get("name", ""), *PARAGRAPHS[kind](request, values)]
        if kind == LetterKind.WITHDRAWAL:
            added = ""
        here = paragraphs.index(OWN_WORDS_HERE) if OWN_WORDS_HERE in paragraphs else len(paragraphs)
        return Letter(subject, joined(*paragraphs[:here]), added, joined(*paragraphs[here + 1 :]))


def published_organisation() -> dict:
    """The organisation as the public knows it: its newest published edition; empty before the first."""
    published = Edition.objects.filter(subject=f"{Organisation.kind}/{Organisation.CODE}")
    newest = published.exclude(number=None).exclude(document="").order_by("-number").first()
    return json.loads(newest.document) if newest else {}


def _day(day: date) -> str:
    """With plain spaces only: a letter is typed text, which is quoted and searched in other people's programs."""
    return date_format(day, "DATE_FORMAT").replace("\N{NO-BREAK SPACE}", " ")


def _about(request: InformationRequest) -> str:
    return _("Dette gjelder kravet ditt om informasjon etter åpenhetsloven, som vi mottok {day}.").format(
        day=_day(request.received_on)
    )


def _case_page() -> str:
    return _("Saken din, med frister og brev: {link}").format(link=CASE_LINK)


def _supervision() -> str:
    return _(
        "Forbrukertilsynet veileder om åpenhetsloven og fører tilsyn med at den blir fulgt. Du kan klage dit. Forbrukertilsynet velger selv hvilke saker det tar opp: www.forbrukertilsynet.no"
    )


def _parts(request: InformationRequest, parts: Iterable[RequestPart]) -> str:
    """Which parts a decision is about; nothing when the request has only one."""
    if request.parts.count() < 2:
        return ""
    shown = sorted(parts, key=lambda part: part.number)
    lines = (
        _("Del {number}: {text}").format(number=part.number, text=_shortened(part.text)) for part in shown
    )
    return "\n".join((_("Dette brevet gjelder:"), *lines))


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN_OF_PART else f"{words[:SHOWN_OF_PART].rsplit(' ', 1)[0]} …"


def _receipt(request: InformationRequest, values: dict) -> list[str]:
    return [
        _("Vi har mottatt kravet ditt om informasjon etter åpenhetsloven."),
        "\n".join(
            (
                _("Saksnummer: {number}").format(number=request.number),
                _("Mottatt: {day}").format(day=_day(request.received_on)),
                _("Loven krever at du får svar senest: {day}").format(day=_day(request.ordinary_due_on)),
            )
        ),
        _(
            "Du har rett til et skriftlig svar som er dekkende og forståelig. Er det så mye eller slik informasjon at tre uker blir uforholdsmessig byrdefullt, kan vi bruke inntil to måneder fra vi mottok kravet. Da får du vite det innen de tre ukene, med grunnen og dagen du kan vente svar. Avslår vi, får du vite hvilken regel i loven vi bygger på, og du kan kreve en nærmere begrunnelse innen tre uker etter at du fikk avslaget."
        ),
        _supervision(),
        _case_page(),
        _("Lenken er hemmelig. Den som har den, kan lese saken. Del den bare med noen du stoler på."),
    ]


def _clarification(request: InformationRequest, values: dict) -> list[str]:
    return [
        _about(request),
        _(
            "Vi trenger å vite mer for å svare godt. Spørsmålet vårt står under. Fristen for svar løper videre og er fortsatt {day}, også om du ikke svarer oss."
        ).format(day=_day(request.due_on)),
        _("Du kan svare på sidene om saken din: {link}").format(link=CASE_LINK),
    ]


def _extension(request: InformationRequest, values: dict) -> list[str]:
    return [
        _about(request),
        _(
            "Vi trenger lengre tid enn tre uker. Åpenhetsloven § 7 lar oss bruke inntil to måneder fra vi mottok kravet, når mengden eller typen informasjon gjør tre uker uforholdsmessig byrdefullt."
        ),
        _("Du kan vente svaret senest {day}. Loven krever svar senest {limit}.").format(
            day=_day(values["expected_on"]), limit=_day(request.longest_due_on)
        ),
        _("Grunnen til at vi trenger lengre tid:"),
        OWN_WORDS_HERE,
        _supervision(),
        _case_page(),
    ]


def _extension_late(request: InformationRequest, values: dict) -> list[str]:
    return [
        _about(request),
        _(
            "Etter åpenhetsloven § 7 skulle vi ha svart, eller sagt fra om lengre tid, senest {day}. Det gjorde vi ikke. Denne beskjeden kommer for sent, og den gir oss ikke lengre frist."
        ).format(day=_day(request.ordinary_due_on)),
        _("Du kan vente svaret senest {day}.").format(day=_day(values["expected_on"])),
        _("Grunnen til at det tar lengre tid:"),
        OWN_WORDS_HERE,
        _supervision(),
        _case_page(),
    ]


def _answer(request: InformationRequest, values: dict) -> list[str]:
    return [
        _about(request),
        _parts(request, values["parts"]),
        _("Svaret vårt:"),
        OWN_WORDS_HERE,
        _supervision(),
        _case_page(),
    ]


def _refusal(request: InformationRequest, values: dict) -> list[str]:
    ground = Ground(values["ground"])
    return [
        _about(request),
        _("Vi avslår kravet.") if request.parts.count() < 2 else _("Vi avslår en del av kravet."),
        _parts(request, values["parts"]),
        _("Grunnen er: {ground} ({paragraph}).").format(ground=ground.label, paragraph=ground.paragraph),
        str(ground.law),
        OWN_WORDS_HERE,
        _(
            "Du har rett til en nærmere begrunnelse. Den må du kreve innen tre uker etter at du fikk dette avslaget (åpenhetsloven § 7). Du får den skriftlig, så raskt som mulig og senest tre uker etter at vi fikk kravet om den."
        ),
        _("Du kan kreve den på sidene om saken din: {link}").format(link=CASE_LINK),
        _supervision(),
    ]


def _reasons(request: InformationRequest, values: dict) -> list[str]:
    return [
        _about(request),
        _("Du har krevd en nærmere begrunnelse for avslaget. Her er den (åpenhetsloven § 7)."),
        _("Begrunnelsen vår:"),
        OWN_WORDS_HERE,
        _supervision(),
        _case_page(),
    ]


def _reasons_left(request: InformationRequest, values: dict) -> list[str]:
    return [
        _about(request),
        _(
            "Du har krevd en nærmere begrunnelse for avslaget. Retten til den gjelder i tre uker etter at avslaget kom fram (åpenhetsloven § 7). Slik vi ser det, var tiden ute, og derfor gir vi ingen nærmere begrunnelse. Fikk du avslaget senere enn vi tror, så si fra."
        ),
        _supervision(),
        _case_page(),
    ]


def _withdrawal(request: InformationRequest, values: dict) -> list[str]:
    return [
        _about(request),
        _("Kravet er trukket, og derfor svarer vi ikke på det. Du kan spørre på nytt når du vil."),
        _("Har du ikke bedt om dette, så si fra."),
        _case_page(),
    ]


def _reopening(request: InformationRequest, values: dict) -> list[str]:
    return [
        _about(request),
        _("Vi har åpnet saken igjen, og du får et nytt brev om utfallet."),
        _supervision(),
        _case_page(),
    ]


SUBJECTS = {
    LetterKind.RECEIPT: lambda: _("Kvittering: vi har mottatt kravet ditt om informasjon"),
    LetterKind.CLARIFICATION: lambda: _("Kan du presisere kravet ditt om informasjon?"),
    LetterKind.EXTENSION: lambda: _("Vi trenger lengre tid på kravet ditt om informasjon"),
    LetterKind.EXTENSION_LATE: lambda: _("Svaret på kravet ditt om informasjon er forsinket"),
    LetterKind.ANSWER: lambda: _("Svar på kravet ditt om informasjon"),
    LetterKind.REFUSAL: lambda: _("Avslag på kravet ditt om informasjon"),
    LetterKind.REASONS: lambda: _("Nærmere begrunnelse for avslaget"),
    LetterKind.REASONS_LEFT: lambda: _("Om kravet ditt om nærmere begrunnelse"),
    LetterKind.WITHDRAWAL: lambda: _("Kravet ditt om informasjon er trukket"),
    LetterKind.REOPENING: lambda: _("Saken din er åpnet igjen"),
}
PARAGRAPHS = {
    LetterKind.RECEIPT: _receipt,
    LetterKind.CLARIFICATION: _clarification,
    LetterKind.EXTENSION: _extension,
    LetterKind.EXTENSION_LATE: _extension_late,
    LetterKind.ANSWER: _answer,
    LetterKind.REFUSAL: _refusal,
    LetterKind.REASONS: _reasons,
    LetterKind.REASONS_LEFT: _reasons_left,
    LetterKind.WITHDRAWAL: _withdrawal,
    LetterKind.REOPENING: _reopening,
}
