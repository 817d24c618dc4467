"""The forms that decide a request: extend, answer, refuse, explain. What the Act forbids can't be chosen."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html

from transparency import deadlines
from transparency.casework_forms import NOT_IN_THE_FUTURE, VerbForm, date_field, text_field
from transparency.models import RequestPart
from transparency.request_enums import Ground, Outcome
from transparency.request_wording import beginning, in_words

OVERRIDDEN = (
    "Denne grunnen kan ikke brukes her. Det dere vet om faktiske negative konsekvenser for grunnleggende "
    "menneskerettigheter, skal gis ut uansett unntakene a–d (åpenhetsloven § 6 tredje ledd). "
    "Svar på denne delen i stedet, eller velg bare de delene som ikke gjelder slik skade."
)
GROUND = "<span>{} ({})<br>{}</span>"
GROUNDS_IN_PLAIN_WORDS = {
    Ground.A_VAGUE: "Kravet er så uklart at dere ikke kan vite hva det gjelder. Be om presisering først: "
    "ofte løser det seg.",
    Ground.B_UNREASONABLE: "Kravet er klart urimelig, for eksempel ment for å plage. At det tar tid, er ikke nok: "
    "da varsler du forlengelse i stedet.",
    Ground.C_PERSONAL: "Svaret ville røpe noe om et menneskes personlige forhold, for eksempel helse eller lønn. "
    "Kan du svare uten å røpe det, skal du det.",
    Ground.D_COMPETITION: "Svaret ville røpe en hemmelighet som konkurrenter kunne bruke, for eksempel en "
    "produksjonsmåte. At dere helst ikke vil si det, er ikke nok.",
    Ground.CLASSIFIED: "Informasjonen er gradert etter sikkerhetsloven. Da gjelder ikke retten til informasjon.",
    Ground.COPYRIGHT: "Informasjonen er vernet etter åndsverkloven. Ofte kan du fortelle innholdet med egne ord.",
}
ASK_HARM = (
    "Gjelder noe av det du avslår, faktiske negative konsekvenser for grunnleggende menneskerettigheter som "
    "dere kjenner til?"
)


class PartsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, part: RequestPart) -> str:
        return f"Del {part.number}: {beginning(part.text, 160)}"


class PartsForm(VerbForm):
    """Which parts it concerns: those that have got no answer yet."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        waiting = self.waiting()
        self.fields["parts"].queryset = waiting
        if waiting.count() == 1:
            self.initial.setdefault("parts", [waiting.get().pk])

    def waiting(self) -> QuerySet[RequestPart]:
        return self.case.parts.filter(outcome=Outcome.NONE)


def parts_field(label: str) -> PartsField:
    return PartsField(
        queryset=RequestPart.objects.none(),
        label=label,
        help_text="Delene som ikke er valgt, venter på svar. Kravet er ferdig når hver del har fått svar eller avslag.",
        error_messages={"required": "Velg minst én del."},
    )


class AnswerForm(PartsForm):
    own_words = "text"

    parts = parts_field("Delene du svarer på")
    text = text_field(
        "Svaret",
        "Svar så det kan forstås av en som ikke kjenner bransjen, og dekk det som er spurt om. Ligger noe av svaret "
        "alt på nettstedet, kan du vise til adressen.",
        rows=12,
    )
    attachments = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Vedlegg",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Filer du har lagt i saken. Skal en ny fil med, så legg den i saken først, med «Legg ved en fil».",
    )

    field_order = ("parts", "text", "attachments")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attachments"].queryset = self.case.attachments.all()
        if not self.case.attachments.exists():
            del self.fields["attachments"]


