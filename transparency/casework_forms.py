"""What a case handler is asked for, one form for each verb that is about a case as a whole."""

from datetime import date
from typing import ClassVar

from django import forms

from transparency import deadlines
from transparency.models import InformationRequest
from transparency.models.requests import LONGEST_QUESTION
from transparency.request_enums import Channel, ReplyBy
from transparency.request_wording import in_words

ISO = "%Y-%m-%d"
NOT_IN_THE_FUTURE = "Datoen er ikke kommet ennå. Skriv dagen da dere fikk kravet."


def text_field(label: str, help_text: str, *, rows: int = 6, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": rows, "cols": 80}),
        error_messages={"required": "Skriv noe her."},
    )


def date_field(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=[ISO, "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format=ISO),
        error_messages={
            "required": "Velg en dato.",
            "invalid": "Skriv datoen som dag.måned.år, for eksempel 01.12.2026.",
        },
    )


class OnceForm(forms.Form):
    """`once` names one opening of the form: sent twice, it acts once."""

    own_words: ClassVar[str] = ""
    carried: ClassVar[tuple[str, ...]] = ("once",)

    once = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.today = today

    def values(self) -> dict:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.carried}


class VerbForm(OnceForm):
    """`seen` is the newest event when the form was opened; `own_words` the field that goes into the letter."""

    carried = ("once", "seen")

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, case: InformationRequest, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.case = case


class ConfirmForm(VerbForm):
    """Nothing is asked for: the page says what happens."""


class SplitForm(VerbForm):
    texts = text_field(
        "Delene i kravet",
        "Skriv hvert spørsmål for seg, med en tom linje mellom. Hver del får sitt eget svar eller avslag. "
        "Eksempel: «Hvor lages skjermene?», tom linje, «Hvilke tiltak har dere mot barnearbeid?»",
        rows=10,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("texts", "\n\n".join(part.text for part in self.case.parts.all()))

    def clean_texts(self) -> list[str]:
        text = self.cleaned_data["texts"].replace("\r\n", "\n")
        return [part.strip() for part in text.split("\n\n") if part.strip()]


class ClarifyForm(VerbForm):
    own_words = "message"

    message = text_field(
        "Det du spør om",
        "Si hva du trenger å vite for å svare, for eksempel hvilket produkt det gjelder. "
        "Fristen løper videre mens du venter.",
    )


class WithdrawForm(VerbForm):
    reason = text_field(
        "Hvorfor",
        "Står i saken, ikke i brevet. Eksempel: «Trukket i e-post i dag».",
        rows=3,
        required=False,
    )


class ReopenForm(VerbForm):
    own_words = "reason"

    reason = text_field(
        "Hvorfor",
        "Den som spurte, får se det. Eksempel: «Vi har funnet flere opplysninger om fabrikken».",
        rows=3,
    )


class MessageForm(VerbForm):
    text = text_field(
        "Meldingen",
        "Skriv av eller lim inn det som kom, for eksempel svaret på et spørsmål fra dere. "
        "Kravet og fristen blir de samme.",
    )


class RegisterForm(OnceForm):
    channel = forms.ChoiceField(
        label="Hvordan kravet kom",
        choices=[choice for choice in Channel.choices if choice[0] != Channel.WEB],
        widget=forms.RadioSelect,
        help_text="Krav etter åpenhetsloven kan komme på alle skriftlige måter, også levert i en butikk.",
        error_messages={"required": "Velg hvordan kravet kom."},
    )
    received_on = date_field(
        "Dagen kravet kom til dere",
        "Den dagen kravet nådde virksomheten, ikke dagen du registrerer det. Fristen på tre uker regnes herfra.",
    )
    question = text_field(
        "Det som er spurt om",
        "Skriv av eller lim inn kravet slik det ble skrevet.",
        rows=10,
    )
    reply_by = forms.ChoiceField(
        label="Hvordan svaret skal sendes",
        choices=ReplyBy.choices,
        widget=forms.RadioSelect,
        help_text="Slik den som spurte ønsker det. Ellers: samme vei som kravet kom.",
        error_messages={"required": "Velg hvordan svaret skal sendes."},
    )
    email = forms.EmailField(
        label="E-postadresse",
        required=False,
        help_text="Trengs når svaret skal sendes med e-post. Eksempel: navn@example.no",
        error_messages={"invalid": "Skriv en hel e-postadresse, for eksempel navn@example.no."},
    )
    postal_address = forms.CharField(
        label="Postadresse",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="Trengs når svaret skal sendes i posten. Slik den skal stå på konvolutten.",
    )
    name = forms.CharField(
        label="Navn",
        required=False,
        max_length=200,
        help_text="Bare hvis den som spurte har oppgitt det. Ingen må si hvem de er.",
    )
    language = forms.ChoiceField(
        label="Språket brevene skal være på",
        choices=[("nb", "Norsk"), ("en", "Engelsk")],
        initial="nb",
        widget=forms.RadioSelect,
        help_text="Det språket kravet er skrevet på, eller engelsk hvis det ikke er norsk.",
    )

    def clean_received_on(self) -> date:
        received_on = self.cleaned_data["received_on"]
        if received_on > self.today:
            raise forms.ValidationError(NOT_IN_THE_FUTURE)
        if received_on < deadlines.IN_FORCE:
            raise forms.ValidationError(f"Åpenhetsloven gjelder fra {in_words(deadlines.IN_FORCE)}.")
        return received_on

    def clean(self) -> dict:
        values = super().clean()
        if values.get("reply_by") == ReplyBy.EMAIL and not values.get("email") and "email" not in self.errors:
            self.add_error("email", "Skriv e-postadressen svaret skal sendes til.")
        if values.get("reply_by") == ReplyBy.POST and not values.get("postal_address"):
            self.add_error("postal_address", "Skriv adressen svaret skal sendes til.")
        return values


class ClockForm(VerbForm):
    days = forms.IntegerField(
        label="Antall dager fram",
        min_value=1,
        max_value=400,
        initial=7,
        help_text="Klokken i øvelsen går bare framover, for eksempel 7 dager.",
        error_messages={"required": "Skriv et antall dager, for eksempel 7."},
    )


class SpamForm(VerbForm):
    carried = (*VerbForm.carried, "read")

    read = forms.BooleanField(
        label="Jeg har lest alt, og ingen spør om noe",
        help_text="Er du i tvil, så behandle det som et krav: et krav som blir liggende ubesvart, er et lovbrudd.",
        error_messages={"required": "Les hele teksten, og kryss av."},
    )


class AttachForm(VerbForm):
    file = forms.FileField(
        label="Fil",
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": "application/pdf,image/png,image/jpeg,image/webp,image/gif,image/avif"}
        ),
        help_text="PDF eller bilde, høyst 10 MB, for eksempel «liste over fabrikker.pdf». Av et bilde blir bare "
        "selve bildet lagret: sted og kamera, som en telefon skriver inn i filen, blir fjernet. "
        "Filen ligger i saken. Den går ikke ut før du velger den som vedlegg til et svar.",
        error_messages={"required": "Velg en fil."},
    )