class RefuseForm(PartsForm):
    own_words = "text"

    parts = parts_field("Delene du avslår")
    known_harm = forms.TypedChoiceField(
        label=ASK_HARM,
        choices=[("ja", "Ja, eller vi er ikke sikre"), ("nei", "Nei, og det har vi undersøkt")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        help_text="For eksempel barnearbeid, tvangsarbeid eller farlige arbeidsforhold som dere vet har skjedd. "
        "Slik informasjon skal alltid gis ut (åpenhetsloven § 6 tredje ledd).",
        error_messages={"required": "Svar ja eller nei. Loven krever at dere vet det før dere avslår."},
    )
    ground = forms.TypedChoiceField(
        label="Grunnen i loven",
        coerce=Ground,
        widget=forms.RadioSelect,
        help_text="At dere ikke har informasjonen for hånden, er ikke grunn nok: da må dere prøve å skaffe den.",
        error_messages={"required": "Velg grunnen i loven. Passer ingen av dem, kan du ikke avslå."},
    )
    text = text_field(
        "Forklaringen",
        "Si kort hvorfor grunnen passer her. Loven og retten til å få en nærmere begrunnelse kommer med av seg selv.",
    )

    field_order = ("parts", "known_harm", "ground", "text")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [
            (
                ground.value,
                format_html(GROUND, ground.label, ground.paragraph, GROUNDS_IN_PLAIN_WORDS[ground]),
            )
            for ground in Ground
        ]

    def clean(self) -> dict:
        values = super().clean()
        if values.get("known_harm") and values.get("ground") and values["ground"].overridden_by_known_harm:
            self.add_error("ground", OVERRIDDEN)
        return values


class ExtendForm(VerbForm):
    own_words = "reason"
    carried = (*VerbForm.carried, "understood")

    reason = text_field(
        "Hvorfor dere trenger mer tid",
        "Loven godtar mengden eller arten av det som er spurt om, for eksempel «Vi må hente svar fra 14 fabrikker». "
        "Ferie eller mange andre oppgaver er ikke grunn nok.",
        rows=4,
    )
    expected_on = date_field("Når svaret kommer", "")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.latest = self.case.longest_due_on
        self.fields[
            "expected_on"
        ].help_text = (
            f"Senest {in_words(self.latest)}: to måneder etter at kravet kom (åpenhetsloven § 7 andre ledd)."
        )
        if self.too_late:
            self.fields["understood"] = forms.BooleanField(
                label="Jeg forstår at varselet er for sent, og at saken står som forsinket",
                help_text="Det står i saken og i tallene. Varselet gjør ikke forsinkelsen lovlig.",
                error_messages={"required": "Kryss av for at du har lest at varselet er for sent."},
            )

    @property
    def too_late(self) -> bool:
        return self.today > deadlines.extension_notice_due(self.case.received_on)

    def clean_expected_on(self) -> date:
        expected_on = self.cleaned_data["expected_on"]
        if expected_on > self.latest:
            raise forms.ValidationError(
                f"Loven gir ikke lenger frist enn {in_words(self.latest)}, to måneder etter at kravet kom."
            )
        if expected_on <= self.case.ordinary_due_on:
            raise forms.ValidationError(
                f"Da trengs ingen forlengelse: svaret skal uansett komme innen {in_words(self.case.ordinary_due_on)}."
            )
        if expected_on < self.today:
            raise forms.ValidationError("Datoen er passert. Velg en dag fram i tid.")
        return expected_on


class GiveReasonsForm(VerbForm):
    own_words = "text"

    text = text_field(
        "Den nærmere begrunnelsen",
        "Forklar hvorfor grunnen passer, med det som er særlig for denne saken. Gjenta ikke bare avslaget.",
        rows=10,
    )


class AskedForReasonsForm(VerbForm):
    asked_on = date_field(
        "Dagen kravet om begrunnelse kom",
        "Fristen på tre uker for å gi begrunnelsen regnes herfra.",
    )
    message = text_field(
        "Det som ble skrevet",
        "Skriv av eller lim inn kravet om nærmere begrunnelse.",
        rows=4,
        required=False,
    )

    def clean_asked_on(self) -> date:
        asked_on = self.cleaned_data["asked_on"]
        if asked_on > self.today:
            raise forms.ValidationError(NOT_IN_THE_FUTURE)
        return asked_on


class LeaveReasonsForm(VerbForm):
    own_words = "reason"

    reason = text_field(
        "Egne ord",
        "Du kan legge til hvorfor dere mener at tiden var ute. Brevet forklarer regelen.",
        rows=4,
        required=False,
    )
